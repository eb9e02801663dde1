package dev.skein.plan.facts;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads sizes and contents of tables: of all at once, and of one after the other where one of them gives no answer. */
final class TableReading {
    private final ReadOnly transactions;
    private final Duration limit;

    /** @param limit of each question to all, and of all questions to one after the other */
    TableReading(ReadOnly transactions, Duration limit) {
        this.transactions = transactions;
        this.limit = limit;
    }

    Map<String, TableFacts> read(String... relations) throws SQLException {
        Map<String, TableFacts> tables = ask(List.of(relations), TableReading::measured);
        List<String> unmeasured = List.of(relations).stream()
                .filter(relation -> !tables.containsKey(relation))
                .toList();
        tables.putAll(attempt(connection -> Sizes.ESTIMATED.read(connection, unmeasured.toArray(String[]::new))));
        Map<String, Content> contents = ask(askable(relations), Contents::read);
        tables.replaceAll((name, facts) -> facts.with(contents.getOrDefault(name, Content.UNKNOWN)));
        return tables;
    }

    private static Map<String, TableFacts> measured(Connection connection, List<String> relations) throws SQLException {
        return Sizes.MEASURED.read(connection, relations.toArray(String[]::new));
    }

    private List<String> askable(String... relations) throws SQLException {
        return transactions.attempt(limit, connection -> Contents.askable(connection, relations), List.of());
    }

    @FunctionalInterface
    private interface Asked<T> {
        Map<String, T> of(Connection connection, List<String> relations) throws SQLException;
    }

    private <T> Map<String, T> ask(List<String> relations, Asked<T> question) throws SQLException {
        if (relations.isEmpty()) {
            return new HashMap<>();
        }
        Map<String, T> answers = new HashMap<>(attempt(connection -> question.of(connection, relations)));
        return answers.isEmpty() && relations.size() > 1 ? oneByOne(relations, question) : answers;
    }

    /** A table that is locked now keeps its own answer back only; each is waited for, all of them within the limit. */
    private <T> Map<String, T> oneByOne(List<String> relations, Asked<T> question) throws SQLException {
        Map<String, T> answers = new HashMap<>();
        long end = System.nanoTime() + limit.toNanos();
        for (String relation : relations) {
            if (System.nanoTime() < end) {
                answers.putAll(attempt(connection -> question.of(connection, List.of(relation))));
            }
        }
        return answers;
    }

    private <T> Map<String, T> attempt(ReadOnly.Work<Map<String, T>> work) throws SQLException {
        return transactions.attempt(limit, work, Map.of());
    }
}
