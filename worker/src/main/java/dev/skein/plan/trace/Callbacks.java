package dev.skein.plan.trace;

import dev.skein.bundle.Bundle;
import dev.skein.bundle.FileKind;
import dev.skein.flyway.Failure;
import dev.skein.flyway.ReadConnection;
import dev.skein.plan.sql.Scripts;
import dev.skein.plan.sql.Shape;
import dev.skein.plan.sql.SqlStatement;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The statements of a bundle's callbacks, which Flyway executes without telling anybody. */
final class Callbacks implements ReadConnection.Reader {
    private final Map<String, List<SqlStatement>> files = new LinkedHashMap<>();
    private final Set<String> leftOut = new HashSet<>();

    Callbacks(Bundle bundle) {
        bundle.manifest().files().stream()
                .filter(file -> file.kind() == FileKind.CALLBACK)
                .forEach(file -> files.put(file.path(), Scripts.read(bundle, file.path())));
    }

    /** Whether a file of the bundle is one of them. */
    boolean has(String file) {
        return files.containsKey(file);
    }

    /** What would end the transaction of a dry run on the target, or cannot run in it. */
    List<Inconclusive> notInPlace() {
        return files.values().stream()
                .flatMap(List::stream)
                .filter(InPlaceRules::keepsOut)
                .map(statement -> new Inconclusive(
                        statement,
                        "",
                        "ends the transaction, or cannot run in one: a dry run on the target leaves out all callbacks"))
                .toList();
    }

    /** The statement of a callback that failed; empty where it was not a callback's. */
    Optional<SqlStatement> at(Failure failure) {
        return statement(failure)
                .flatMap(failed -> files.getOrDefault(failed.file(), List.of()).stream()
                        .filter(statement -> statement.line() <= failed.line())
                        .max(Comparator.comparingInt(SqlStatement::line)));
    }

    /** Leaves out the statement that failed from now on; returns whether that can be done. */
    boolean leaveOut(Failure failure) {
        return statement(failure)
                .filter(failed -> files.getOrDefault(failed.file(), List.of()).stream()
                        .map(Shape::of)
                        .noneMatch(Shape::refusesTransaction))
                .filter(failed -> leftOut.add(failed.sql()))
                .isPresent();
    }

    /** Nothing in place of what is left out. */
    @Override
    public String read(String sql) {
        return leftOut.contains(sql) ? "" : sql;
    }

    private static Optional<Failure.Statement> statement(Failure failure) {
        return failure.match(new Failure.Cases<>() {
            @Override
            public Optional<Failure.Statement> statement(Failure.Statement failed) {
                return Optional.of(failed);
            }

            @Override
            public Optional<Failure.Statement> database(Failure.Database failed) {
                return Optional.empty();
            }

            @Override
            public Optional<Failure.Statement> flyway(Failure.Refusal failed) {
                return Optional.empty();
            }
        });
    }
}
