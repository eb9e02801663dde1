CREATE TABLE customer (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL
);

CREATE TABLE customer_order (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customer,
    placed_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX customer_order_customer_id_idx ON customer_order (customer_id);
