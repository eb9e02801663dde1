package dev.skein.plan.review;

import dev.skein.plan.hazard.Decision;
import dev.skein.plan.hazard.Hazard;
import dev.skein.plan.hazard.HazardCode;
import dev.skein.plan.hazard.Severity;
import dev.skein.plan.schema.Field;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.sql.Names;
import dev.skein.plan.sql.Token;
import java.util.List;
import java.util.stream.Stream;

/** Statements that write very many rows at once, or that cannot see all the rows that they mean. */
final class Backfills {
    private final Scene scene;

    private Backfills(Scene scene) {
        this.scene = scene;
    }

    static Stream<Hazard> find(Scene scene) {
        Backfills rules = new Backfills(scene);
        Stream<Step> writing = scene.steps("UPDATE", "DELETE", "INSERT", "MERGE")
                .filter(step -> !step.subject().isEmpty());
        return writing.flatMap(step -> Stream.concat(rules.atOnce(step), rules.unseen(step)));
    }

    /** Whether it says itself that it writes few rows: by a limit, or by giving them. */
    static boolean isNarrow(Step step) {
        List<Token> tokens = step.shape().tokens();
        boolean given = step.is("INSERT") && tokens.stream().noneMatch(token -> token.is("SELECT"));
        return given || tokens.stream().anyMatch(token -> token.isOneOf("LIMIT", "FETCH"));
    }

    private Stream<Hazard> atOnce(Step step) {
        String table = step.subject();
        if (scene.tables().weight(table).compareTo(Weight.UNKNOWN) < 0 || isNarrow(step) || isByKey(step)) {
            return Stream.of();
        }
        return Stream.of(new Hazard(
                HazardCode.BACKFILLS_IN_ONE_TRANSACTION,
                Severity.WARNING,
                Decision.ALLOW,
                table,
                step.statement(),
                scene.tables().size(table)
                        + "; what the statement writes stays locked until its transaction ends, row by row,"
                        + " is logged and sent to replicas in one go, and leaves as many dead rows behind.",
                "-- in pieces, each committed; narrow it further by a range of the key\n" + pieces(step)));
    }

    private static String pieces(Step step) {
        String text = step.statement().text();
        String inner = "(tableoid, ctid) IN (SELECT tableoid, ctid FROM " + step.subject()
                + " WHERE <not done yet> LIMIT 10000)";
        return step.is("UPDATE", "DELETE")
                ? text + (step.shape().has("WHERE") ? "\n  AND " : "\n  WHERE ") + inner + ";"
                : text + "\n  -- with a LIMIT in its SELECT, again and again until it finds no more;";
    }

    /** Whether the rows are given by a value for each column of the primary key. */
    private boolean isByKey(Step step) {
        return scene.before().of(step.subject(), ObjectKind.CONSTRAINT).stream()
                .filter(constraint -> constraint.text(Field.CONSTRAINT_TYPE).equals("primary key"))
                .flatMap(key -> ColumnList.split(key.text(Field.COLUMNS)).stream())
                .map(Names::last)
                .map(column -> isGiven(step, column))
                .reduce(Boolean::logicalAnd)
                .orElse(false);
    }

    private static boolean isGiven(Step step, String column) {
        List<Token> tokens = step.shape().tokens();
        return Stream.iterate(0, i -> i < tokens.size() - 2, i -> i + 1)
                .filter(i -> tokens.get(i).isName() && tokens.get(i).value().equals(column))
                .anyMatch(i -> (tokens.get(i + 1).is("=") && isValue(tokens.get(i + 2)))
                        || (tokens.get(i + 1).is("IN") && i + 3 < tokens.size() && isValue(tokens.get(i + 3))));
    }

    private static boolean isValue(Token token) {
        return token.isText() || token.kind() == Token.Kind.NUMBER;
    }

    private Stream<Hazard> unseen(Step step) {
        String security = scene.tables()
                .find(step.subject())
                .map(table -> table.text(Field.ROW_SECURITY))
                .orElse("");
        if (scene.facts().bypassesRowSecurity() || !security.contains("enabled") || isPlainInsert(step)) {
            return Stream.of();
        }
        boolean forced = security.contains("forced");
        return Stream.of(
                new Hazard(
                        HazardCode.ROW_SECURITY_HIDES_ROWS,
                        forced ? Severity.WARNING : Severity.NOTE,
                        Decision.ALLOW,
                        step.subject(),
                        step.statement(),
                        step.subject() + " has row security" + (forced ? ", also for its owner" : "")
                                + ", and the migrating role has no BYPASSRLS: rows that its policies hide are left out without an error"
                                + (forced ? "." : ", unless that role owns the table."),
                        "-- run the migration with a role that sees all rows (a superuser grants it)\n"
                                + "ALTER ROLE <role> BYPASSRLS;\n-- and let PostgreSQL refuse instead of hiding\nSET LOCAL row_security = off;"));
    }

    private static boolean isPlainInsert(Step step) {
        return step.is("INSERT") && isNarrow(step);
    }
}
