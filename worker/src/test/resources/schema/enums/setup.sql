CREATE TYPE colour AS ENUM ('red', 'blue');
CREATE TYPE size AS ENUM ('s', 'm');
CREATE TYPE gone AS ENUM ();
CREATE TYPE replaced AS ENUM ('one', 'two');
CREATE TYPE same AS ENUM ('one', 'two');
CREATE TABLE shirt (colour colour, size size NOT NULL DEFAULT 'm', sizes size[]);
CREATE FUNCTION fits(size) RETURNS boolean LANGUAGE sql RETURN true;
