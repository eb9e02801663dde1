CREATE OR REPLACE VIEW order_overview AS
SELECT o.id, c.email, o.status, o.placed_at
FROM customer_order o
JOIN customer c ON c.id = o.customer_id;
