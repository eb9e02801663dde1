ALTER SCHEMA old RENAME TO "New";
ALTER TABLE "New".person ADD COLUMN name text;
