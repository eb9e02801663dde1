CREATE TABLE t (id integer PRIMARY KEY, name text);
CREATE TABLE other (id integer);
COMMENT ON TABLE t IS 'before';
COMMENT ON COLUMN t.id IS 'gone';
COMMENT ON TABLE other IS 'gone';
COMMENT ON SCHEMA public IS 'the usual';
