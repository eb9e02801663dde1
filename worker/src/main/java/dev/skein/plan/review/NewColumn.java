package dev.skein.plan.review;

import dev.skein.plan.schema.Change;
import dev.skein.plan.schema.Field;
import dev.skein.plan.sql.Names;

/** SQL that brings a column to another type without a rewrite: a second column, kept in step, then swapped. */
final class NewColumn {
    private final Change change;

    NewColumn(Change change) {
        this.change = change;
    }

    String sql() {
        String relation = change.was().relation();
        String old = change.was().name();
        String added = NewName.local(old, "_new");
        String trigger = NewName.local(old, "_in_step");
        String function = NewName.beside(relation, Names.last(old) + "_in_step");
        String body = "BEGIN NEW." + added + " := NEW." + old + "; RETURN NEW; END";
        return """
                -- a second column, kept in step by a trigger; put the conversion in where a plain assignment is not right
                ALTER TABLE %1$s ADD COLUMN %2$s %3$s;
                CREATE FUNCTION %4$s() RETURNS trigger LANGUAGE plpgsql AS '%5$s';
                CREATE TRIGGER %6$s BEFORE INSERT OR UPDATE ON %1$s FOR EACH ROW EXECUTE FUNCTION %4$s();
                %7$s
                -- when all code uses the new column, in a later bundle
                DROP TRIGGER %6$s ON %1$s;
                DROP FUNCTION %4$s();
                ALTER TABLE %1$s DROP COLUMN %8$s;
                ALTER TABLE %1$s RENAME COLUMN %2$s TO %8$s;""".formatted(
                        relation,
                        added,
                        change.after(Field.TYPE),
                        function,
                        body.replace("'", "''"),
                        trigger,
                        Batches.sql(relation, added + " = " + old, added + " IS NULL AND " + old + " IS NOT NULL"),
                        old);
    }
}
