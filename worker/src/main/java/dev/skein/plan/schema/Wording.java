package dev.skein.plan.schema;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The near-SQL of each kind of objects. */
final class Wording {
    /** What SQL says in a statement of its own, or not at all. */
    private static final List<Field> NOTES =
            List.of(Field.ENABLED, Field.ROW_SECURITY, Field.REPLICA_IDENTITY, Field.GRANTS, Field.COMMENT);

    private Wording() {}

    /** @param parts a table's columns and constraints */
    static String of(Definition object, List<String> parts) {
        return Stream.concat(Stream.of(statement(object, parts)), notes(object)).collect(Collectors.joining("\n"));
    }

    /** A column's or constraint's own line in its table. */
    static String line(Definition part) {
        return part.id().kind() == ObjectKind.COLUMN ? column(part) : constraint(part);
    }

    private static String statement(Definition object, List<String> parts) {
        return switch (object.id().kind()) {
            case SCHEMA -> create(object, "SCHEMA");
            case EXTENSION -> extension(object);
            case ENUM -> create(object, "TYPE") + " AS ENUM (" + object.text(Field.VALUES) + ")";
            case DOMAIN -> domain(object);
            case COMPOSITE -> create(object, "TYPE") + " AS (" + object.text(Field.VALUES) + ")";
            case RANGE -> create(object, "TYPE") + " AS RANGE (" + object.text(Field.DEFINITION) + ")";
            case SEQUENCE -> sequence(object);
            case TABLE, FOREIGN_TABLE -> TableWording.of(object, parts);
            case COLUMN -> column(object);
            case CONSTRAINT -> constraint(object);
            case VIEW -> view(object, "VIEW");
            case MATERIALIZED_VIEW -> view(object, "MATERIALIZED VIEW");
            case INDEX, FUNCTION, PROCEDURE, TRIGGER, RULE, STATISTICS -> object.text(Field.DEFINITION);
            case AGGREGATE -> create(object, "AGGREGATE") + " (" + object.text(Field.DEFINITION) + ")";
            case POLICY -> policy(object);
            case EVENT_TRIGGER -> create(object, "EVENT TRIGGER") + object.text(" ", Field.DEFINITION, "");
        };
    }

    private static Stream<String> notes(Definition object) {
        Stream<String> invalid = object.id().kind() == ObjectKind.INDEX
                ? Stream.of(object.word(Field.VALID, "-- INVALID")).filter(note -> !note.isEmpty())
                : Stream.empty();
        return Stream.concat(
                invalid,
                NOTES.stream()
                        .filter(field -> !object.text(field).isEmpty())
                        .map(field -> "-- " + field.label() + ": "
                                + object.text(field).replace("\n", "\n-- ")));
    }

    static String create(Definition object, String what) {
        String persistence = object.text(Field.PERSISTENCE).toUpperCase(Locale.ROOT);
        return words("CREATE", persistence, what, object.id().name());
    }

    static String words(String... words) {
        return Stream.of(words).filter(word -> !word.isEmpty()).collect(Collectors.joining(" "));
    }

    private static String extension(Definition extension) {
        return words(
                create(extension, "EXTENSION"),
                extension.text(Field.OPTIONS).replaceFirst("^schema", "SCHEMA"),
                extension.text("VERSION '", Field.VERSION, "'"));
    }

    private static String domain(Definition domain) {
        return words(
                create(domain, "DOMAIN"),
                domain.text("AS ", Field.TYPE, ""),
                domain.text("COLLATE ", Field.COLLATION, ""),
                domain.text("DEFAULT ", Field.DEFAULT, ""),
                domain.word(Field.NOT_NULL, "NOT NULL"));
    }

    private static String sequence(Definition sequence) {
        return words(
                create(sequence, "SEQUENCE"),
                sequence.text("AS ", Field.TYPE, ""),
                sequence.text(Field.SEQUENCE_OPTIONS),
                sequence.text("OWNED BY ", Field.OWNED_BY, ""));
    }

    private static String column(Definition column) {
        String kept = column.text(Field.VIRTUAL).isEmpty() ? ") STORED" : ") VIRTUAL";
        String identity = column.text(Field.IDENTITY).toUpperCase(Locale.ROOT);
        return words(
                column.id().name(),
                column.text(Field.TYPE),
                column.text("COLLATE ", Field.COLLATION, ""),
                column.text("STORAGE ", Field.STORAGE, ""),
                column.text("GENERATED ALWAYS AS (", Field.GENERATED, kept),
                identity.isEmpty() ? "" : "GENERATED " + identity + " AS IDENTITY",
                column.word(Field.NOT_NULL, "NOT NULL"),
                column.text("DEFAULT ", Field.DEFAULT, ""),
                column.text("WITH (", Field.OPTIONS, ")"));
    }

    private static String constraint(Definition constraint) {
        return words("CONSTRAINT", constraint.id().name(), constraint.text(Field.DEFINITION));
    }

    private static String view(Definition view, String what) {
        return words(
                        create(view, what),
                        view.text("USING ", Field.ACCESS_METHOD, ""),
                        view.text("WITH (", Field.OPTIONS, ")"),
                        view.text("TABLESPACE ", Field.TABLESPACE, ""),
                        "AS")
                + "\n" + view.text(Field.DEFINITION);
    }

    private static String policy(Definition policy) {
        return words(
                create(policy, "POLICY"),
                "ON",
                policy.id().relation(),
                policy.word(Field.PERMISSIVE, "AS RESTRICTIVE"),
                policy.text("FOR ", Field.COMMAND, ""),
                policy.text("TO ", Field.ROLES, ""),
                policy.text("USING (", Field.EXPRESSION, ")"),
                policy.text("WITH CHECK (", Field.WITH_CHECK, ")"));
    }
}
