package dev.skein.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** LocalStack and PostgreSQL's image in Docker; Testcontainers ends them with this JVM. */
final class Containers implements Surroundings {
    /** The last tag of LocalStack that runs without a token. */
    private static final String LOCALSTACK = "localstack/localstack:4.14.0";

    private static final String POSTGRES = "postgres:17";
    private static final String TOKEN = "LOCALSTACK_AUTH_TOKEN";

    private final LocalStackContainer cloud;
    private final PostgreSQLContainer database;

    private Containers(LocalStackContainer cloud, PostgreSQLContainer database) {
        this.cloud = cloud;
        this.database = database;
    }

    static void assumeDocker() {
        boolean wanted = "containers".equals(System.getProperty("skein.e2e"));
        assumeTrue(
                !wanted || DockerClientFactory.instance().isDockerAvailable(),
                "no Docker here: the end-to-end tests against containers are skipped");
    }

    @SuppressWarnings("resource") // Testcontainers ends them
    static Containers start() {
        LocalStackContainer cloud = new LocalStackContainer(DockerImageName.parse(LOCALSTACK))
                .withServices("s3", "sqs", "sns", "secretsmanager");
        String token = System.getenv(TOKEN);
        if (token != null) {
            cloud.withEnv(TOKEN, token);
        }
        PostgreSQLContainer database =
                new PostgreSQLContainer(DockerImageName.parse(POSTGRES)).withUsername("postgres");
        cloud.start();
        database.start();
        return new Containers(cloud, database);
    }

    @Override
    public URI endpoint() {
        return cloud.getEndpoint();
    }

    @Override
    public String region() {
        return cloud.getRegion();
    }

    @Override
    public Login aws() {
        return new Login(cloud.getAccessKey(), cloud.getSecretKey());
    }

    @Override
    public Login postgres() {
        return new Login(database.getUsername(), database.getPassword());
    }

    @Override
    public String jdbcUrl(String name) {
        return "jdbc:postgresql://" + database.getHost() + ":" + database.getFirstMappedPort() + "/" + name;
    }
}
