package dev.skein.e2e;

import java.net.URI;

/** What Skein runs in: S3, SQS, SNS and Secrets Manager behind one endpoint, and a PostgreSQL server. */
interface Surroundings {
    URI endpoint();

    String region();

    Login aws();

    /** Superuser of the server. */
    Login postgres();

    String jdbcUrl(String database);

    /** A user, or an access key, and its secret. */
    record Login(String name, String secret) {}

    /** The one of this test run: started when first needed, gone with the JVM. */
    static Surroundings shared() {
        return Shared.INSTANCE;
    }

    /** Holds the shared one. */
    final class Shared {
        private static final Surroundings INSTANCE =
                "containers".equals(System.getProperty("skein.e2e")) ? Containers.start() : SandboxProcess.start();

        private Shared() {}
    }
}
