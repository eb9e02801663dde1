package dev.skein.plan.probe;

import dev.skein.plan.probe.Demand.About;
import dev.skein.plan.probe.Demand.Broken;
import dev.skein.plan.probe.Probe.Kind;
import dev.skein.plan.probe.Question.Selection;
import dev.skein.plan.probe.Story.Step;
import dev.skein.plan.probe.Story.Tables;
import dev.skein.plan.schema.Change;
import dev.skein.plan.schema.Change.Action;
import dev.skein.plan.schema.Field;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.sql.AlterAction;
import dev.skein.plan.sql.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Exclusion constraints, and keys WITHOUT OVERLAPS.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-EXCLUDE">EXCLUDE</a>
 */
final class ExclusionDemands {
    private final Drafts drafts;
    private final Scene scene;

    ExclusionDemands(Drafts drafts) {
        this.drafts = drafts;
        this.scene = drafts.scene();
    }

    Stream<Demand> find() {
        return scene.changes(ObjectKind.CONSTRAINT)
                .filter(change -> change.action() != Action.RENAMED
                        && (change.after(Field.CONSTRAINT_TYPE).equals("exclusion")
                                || change.after(Field.DEFINITION).contains(" WITHOUT OVERLAPS")))
                .flatMap(change -> scene
                        .tables(change.id().relation())
                        .filter(tables -> !scene.isAskedAbove(change, tables.was()))
                        .filter(tables -> scene.isNew(change, demanding(change, tables)))
                        .map(tables -> Drafts.numbered(demand(change, tables)))
                        .stream());
    }

    private Demand demand(Change change, Tables tables) {
        About about = new About(
                Kind.EXCLUSION,
                tables.was(),
                change.id().name(),
                new Broken("pair of rows excludes each other", "pairs of rows exclude each other"));
        return drafts.of(about, demanding(change, tables), List.of(tables.was()), question(change, tables));
    }

    private Optional<Step> demanding(Change change, Tables tables) {
        String name = Scene.last(change.id().name());
        return scene.story()
                .altering(
                        tables,
                        action -> isAdding(action)
                                && (action.name().isEmpty() || action.name().equals(name)));
    }

    private static boolean isAdding(AlterAction action) {
        return switch (action.kind()) {
            case ADD_EXCLUSION, ADD_PRIMARY_KEY, ADD_UNIQUE -> true;
            default -> false;
        };
    }

    private Question question(Change change, Tables tables) {
        Words definition = Words.of(change.after(Field.DEFINITION));
        List<Element> elements = SqlList.items(SqlList.inBrackets(definition, 0)).stream()
                .map(Element::of)
                .toList();
        int where = definition.find(0, "WHERE");
        String condition = where < 0 ? "" : " WHERE " + SqlList.inBrackets(definition, where);
        Rows rows = Derivation.derivedAlone(scene, tables);
        List<String> items = new ArrayList<>(List.of("tableoid", "ctid", rows.label() + " AS label"));
        List<String> pairs = new ArrayList<>(List.of("(one.tableoid, one.ctid) < (other.tableoid, other.ctid)"));
        for (int i = 0; i < elements.size(); i++) {
            items.add(elements.get(i).expression() + " AS e" + i);
            pairs.add("one.e" + i + " " + elements.get(i).operator() + " other.e" + i);
        }
        String each = "(SELECT " + String.join(", ", items) + " FROM " + rows.item() + condition + ")";
        return Selection.of(
                each + " AS one JOIN " + each + " AS other ON " + String.join(" AND ", pairs),
                "one.label || ', ' || other.label",
                "");
    }

    /** What is compared, and by which operator. */
    private record Element(String expression, String operator) {
        static Element of(String item) {
            Words words = Words.of(item);
            int with = words.find(0, "WITH");
            int without = words.find(0, "WITHOUT", "OVERLAPS");
            String operator = with >= 0 ? words.text(with + 1, words.size()) : without >= 0 ? "&&" : "=";
            return new Element(words.text(0, end(words)), operator);
        }

        /** An operator class and an order may follow the expression. */
        private static int end(Words words) {
            int end = 0;
            if (words.at(0, "(")) {
                return words.find(0, ")") + 1;
            }
            for (end = 1; words.at(end, "."); end += 2) {}
            return words.at(end, "(") ? words.find(end, ")") + 1 : end;
        }
    }
}
