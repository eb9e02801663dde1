-- Two customers whose addresses differ only in case are one to us from now on.
ALTER TABLE customer ADD COLUMN email_folded text
    GENERATED ALWAYS AS (lower(email)) STORED;

ALTER TABLE customer ADD CONSTRAINT customer_email_key UNIQUE (email_folded);
