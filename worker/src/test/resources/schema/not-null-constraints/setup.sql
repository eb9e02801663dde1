-- from 18
CREATE TABLE t (a integer, b integer NOT NULL, c integer CONSTRAINT mine NOT NULL, d integer NOT NULL);
