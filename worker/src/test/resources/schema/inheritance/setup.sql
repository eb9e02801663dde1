CREATE TABLE base (id integer NOT NULL, name text);
CREATE TABLE other_base (more text);
CREATE TABLE heir (extra text) INHERITS (base);
CREATE TABLE loose (id integer NOT NULL, name text);
CREATE TABLE empty_base ();
CREATE TABLE empty_heir () INHERITS (empty_base);
