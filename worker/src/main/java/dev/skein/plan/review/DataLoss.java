package dev.skein.plan.review;

import dev.skein.plan.hazard.Decision;
import dev.skein.plan.hazard.Hazard;
import dev.skein.plan.hazard.HazardCode;
import dev.skein.plan.hazard.Severity;
import dev.skein.plan.sql.SqlStatement;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tables and columns that are gone afterwards with what they hold. What is empty loses nothing. */
final class DataLoss {
    private final Scene scene;

    private DataLoss(Scene scene) {
        this.scene = scene;
    }

    static Stream<Hazard> find(Scene scene) {
        DataLoss loss = new DataLoss(scene);
        return Stream.of(
                        new Dropped(scene).tables().map(loss::dropsTable),
                        new Dropped(scene).columns().map(loss::dropsColumn))
                .flatMap(hazards -> hazards);
    }

    private Hazard dropsTable(Dropped.Table table) {
        return of(
                HazardCode.DROPS_TABLE,
                table.name(),
                table.statement(),
                scene.tables().size(table.name()) + "; all of it is gone, and code that still uses the table fails.",
                """
                -- in this bundle: out of the way, but still there
                ALTER TABLE %s RENAME TO %s;
                -- when nobody missed it, in a later bundle
                -- DROP TABLE, with this code allowed by the policy""".formatted(table.name(), table.retired()));
    }

    private Hazard dropsColumn(Dropped.Column column) {
        String why = scene.tables().size(column.relation()) + "; what " + column.name()
                + " holds is gone, and code that still names it fails" + column.recreated() + ".";
        String safe = """
                -- in this bundle: code that runs can go on without it
                ALTER TABLE %1$s ALTER COLUMN %2$s DROP NOT NULL;
                -- when no code reads or writes it any more, in a later bundle, with this code allowed by the policy
                ALTER TABLE %1$s DROP COLUMN %2$s;""".formatted(column.relation(), column.name());
        return column.isDerived()
                ? derived(column)
                : of(HazardCode.DROPS_COLUMN, column.relation(), column.path(), column.statement(), why, safe);
    }

    private static Hazard derived(Dropped.Column column) {
        return new Hazard(
                HazardCode.DROPS_COLUMN,
                Severity.WARNING,
                Decision.ALLOW,
                column.path(),
                column.statement(),
                column.path() + " is generated from other columns, so no data is lost; code that still names it fails.",
                "-- drop it when no running code names it any more");
    }

    private Hazard of(HazardCode code, String table, @Nullable SqlStatement statement, String why, String safe) {
        return of(code, table, table, statement, why, safe);
    }

    private Hazard of(
            HazardCode code, String table, String object, @Nullable SqlStatement statement, String why, String safe) {
        return scene.tables().isEmpty(table)
                ? new Hazard(
                        code,
                        Severity.NOTE,
                        Decision.ALLOW,
                        object,
                        statement,
                        table + " is empty, so no row is lost; code that still uses what goes fails.",
                        safe)
                : new Hazard(code, Severity.DANGER, Decision.BLOCK, object, statement, why, safe);
    }
}
