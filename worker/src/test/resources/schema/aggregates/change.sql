CREATE AGGREGATE "Any"(*) (SFUNC = int8inc, STYPE = bigint, INITCOND = '0', COMBINEFUNC = int8pl, PARALLEL = SAFE);
DROP AGGREGATE gone(integer);
CREATE OR REPLACE AGGREGATE changed(integer) (SFUNC = plus, STYPE = integer, INITCOND = '7');
ALTER AGGREGATE named(integer) RENAME TO renamed;
ALTER FUNCTION plus(integer, integer) RENAME TO added;
