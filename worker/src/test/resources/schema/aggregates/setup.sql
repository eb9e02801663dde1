CREATE FUNCTION plus(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2';
CREATE AGGREGATE gone(integer) (SFUNC = plus, STYPE = integer);
CREATE AGGREGATE changed(integer) (SFUNC = plus, STYPE = integer);
CREATE AGGREGATE named(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');
