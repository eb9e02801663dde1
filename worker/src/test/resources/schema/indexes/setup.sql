CREATE TABLE t (id integer PRIMARY KEY, a integer, b text, c jsonb);
CREATE INDEX gone ON t (a);
CREATE INDEX named ON t (b);
CREATE INDEX changed ON t (a);
CREATE INDEX noted ON t (a, b);
CREATE INDEX quiet ON t (b, a);
COMMENT ON INDEX quiet IS 'hush';
