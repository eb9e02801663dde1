package dev.skein.e2e;

import java.net.URI;

/** What Skein runs in: S3, SQS, SNS and Secrets Manager behind one endpoint, and a PostgreSQL server. */
public interface Surroundings {
    /** Of S3, SQS, SNS and Secrets Manager. */
    URI endpoint();

    /** All are in. */
    String region();

    /** What AWS's clients sign with. */
    Login aws();

    /** Superuser of the server. */
    Login postgres();

    /** The URL of a database. */
    String jdbcUrl(String database);

    /** A user, or an access key, and its secret. */
    record Login(String name, String secret) {}

    /** Skips the test where what was asked for cannot be had. */
    static void assume() {
        Containers.assumeDocker();
    }

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
