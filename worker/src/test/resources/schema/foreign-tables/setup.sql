CREATE FOREIGN DATA WRAPPER nowhere;
CREATE SERVER far FOREIGN DATA WRAPPER nowhere;
CREATE FOREIGN TABLE gone (id integer) SERVER far;
CREATE FOREIGN TABLE kept (id integer OPTIONS (place 'a'), name text) SERVER far OPTIONS (path '/tmp/it''s');
