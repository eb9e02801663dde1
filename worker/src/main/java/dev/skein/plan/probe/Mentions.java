package dev.skein.plan.probe;

import dev.skein.plan.schema.Field;
import dev.skein.plan.schema.ObjectId;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.schema.SchemaObject;
import dev.skein.plan.sql.Lexer;
import dev.skein.plan.sql.Shape;
import dev.skein.plan.sql.Token;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells whether a statement can reach a table: by its own words, by those of the functions, views, triggers and rules that
 * it comes by, by foreign keys that cascade, or by SQL that it puts together when it runs.
 */
final class Mentions {
    private static final Pattern CASCADING = Pattern.compile(" ON (DELETE|UPDATE) (CASCADE|SET)");

    private final Scene scene;
    private final Map<String, List<String>> leadsTo = new HashMap<>();

    Mentions(Scene scene) {
        this.scene = scene;
        scene.before().objects().values().forEach(object -> add(object.id(), object.fields()));
        scene.diff().changes().forEach(change -> add(change.id(), change.after()));
        scene.before().objects().values().forEach(this::addCascade);
    }

    private void add(ObjectId id, Map<Field, String> fields) {
        String definition = fields.getOrDefault(Field.DEFINITION, "");
        switch (id.kind()) {
            case FUNCTION, PROCEDURE, VIEW -> link(name(id.name()), definition);
            case TRIGGER, RULE -> link(name(id.relation()), definition);
            default -> {}
        }
    }

    /** Deleting rows of the table referred to may change or delete rows of the table that refers. */
    private void addCascade(SchemaObject object) {
        if (object.id().kind() == ObjectKind.CONSTRAINT
                && CASCADING.matcher(object.text(Field.DEFINITION)).find()) {
            link(name(object.text(Field.REFERENCES)), object.id().relation());
        }
    }

    private void link(String name, String text) {
        if (!text.isEmpty()) {
            leadsTo.computeIfAbsent(name, any -> new ArrayList<>()).add(text);
        }
    }

    /** The last part of a name that may have argument types. */
    private static String name(String name) {
        String last = "";
        for (Token token : Lexer.tokens(name)) {
            if (token.is("(")) {
                break;
            }
            last = token.isName() ? token.value() : last;
        }
        return last;
    }

    /** Whether a statement may write to a table, by its name on the target. */
    boolean reach(Shape statement, String relation) {
        Set<String> followed = new HashSet<>();
        Set<String> named = new HashSet<>();
        Deque<List<Token>> texts = new ArrayDeque<>();
        if (writesOnlyItsObjects(statement)) {
            statement.objects().forEach(object -> named.add(Scene.last(object)));
            statement.tokens().stream().filter(Token::isName).forEach(token -> follow(token, followed, texts));
        } else {
            texts.push(statement.tokens());
        }
        while (!texts.isEmpty()) {
            List<Token> tokens = texts.pop();
            if (isPutTogether(tokens)) {
                return true;
            }
            tokens.stream().filter(Token::isText).forEach(token -> texts.push(Lexer.tokens(token.value())));
            tokens.stream().filter(Token::isName).forEach(token -> {
                named.add(token.value());
                follow(token, followed, texts);
            });
        }
        return named.contains(name(relation)) || named.contains(name(scene.now(relation)));
    }

    private void follow(Token name, Set<String> followed, Deque<List<Token>> texts) {
        if (followed.add(name.value())) {
            leadsTo.getOrDefault(name.value(), List.of()).forEach(text -> texts.push(Lexer.tokens(text)));
        }
    }

    /** What else its words name it reads, or calls. A query of WITH may write too, and TRUNCATE may cascade. */
    private static boolean writesOnlyItsObjects(Shape statement) {
        return Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "COPY").contains(statement.command())
                && !statement.has("WITH");
    }

    /** EXECUTE of a text; a trigger's EXECUTE FUNCTION and the privilege EXECUTE ON are something else. */
    private static boolean isPutTogether(List<Token> tokens) {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).is("EXECUTE") && !tokens.get(i + 1).isOneOf("FUNCTION", "PROCEDURE", "ON")) {
                return true;
            }
        }
        return false;
    }
}
