CREATE EXTENSION btree_gist;
CREATE TABLE parent (id integer PRIMARY KEY, a integer, b integer, UNIQUE (a, b));
CREATE TABLE child (
    id integer,
    a integer,
    b integer,
    room text,
    during tsrange,
    CONSTRAINT kept CHECK (a > 0),
    CONSTRAINT gone CHECK (b > 0),
    CONSTRAINT named CHECK (a <> b),
    CONSTRAINT changed FOREIGN KEY (a) REFERENCES parent);
ALTER TABLE child ADD CONSTRAINT late CHECK (a < 100) NOT VALID;
