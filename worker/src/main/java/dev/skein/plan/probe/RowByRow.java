package dev.skein.plan.probe;

/**
 * Writes a block that tries to convert each row's value by itself. It stops before the statement's time is over, and
 * leaves a JSON object in the setting {@code skein.answer}: {@code broken}, {@code labels}, and whether it was {@code cut}.
 *
 * @see <a href="https://www.postgresql.org/docs/current/plpgsql-control-structures.html#PLPGSQL-ERROR-TRAPPING">Trapping
 *     errors</a>
 */
final class RowByRow {
    private static final String BLOCK = """
            #variable_conflict use_column
            DECLARE
                skein_end timestamptz := clock_timestamp() + current_setting('statement_timeout')::interval * 0.8;
                skein_row record;
                skein_value %4$s;
                skein_broken bigint := 0;
                skein_labels text[] := '{}';
                skein_cut boolean := false;
            BEGIN
                FOR skein_row IN SELECT tableoid AS part, ctid AS place, %1$s AS label FROM %2$s LOOP
                    BEGIN
                        SELECT %3$s INTO skein_value FROM %2$s
                        WHERE tableoid = skein_row.part AND ctid = skein_row.place;
                    EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN
                        skein_broken := skein_broken + 1;
                        IF skein_broken <= 5 THEN
                            skein_labels := skein_labels || skein_row.label;
                        END IF;
                    END;
                    skein_cut := clock_timestamp() > skein_end;
                    EXIT WHEN skein_cut;
                END LOOP;
                PERFORM set_config('skein.answer', json_build_object(
                    'broken', skein_broken, 'labels', skein_labels, 'cut', skein_cut)::text, true);
            END""";

    private RowByRow() {}

    static String of(Rows rows, String value, String type) {
        String block = BLOCK.formatted(rows.label(), rows.item(), value, type);
        String tag = "$skein$";
        for (int i = 0; block.contains(tag); i++) {
            tag = "$skein" + i + "$";
        }
        return "DO " + tag + "\n" + block + "\n" + tag;
    }
}
