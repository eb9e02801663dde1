CREATE TYPE address AS (street text, zip varchar(5));
CREATE TYPE gone AS (a integer);
CREATE TYPE pair AS (a integer, b integer);
CREATE FUNCTION swap(pair) RETURNS pair LANGUAGE sql AS 'SELECT $1.b, $1.a';
