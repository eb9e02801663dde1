CREATE TABLE t (a integer, b integer, c integer);
CREATE STATISTICS kept ON a, b FROM t;
CREATE STATISTICS gone (ndistinct) ON a, c FROM t;
CREATE STATISTICS named ON b, c FROM t;
