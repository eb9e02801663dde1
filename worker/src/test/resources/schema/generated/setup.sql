CREATE FUNCTION twice(integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN $1 * 2;
CREATE TABLE t (
    id integer GENERATED ALWAYS AS IDENTITY,
    plain integer NOT NULL,
    n integer NOT NULL,
    double integer GENERATED ALWAYS AS (twice(n)) STORED,
    gone integer GENERATED ALWAYS AS (n + 1) STORED);
