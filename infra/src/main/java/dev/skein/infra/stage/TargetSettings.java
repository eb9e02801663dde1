package dev.skein.infra.stage;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A target, or a group of them, by the worker's own keys, and how its database is reached.
 *
 * @param keys of the worker, such as {@code url}; see docs/settings.md
 * @param shadow the server of {@code shadow-url}
 */
public record TargetSettings(
        String name, Map<String, String> keys, Database database, Optional<DatabaseSettings> shadow) {
    private static final List<String> TRIAL_SETS = List.of("url", "user", "password-secret", "iam-auth");
    /** As a regular expression; names that the worker would read as another target's and the beginning of its key are left out. */
    public static final String NAME_FORM =
            "(?!.*-(" + String.join("|", TargetKeys.HEADS) + ")$)[a-z0-9][a-z0-9-]{0,62}";

    private static final Pattern NAME = Pattern.compile(NAME_FORM);
    private static final String NAMED = "a name of a-z, 0-9 and -, at most 63 characters, that does not end in -"
            + String.join(" or -", TargetKeys.HEADS) + ", which keys of other targets begin with";
    private static final Pattern SECRET = Pattern.compile("arn:aws:secretsmanager:[a-z0-9-]+:\\d{12}:secret:.+");
    private static final Pattern SERVICE =
            Pattern.compile("(arn:aws:ecs:[a-z0-9-]+:\\d{12}:service/)?[A-Za-z0-9_-]+/[A-Za-z0-9_-]+");

    public TargetSettings {
        keys = Map.copyOf(keys);
        check(name, keys, database, shadow).done();
    }

    /** Where the target's database comes from. */
    public sealed interface Database {
        /** One function for each case. */
        <R> R match(Function<Given, R> given, Function<Trial, R> trial, Function<None, R> none);
    }

    /** It is there. */
    public record Given(DatabaseSettings settings) implements Database {
        @Override
        public <R> R match(Function<Given, R> given, Function<Trial, R> trial, Function<None, R> none) {
            return given.apply(this);
        }
    }

    /** It is made, for a trial. */
    public record Trial() implements Database {
        @Override
        public <R> R match(Function<Given, R> given, Function<Trial, R> trial, Function<None, R> none) {
            return trial.apply(this);
        }
    }

    /** A group of targets has none of its own. */
    public record None() implements Database {
        @Override
        public <R> R match(Function<Given, R> given, Function<Trial, R> trial, Function<None, R> none) {
            return none.apply(this);
        }
    }

    /** What its constructs are called: they need a name that is known when the template is made. */
    public String id() {
        return Check.isUnknownYet(name) ? "target" : name;
    }

    /** The services that are deployed anew after an apply, as {@code cluster/service} or ARNs. */
    public List<String> rollout() {
        return list(keys, "rollout");
    }

    /** The targets that a group names; none for a target. */
    public List<String> members() {
        return list(keys, "members");
    }

    private static Check check(
            String name, Map<String, String> keys, Database database, Optional<DatabaseSettings> shadow) {
        Check check = new Check().form("name", name, NAME, NAMED);
        new TreeMap<>(keys).forEach((key, value) -> check.that(TargetKeys.ALL.contains(key), TargetKeys.refusal(key)));
        check.forms("rollout", list(keys, "rollout"), SERVICE, "cluster/service, or a service's ARN");
        database.match(
                given -> login(check, "", keys, given.settings())
                        .form(
                                "url",
                                keys.getOrDefault("url", ""),
                                JdbcUrl.FORM,
                                "jdbc:postgresql://host:port/database"),
                trial -> check.that(
                        TRIAL_SETS.stream().noneMatch(keys::containsKey),
                        "url: a trial's database is made here, with its login; leave url, user, password-secret and iam-auth out"),
                none -> check.that(keys.containsKey("members"), "database: missing; only a group of members has none"));
        check.that(
                shadow.isPresent() == keys.containsKey("shadow-url"),
                "shadow-database: belongs to shadow-url; set both or none");
        shadow.ifPresent(given -> login(check, "shadow-", keys, given));
        return check;
    }

    private static Check login(Check check, String prefix, Map<String, String> keys, DatabaseSettings database) {
        String secret = keys.getOrDefault(prefix + "password-secret", "");
        boolean iam = "true".equals(keys.get(prefix + "iam-auth"));
        JdbcUrl url = new JdbcUrl(keys.getOrDefault(prefix + "url", ""));
        return check.that(
                        iam == secret.isEmpty(),
                        prefix + "password-secret: exactly one of password-secret and iam-auth: true is needed")
                .forms(
                        prefix + "password-secret",
                        secret.isEmpty() ? List.of() : List.of(secret),
                        SECRET,
                        "a secret's whole ARN")
                .that(
                        !iam || database.resourceId().isPresent(),
                        prefix + "database.resource-id: missing; iam-auth needs it")
                .that(!iam || keys.containsKey(prefix + "user"), prefix + "user: missing; iam-auth needs it")
                .that(
                        url.isReachedBy(database.port()),
                        prefix + "database.port: " + prefix + "url has " + url.ports() + ", and one port is opened");
    }

    private static List<String> list(Map<String, String> keys, String key) {
        String text = keys.getOrDefault(key, "");
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }
}
