CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
CREATE DOMAIN short AS varchar(10) COLLATE "C" DEFAULT 'x' NOT NULL;
CREATE DOMAIN gone AS integer;
CREATE DOMAIN moved AS numeric(10, 2);
CREATE TABLE mail (address email, amount moved);
CREATE SCHEMA other;
