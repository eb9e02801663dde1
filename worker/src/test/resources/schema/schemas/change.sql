CREATE SCHEMA "select";
COMMENT ON SCHEMA kept IS 'it''s kept';
DROP SCHEMA gone;
GRANT USAGE ON SCHEMA kept TO skein_reader;
