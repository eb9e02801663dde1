package dev.skein.plan.review;

import dev.skein.plan.guard.RunText;
import dev.skein.plan.schema.Field;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.schema.SchemaObject;
import dev.skein.plan.schema.Snapshot;
import dev.skein.plan.sql.Lexer;
import dev.skein.plan.sql.Names;
import dev.skein.plan.sql.Token;
import dev.skein.plan.sql.Words;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What statements do to rows by their own words, by those of blocks, and by those of functions that they call. */
final class Deeds {
    private final Map<String, List<String>> bodies = new HashMap<>();

    Deeds(Snapshot before, List<Step> steps) {
        before.objects().values().forEach(this::add);
        steps.stream()
                .filter(Deeds::isRoutine)
                .forEach(step ->
                        add(Names.last(step.shape().object()), step.statement().text()));
    }

    private void add(SchemaObject object) {
        if (object.id().kind() == ObjectKind.FUNCTION || object.id().kind() == ObjectKind.PROCEDURE) {
            add(name(object.id().name()), object.text(Field.DEFINITION));
        }
    }

    private void add(String name, String definition) {
        bodies.computeIfAbsent(name, any -> new ArrayList<>()).add(definition);
    }

    /** The last part of a name that has argument types. */
    private static String name(String routine) {
        List<Token> tokens = Lexer.tokens(routine).stream()
                .takeWhile(token -> !token.is("("))
                .toList();
        return tokens.isEmpty() ? "" : tokens.get(tokens.size() - 1).value();
    }

    private static boolean isRoutine(Step step) {
        return step.is("CREATE FUNCTION", "CREATE PROCEDURE");
    }

    /** Those of a statement; none of one that only defines what others will run, or asks for a query's plan. */
    List<Deed> of(Step step) {
        boolean asks = step.is("EXPLAIN")
                && step.shape().tokens().stream().noneMatch(token -> token.isOneOf("ANALYZE", "ANALYSE"));
        boolean defines = step.shape().isDdl() && !step.is("CREATE TABLE", "CREATE MATERIALIZED VIEW", "SELECT");
        if (defines || asks) {
            return List.of();
        }
        List<Deed> deeds = new ArrayList<>();
        Set<String> followed = new HashSet<>();
        Deque<String> texts = new ArrayDeque<>(RunText.of(step.statement().text()));
        while (!texts.isEmpty()) {
            String text = texts.pop();
            deeds.addAll(Deed.in(text));
            called(text, followed).forEach(body -> texts.addAll(RunText.of(body)));
        }
        return deeds;
    }

    private List<String> called(String text, Set<String> followed) {
        List<String> called = new ArrayList<>();
        Words words = Words.of(text);
        for (int i = 0; i < words.size(); i++) {
            String name = words.tokens().get(i).value();
            if (words.isCall(i) && bodies.containsKey(name) && followed.add(name)) {
                called.addAll(bodies.getOrDefault(name, List.of()));
            }
        }
        return called;
    }
}
