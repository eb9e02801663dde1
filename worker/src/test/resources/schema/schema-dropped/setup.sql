CREATE SCHEMA gone;
CREATE TYPE gone.kind AS ENUM ('a');
CREATE TABLE gone.t (id integer PRIMARY KEY, kind gone.kind);
CREATE TABLE kept (id integer PRIMARY KEY, kind gone.kind DEFAULT 'a', t integer REFERENCES gone.t);
CREATE VIEW seen AS SELECT * FROM gone.t;
CREATE FUNCTION gone.f() RETURNS integer LANGUAGE sql RETURN 1;
CREATE TABLE counted (n integer DEFAULT gone.f(), CHECK (n > gone.f()));
