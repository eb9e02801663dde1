CREATE TYPE "Point 3" AS (x float8, "Y" float8, "select" text COLLATE "C");
ALTER TYPE address ADD ATTRIBUTE city text;
ALTER TYPE address ALTER ATTRIBUTE zip TYPE text;
ALTER TYPE pair RENAME TO couple;
ALTER TYPE couple RENAME ATTRIBUTE a TO first;
DROP TYPE gone;
