package dev.skein.infra.stage;

import java.util.Map;
import java.util.Optional;

/** Reads one target: the worker's keys, and what infra has to know of its databases. */
final class TargetReader {
    private static final DatabaseSettings.Side NOWHERE = new DatabaseSettings.Group("sg-0");

    private final String name;
    private final Section section;

    TargetReader(String name, Section section) {
        this.name = name;
        this.section = section;
    }

    /** The target; empty where it cannot be, and then the mistakes are noted. */
    Optional<TargetSettings> read() {
        boolean trial = section.flag("trial");
        Section database = section.section("database");
        Section shadow = section.section("shadow-database");
        Map<String, String> keys = section.rest();
        Optional<DatabaseSettings> given = database(database, keys.getOrDefault("url", ""));
        Optional<DatabaseSettings> beside = database(shadow, keys.getOrDefault("shadow-url", ""));
        return section.make(() -> new TargetSettings(
                name,
                keys,
                trial
                        ? new TargetSettings.Trial()
                        : given.<TargetSettings.Database>map(TargetSettings.Given::new)
                                .orElseGet(TargetSettings.None::new),
                beside));
    }

    private static Optional<DatabaseSettings> database(Section section, String url) {
        if (section.isMissing()) {
            return Optional.empty();
        }
        DatabaseSettings.Side side = side(section);
        int usual = new JdbcUrl(url).ports().stream().findFirst().orElse(DatabaseSettings.PORT);
        int port = section.number("port", usual);
        Optional<String> key = section.optional("secret-key");
        Optional<String> resource = section.optional("resource-id");
        return section.make(() -> new DatabaseSettings(side, port, key, resource))
                .or(() -> Optional.of(standIn(usual)));
    }

    private static DatabaseSettings.Side side(Section section) {
        Optional<String> group = section.optional("security-group");
        Optional<String> block = section.optional("cidr");
        section.that(
                group.isPresent() != block.isPresent(),
                "security-group: exactly one of security-group and cidr is needed");
        Optional<DatabaseSettings.Side> given =
                group.flatMap(id -> section.value(() -> new DatabaseSettings.Group(id)));
        return block.flatMap(range -> section.<DatabaseSettings.Side>value(() -> new DatabaseSettings.Range(range)))
                .or(() -> given)
                .orElse(NOWHERE);
    }

    /** For one that cannot be, so that the other keys of its target are looked at, too. */
    private static DatabaseSettings standIn(int port) {
        return new DatabaseSettings(NOWHERE, port, Optional.empty(), Optional.of("cluster-0"));
    }
}
