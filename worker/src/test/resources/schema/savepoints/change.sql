DO $$
BEGIN
    BEGIN
        ALTER TABLE t ADD COLUMN inner_one text;
        BEGIN
            ALTER TABLE t ADD COLUMN inner_two text;
            CREATE TABLE made_inside (id integer);
        EXCEPTION WHEN division_by_zero THEN NULL;
        END;
    EXCEPTION WHEN division_by_zero THEN NULL;
    END;
    BEGIN
        DROP TABLE u;
        CREATE TABLE never (id integer);
        PERFORM 1 / 0;
    EXCEPTION WHEN division_by_zero THEN NULL;
    END;
END $$;
