package dev.skein.infra.stage;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The network that workers run in, and how they reach AWS from it. Nothing ever makes a NAT gateway.
 *
 * @param s3PrefixList of S3 in the region; with endpoints and with it, workers reach nothing else. Empty: port 443 of any address that the
 *     network leads to
 */
public record NetworkSettings(Vpc vpc, Egress egress, Optional<String> s3PrefixList) {
    private static final Pattern PREFIX_LIST = Pattern.compile("pl-[0-9a-f]+");

    public NetworkSettings {
        new Check()
                .forms("s3-prefix-list", s3PrefixList.stream().toList(), PREFIX_LIST, "the id of a prefix list, pl-…")
                .that(
                        egress == Egress.ENDPOINTS || s3PrefixList.isEmpty(),
                        "s3-prefix-list: belongs to egress: endpoints; the endpoints that a network has are not known here,"
                                + " and workers would not reach them")
                .that(
                        egress == Egress.ENDPOINTS || vpc.match(existing -> true, created -> false),
                        "egress: a network that is made here has no way out; expected endpoints")
                .that(
                        egress == Egress.EXISTING
                                || vpc.match(existing -> !existing.routeTables().isEmpty(), created -> true),
                        "route-tables: missing; the endpoint of S3 needs the route tables of the subnets")
                .done();
    }

    /** How workers reach AWS. */
    public enum Egress {
        /** By endpoints that are made here. */
        ENDPOINTS,
        /** By what the network has already: endpoints, or NAT. */
        EXISTING
    }

    /** The VPC. */
    public sealed interface Vpc {
        /** One function for each case. */
        <R> R match(Function<Existing, R> existing, Function<Created, R> created);
    }

    /**
     * A VPC that is there.
     *
     * @param subnets private ones, one in each availability zone
     * @param routeTables of these subnets; for the endpoint of S3
     */
    public record Existing(String id, List<String> subnets, List<String> routeTables) implements Vpc {
        private static final Pattern VPC = Pattern.compile("vpc-[0-9a-f]+");
        private static final Pattern SUBNET = Pattern.compile("subnet-[0-9a-f]+");
        private static final Pattern ROUTES = Pattern.compile("rtb-[0-9a-f]+");

        public Existing {
            subnets = List.copyOf(subnets);
            routeTables = List.copyOf(routeTables);
            new Check()
                    .form("vpc", id, VPC, "the id of a VPC, vpc-…, or a range such as 10.42.0.0/24 to make one")
                    .that(
                            !subnets.isEmpty(),
                            "subnets: missing; expected private subnets, one in each availability zone")
                    .forms("subnets", subnets, SUBNET, "ids of subnets, subnet-…")
                    .forms("route-tables", routeTables, ROUTES, "ids of route tables, rtb-…")
                    .done();
        }

        @Override
        public <R> R match(Function<Existing, R> existing, Function<Created, R> created) {
            return existing.apply(this);
        }
    }

    /** A VPC that is made: two private subnets, and no way to the internet. */
    public record Created(String range) implements Vpc {
        private static final Pattern RANGE = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}/(1[6-9]|2[0-6])");

        public Created {
            new Check()
                    .form("vpc", range, RANGE, "a range such as 10.42.0.0/24")
                    .done();
        }

        @Override
        public <R> R match(Function<Existing, R> existing, Function<Created, R> created) {
            return created.apply(this);
        }
    }
}
