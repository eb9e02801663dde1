CREATE INDEX CONCURRENTLY customer_order_status_idx ON customer_order (status);
