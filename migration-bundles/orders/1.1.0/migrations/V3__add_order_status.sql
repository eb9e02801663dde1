ALTER TABLE customer_order ADD COLUMN status text NOT NULL DEFAULT 'new';
