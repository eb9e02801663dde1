CREATE TABLE t (
    id integer PRIMARY KEY,
    wider integer,
    shorter varchar(50) NOT NULL,
    "Or""der" text,
    gone text,
    again text,
    plain text,
    moment timestamptz DEFAULT '2024-01-01 00:00+00',
    span interval DEFAULT '1 day 02:00',
    bytes bytea DEFAULT '\x00ff',
    money money DEFAULT 12.5);
CREATE INDEX t_order ON t ("Or""der");
CREATE VIEW v AS SELECT id, "Or""der" FROM t;
CREATE FUNCTION total(t) RETURNS integer LANGUAGE sql AS 'SELECT 1';
