INSERT INTO customer (email)
VALUES ('ada@example.com'), ('grace@example.com'), ('Ada@example.com');
