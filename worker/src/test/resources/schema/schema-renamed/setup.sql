CREATE SCHEMA old;
CREATE TYPE old.mood AS ENUM ('sad', 'ok');
CREATE TABLE old.person (id integer PRIMARY KEY, mood old.mood NOT NULL DEFAULT 'ok');
CREATE TABLE pet (id integer PRIMARY KEY, person integer REFERENCES old.person);
CREATE VIEW person AS SELECT * FROM old.person;
CREATE FUNCTION old.cheer(old.person) RETURNS old.mood LANGUAGE sql RETURN 'ok'::old.mood;
