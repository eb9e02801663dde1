CREATE VIEW "Or""der" (a, "B") WITH (security_barrier) AS SELECT id, name FROM t WHERE id > 0 WITH CASCADED CHECK OPTION;
CREATE OR REPLACE VIEW kept AS SELECT id, name, moment FROM t;
ALTER TABLE t RENAME COLUMN id TO ident;
DROP VIEW gone;
ALTER VIEW named RENAME TO "select";
ALTER VIEW on_kept ALTER COLUMN id SET DEFAULT 5;
COMMENT ON COLUMN on_kept.id IS 'the key';
GRANT SELECT (id) ON on_kept TO skein_reader;
COMMENT ON VIEW on_on_kept IS 'the next';
