CREATE TABLE t (id integer PRIMARY KEY, name text, moment timestamptz);
CREATE VIEW kept AS SELECT id, name FROM t;
CREATE VIEW on_kept AS SELECT id FROM kept;
CREATE VIEW on_on_kept AS SELECT id + 1 AS next FROM on_kept;
CREATE VIEW gone AS SELECT 1 AS one;
CREATE VIEW named AS SELECT 2 AS two;
CREATE VIEW recent AS SELECT * FROM t WHERE moment > '2024-01-01 00:00+00';
