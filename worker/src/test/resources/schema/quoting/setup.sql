CREATE SCHEMA "Or""der";
CREATE SCHEMA "a.b";
CREATE TABLE "Or""der"."select" ("ünï" integer PRIMARY KEY, "a.b" text, "x""y" text);
CREATE TABLE "a.b".c (d integer);
CREATE SCHEMA a;
CREATE TABLE "a"."b.c" (d integer);
