package dev.skein.plan.probe;

import dev.skein.plan.probe.Question.Selection;
import dev.skein.plan.probe.Question.Trial;
import dev.skein.plan.probe.Story.Tables;
import dev.skein.plan.schema.Change;
import dev.skein.plan.schema.Change.Action;
import dev.skein.plan.schema.Field;
import dev.skein.plan.schema.ObjectId;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.sql.AlterAction;
import dev.skein.plan.sql.Words;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the values of a column get another type: by the expression of USING, otherwise as they are, and then by an
 * assignment cast. Unlike an explicit cast that one does not cut longer texts, but for spaces at their end.
 *
 * @see <a href="https://www.postgresql.org/docs/current/typeconv-query.html">Value storage</a>
 */
final class Conversion {
    private static final Pattern LIMITED = Pattern.compile("(?:character varying|character)\\((\\d+)\\)");

    /** Types that an explicit cast would make fit, inside of others. */
    private static final Pattern CUT_BY_CAST = Pattern.compile("(?:character|bit)( varying)?\\(.*");

    private static final List<String> INTEGERS = List.of("smallint", "integer", "bigint", "numeric");

    private Conversion() {}

    /** The value that is to be assigned, over the table's columns of before. */
    static String expression(Scene scene, Tables tables, Change column) {
        return using(scene, tables, column).orElse(column.was().name());
    }

    private static Optional<String> using(Scene scene, Tables tables, Change column) {
        return scene.story()
                .actions(tables)
                .filter(action -> TypeDemands.isConversion(action, column))
                .reduce((earlier, later) -> later)
                .flatMap(AlterAction::using);
    }

    /** Whether the new type holds all values of the old one. */
    static boolean alwaysFits(Scene scene, Tables tables, Change column) {
        if (using(scene, tables, column).isPresent()) {
            return false;
        }
        String before = column.before(Field.TYPE);
        String after = column.after(Field.TYPE);
        boolean wider = INTEGERS.contains(before) && INTEGERS.indexOf(after) >= INTEGERS.indexOf(before);
        boolean text = before.startsWith("character varying") || before.equals("text");
        return wider || (text && (after.equals("text") || limit(after) >= limit(before)));
    }

    /** The most characters of a type; 0 for other types. */
    private static long limit(String type) {
        Matcher limited = LIMITED.matcher(type);
        if (limited.matches() && type.startsWith("character varying")) {
            return Long.parseLong(limited.group(1));
        }
        return type.equals("character varying") || type.equals("text") ? Long.MAX_VALUE : 0;
    }

    static Question question(Scene scene, Tables tables, Change column) {
        String value = expression(scene, tables, column);
        Rows rows = Derivation.plain(scene, tables);
        String type = column.after(Field.TYPE);
        Matcher limited = LIMITED.matcher(type);
        if (limited.matches()) {
            return Selection.of(rows, "length(rtrim((" + value + ")::text, ' ')) > " + limited.group(1));
        }
        Optional<String> values = newValues(scene, type);
        if (values.isPresent() && isColumnItself(value, column.was().name())) {
            return Selection.of(rows, column.was().name() + "::text <> ALL (ARRAY[" + values.get() + "])");
        }
        String cast = "SELECT count(CAST((" + value + ") AS " + type + ")) FROM " + rows.item();
        return new Trial(isCut(scene, type) ? "" : cast, RowByRow.of(rows, value, type), cast);
    }

    /** The values of an enum that the bundle creates, so that the target cannot cast to it yet. */
    private static Optional<String> newValues(Scene scene, String type) {
        return scene.changes(ObjectKind.ENUM)
                .filter(change ->
                        change.action() == Action.ADDED && change.id().name().equals(type))
                .map(change -> change.after(Field.VALUES))
                .filter(values -> !values.isEmpty())
                .findFirst();
    }

    /** Whether an expression is nothing but the column, perhaps cast. */
    static boolean isColumnItself(String expression, String column) {
        Words words = Words.of(expression);
        if (words.at(0, "(") && words.find(0, ")") == words.size() - 1) {
            return isColumnItself(words.text(1, words.size() - 1), column);
        }
        if (words.size() == 0) {
            return false;
        }
        int cast = words.find(0, "::");
        if (cast > 1) {
            return isColumnItself(words.text(0, cast), column);
        }
        boolean onlyCasts = words.size() == 1 || (cast == 1 && hasOnlyCasts(words));
        return onlyCasts && words.tokens().get(0).value().equals(Scene.last(column));
    }

    private static boolean hasOnlyCasts(Words words) {
        return words.tokens().subList(1, words.size()).stream()
                .allMatch(token -> token.isName() || token.isOneOf("::", "."));
    }

    private static boolean isCut(Scene scene, String type) {
        return CUT_BY_CAST.matcher(type).matches()
                || scene.before()
                        .find(new ObjectId(ObjectKind.DOMAIN, "", type))
                        .filter(domain -> isCut(scene, domain.text(Field.TYPE)))
                        .isPresent();
    }
}
