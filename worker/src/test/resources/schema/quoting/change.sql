ALTER TABLE "Or""der"."select" ADD COLUMN "$1\n%s" text DEFAULT '$1\';
CREATE INDEX "in""dex" ON "Or""der"."select" ("a.b", "x""y");
ALTER TABLE "Or""der"."select" RENAME COLUMN "ünï" TO "'; DROP TABLE x; --";
ALTER TABLE "a.b".c ADD COLUMN one integer;
ALTER TABLE a."b.c" ADD COLUMN two integer;
ALTER TABLE a."b.c" RENAME TO "$0 \1";
CREATE VIEW "<script>" AS SELECT * FROM a."$0 \1";
