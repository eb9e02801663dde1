ALTER TABLE loose INHERIT base;
ALTER TABLE empty_heir NO INHERIT empty_base;
CREATE TABLE both_heir () INHERITS (base, other_base);
ALTER TABLE base RENAME COLUMN name TO label;
ALTER TABLE base ADD CONSTRAINT positive CHECK (id > 0);
ALTER TABLE other_base RENAME TO "Other";
