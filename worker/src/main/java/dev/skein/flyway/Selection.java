package dev.skein.flyway;

import dev.skein.bundle.Bundle;
import dev.skein.bundle.FileKind;
import dev.skein.bundle.ManifestFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which of a bundle's scripts one call of Flyway is given. What is pending is applied by several calls where it needs several
 * transactions; the callbacks that Flyway runs once are given to the call at whose place it would run them.
 */
public final class Selection {
    private static final Set<String> OF_VALIDATION = Set.of("beforeValidate", "afterValidate", "afterValidateError");
    private static final Set<String> AT_BEGIN =
            Set.of("beforeMigrate", "beforeValidate", "afterValidate", "afterValidateError");
    private static final Set<String> AT_END = Set.of("afterMigrate", "afterMigrateApplied");
    private static final Set<String> AFTER_VERSIONED = Set.of("afterVersioned");
    private static final Set<String> BEFORE_REPEATABLES = Set.of("beforeRepeatables");

    private final Set<String> migrations;
    private final boolean transaction;
    private final Set<String> events = new HashSet<>();

    private Selection(Collection<String> migrations, boolean transaction) {
        this.migrations = Set.copyOf(migrations);
        this.transaction = transaction;
    }

    /**
     * Some of what is pending.
     *
     * @param pending all that is, in order
     * @param files those that are applied now, one after the other in that order
     * @param transaction whether they are to be one transaction
     */
    public static Selection of(List<PendingMigration> pending, List<String> files, boolean transaction) {
        Selection selection = new Selection(files, transaction);
        List<String> all = pending.stream().map(PendingMigration::file).toList();
        int begin = all.indexOf(files.get(0));
        int end = begin + files.size();
        long versioned = pending.stream()
                .filter(migration -> migration.version() != null)
                .count();
        selection.give(begin == 0, AT_BEGIN);
        selection.give(end == all.size(), AT_END);
        // Flyway runs it where only repeatable migrations are pending, too.
        selection.give(versioned == 0 ? begin == 0 : begin < versioned && versioned <= end, AFTER_VERSIONED);
        selection.give(begin <= versioned && versioned < end, BEFORE_REPEATABLES);
        return selection;
    }

    private void give(boolean given, Set<String> some) {
        if (given) {
            events.addAll(some);
        }
    }

    /** The files of the bundle that Flyway gets to see. */
    List<ManifestFile> files(Bundle bundle) {
        List<ManifestFile> files = new ArrayList<>();
        for (ManifestFile file : bundle.manifest().files()) {
            if (isGiven(file)) {
                files.add(file);
            }
        }
        return files;
    }

    private boolean isGiven(ManifestFile file) {
        return switch (file.kind()) {
            case MIGRATION, REPEATABLE -> migrations.contains(file.path());
            case CALLBACK -> isGiven(event(file));
            case CONFIG -> true;
            case UNDO, ASSERTION -> false;
        };
    }

    private boolean isGiven(String event) {
        return events.contains(event)
                || !(AT_BEGIN.contains(event)
                        || AT_END.contains(event)
                        || AFTER_VERSIONED.contains(event)
                        || BEFORE_REPEATABLES.contains(event));
    }

    /** {@code afterMigrate__refresh_views.sql} is for {@code afterMigrate}. */
    private static String event(ManifestFile file) {
        return file.fileName().split("__|\\.", 2)[0];
    }

    /** Whether there are callbacks among the files. */
    boolean hasCallbacks(Bundle bundle) {
        return files(bundle).stream().anyMatch(file -> file.kind() == FileKind.CALLBACK);
    }

    /** Whether Flyway is to validate first, for the sake of the callbacks that go with it. */
    boolean validates(Bundle bundle) {
        return files(bundle).stream()
                .anyMatch(file -> file.kind() == FileKind.CALLBACK && OF_VALIDATION.contains(event(file)));
    }

    /** Whether the migrations are to be one transaction. */
    boolean isTransaction() {
        return transaction;
    }
}
