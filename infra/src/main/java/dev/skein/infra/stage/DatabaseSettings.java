package dev.skein.infra.stage;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A database that is there, as AWS knows it.
 *
 * @param side what the way from the workers leads to
 * @param secretKey ARN of the key that the login's secret is encrypted with; empty for AWS's own
 * @param resourceId of the cluster, instance or proxy, for logins by IAM
 */
public record DatabaseSettings(Side side, int port, Optional<String> secretKey, Optional<String> resourceId) {
    /** PostgreSQL's own. */
    public static final int PORT = 5432;

    private static final Pattern KEY = Pattern.compile("arn:aws:kms:[a-z0-9-]+:\\d{12}:key/.+");
    private static final Pattern RESOURCE = Pattern.compile("(cluster|db|prx)-[A-Za-z0-9]+");

    public DatabaseSettings {
        new Check()
                .range("port", port, 1, 65_535)
                .forms("secret-key", secretKey.stream().toList(), KEY, "the ARN of a key, arn:aws:kms:…:key/…")
                .forms(
                        "resource-id",
                        resourceId.stream().toList(),
                        RESOURCE,
                        "cluster-…, db-… or prx-…, as RDS shows it")
                .done();
    }

    /** Where a database is, for the rules of security groups. */
    public sealed interface Side {
        /** One function for each case. */
        <R> R match(Function<Group, R> group, Function<Range, R> range);
    }

    /** Behind a security group that rules can name: of this VPC, or of one that is peered with it. It gets a rule that lets workers in. */
    public record Group(String id) implements Side {
        private static final Pattern ID = Pattern.compile("sg-[0-9a-f]+");

        public Group {
            new Check()
                    .form("security-group", id, ID, "the database's security group, sg-…")
                    .done();
        }

        @Override
        public <R> R match(Function<Group, R> group, Function<Range, R> range) {
            return group.apply(this);
        }
    }

    /** Elsewhere, such as in another account by a Transit Gateway: who is let in there is decided there. */
    public record Range(String block) implements Side {
        private static final String NUMBER = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
        private static final Pattern BLOCK = Pattern.compile(NUMBER + "(\\." + NUMBER + "){3}/(8|9|[12]\\d|3[0-2])");

        public Range {
            new Check()
                    .form("cidr", block, BLOCK, "a block of IPv4 such as 10.20.0.0/24, of /8 or smaller")
                    .done();
        }

        @Override
        public <R> R match(Function<Group, R> group, Function<Range, R> range) {
            return range.apply(this);
        }
    }
}
