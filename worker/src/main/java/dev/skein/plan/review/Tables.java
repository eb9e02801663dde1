package dev.skein.plan.review;

import dev.skein.plan.facts.Bytes;
import dev.skein.plan.facts.TableFacts;
import dev.skein.plan.facts.TargetFacts.LongTransaction;
import dev.skein.plan.schema.Change;
import dev.skein.plan.schema.Field;
import dev.skein.plan.schema.ObjectId;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.schema.SchemaObject;
import dev.skein.plan.schema.Snapshot;
import dev.skein.plan.sql.Names;
import dev.skein.plan.trace.Touch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The target's tables and materialized views, by their qualified names before the bundle. */
final class Tables {
    private static final List<ObjectKind> WITH_ROWS = List.of(ObjectKind.TABLE, ObjectKind.MATERIALIZED_VIEW);

    /** Bytes of an empty table that are worth a word. */
    private static final long ROOM = 1L << 20;

    private final ReviewInput input;
    private final Map<String, String> earlierNames;
    private final Map<String, String> laterNames = new HashMap<>();

    Tables(ReviewInput input) {
        this.input = input;
        this.earlierNames = input.schemas().diff().changes().stream()
                .filter(change -> change.action() == Change.Action.RENAMED
                        && WITH_ROWS.contains(change.id().kind()))
                .collect(Collectors.toMap(
                        change -> change.id().name(), change -> change.was().name()));
        earlierNames.forEach((later, earlier) -> laterNames.put(earlier, later));
    }

    /** The name before the bundle of what is called so after it. */
    String earlier(String relation) {
        return earlierNames.getOrDefault(relation, relation);
    }

    /** Whether it was there before the bundle. */
    boolean existed(String relation) {
        // A dry run in place knows the definitions of what it changed only; the target was asked for what it touched.
        return find(relation).isPresent() || facts(relation).isPresent();
    }

    /** Whether what is called so after the bundle was there before it, and is the same table still. */
    boolean stays(String relation) {
        return existed(earlier(relation))
                && input.schemas().diff().changes().stream()
                        .noneMatch(change -> change.action() == Change.Action.ADDED
                                && WITH_ROWS.contains(change.id().kind())
                                && change.id().name().equals(relation));
    }

    Optional<SchemaObject> find(String relation) {
        Snapshot before = input.schemas().before();
        return WITH_ROWS.stream()
                .map(kind -> before.find(new ObjectId(kind, "", relation)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    boolean isPartitioned(String relation) {
        return find(relation)
                .map(table -> !table.text(Field.PARTITION_KEY).isEmpty())
                .orElse(false);
    }

    /** The topmost table that it is a partition of; itself where it is none. */
    String root(String relation) {
        String parent =
                find(relation).map(table -> table.text(Field.PARTITION_OF)).orElse("");
        return parent.isEmpty() || parent.equals(relation) ? relation : root(parent);
    }

    /** Whether it is no partition: what is done to a table is done to its partitions too. */
    boolean isRoot(String relation) {
        return root(relation).equals(relation);
    }

    /** The table that a statement names, by its name before the bundle; empty text where it was not there. */
    String named(String written, List<Touch> touches) {
        List<String> known = allNamed(written, touches);
        return known.size() == 1 ? known.get(0) : "";
    }

    /** The tables that a statement may mean by a name: where it names no schema, and nothing tells, those of all. */
    List<String> allNamed(String written, List<Touch> touches) {
        List<String> parts = Names.parts(written);
        List<String> touched = touches.stream()
                .map(Touch::relation)
                .filter(relation -> existed(relation) && means(parts, relation))
                .distinct()
                .toList();
        return touched.isEmpty()
                ? names().filter(name -> means(parts, name)).distinct().toList()
                : touched;
    }

    private Stream<String> names() {
        Stream<String> defined = input.schemas().before().objects().keySet().stream()
                .filter(id -> WITH_ROWS.contains(id.kind()))
                .map(ObjectId::name);
        return Stream.concat(defined, input.facts().tables().keySet().stream());
    }

    private boolean means(List<String> written, String relation) {
        return endsWith(Names.parts(relation), written)
                || endsWith(Names.parts(laterNames.getOrDefault(relation, "")), written);
    }

    private static boolean endsWith(List<String> whole, List<String> end) {
        return !end.isEmpty()
                && end.size() <= whole.size()
                && whole.subList(whole.size() - end.size(), whole.size()).equals(end);
    }

    Weight weight(String relation) {
        return facts(relation).map(facts -> Weight.of(facts, input.bigTable())).orElse(Weight.UNKNOWN);
    }

    boolean isEmpty(String relation) {
        return facts(relation).map(TableFacts::isEmpty).orElse(false);
    }

    /** How big it is, as a clause: {@code public.orders is 3.2 GiB with about 12,000,000 rows}. */
    String size(String relation) {
        return facts(relation).map(facts -> size(relation, facts)).orElse("the size of " + relation + " is not known");
    }

    private static String size(String relation, TableFacts facts) {
        String bytes = Bytes.words(facts.bytes());
        return switch (facts.content()) {
            case EMPTY -> relation + " is empty" + (facts.bytes() > ROOM ? ", with room of " + bytes : "");
            case ROWS -> relation + " is " + bytes + rows(facts.rows());
            case UNKNOWN ->
                facts.bytes() == 0
                        ? "whether " + relation + " has rows is not known"
                        : relation + " is " + bytes + rows(facts.rows());
        };
    }

    /** Who holds it now for long, as a further sentence with a leading space; empty text where nobody does. */
    String waiting(String relation) {
        return input.facts().longTransactions().stream()
                .filter(transaction -> transaction.relations().contains(relation))
                .findFirst()
                .map(transaction -> " Before that it has to wait for " + name(transaction) + ".")
                .orElse("");
    }

    /** A transaction for people: {@code the transaction of pid 4711 (psql, idle in transaction), open for 2 h}. */
    static String name(LongTransaction transaction) {
        String who = Stream.of(transaction.application(), transaction.state())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        String pid = transaction.pid() == 0 ? "a prepared transaction" : "the transaction of pid " + transaction.pid();
        return pid + (who.isEmpty() ? "" : " (" + who + ")") + ", open for " + Amounts.time(transaction.age());
    }

    private Optional<TableFacts> facts(String relation) {
        return Optional.ofNullable(input.facts().tables().get(relation));
    }

    private static String rows(long rows) {
        return rows < 0 ? ", its rows not counted yet (ANALYZE does)" : " with about " + Amounts.rows(rows);
    }
}
