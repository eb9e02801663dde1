-- from 18
CREATE TABLE t (n integer NOT NULL, double integer GENERATED ALWAYS AS (n * 2) VIRTUAL);
