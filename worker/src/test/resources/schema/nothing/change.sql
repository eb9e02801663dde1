UPDATE t SET name = 'two';
CREATE TABLE IF NOT EXISTS t (id integer);
CREATE TABLE passing (id integer);
DROP TABLE passing;
COMMENT ON TABLE t IS NULL;
