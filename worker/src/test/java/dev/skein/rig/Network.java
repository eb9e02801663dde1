package dev.skein.rig;

import dev.skein.e2e.Stage;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One worker's way to PostgreSQL and to AWS's services. */
final class Network implements AutoCloseable {
    private static final Pattern HANDLE = Pattern.compile("\"ReceiptHandle\":\"([^\"]+)\"");

    private final Set<String> handles = ConcurrentHashMap.newKeySet();
    private final Stage stage;
    private final Database database;
    private final FaultProxy aws;
    private final FaultProxy postgres;

    Network(Stage stage, Database database) {
        this.stage = stage;
        this.database = database;
        this.aws = FaultProxy.http(address(stage.surroundings.endpoint()), this::noteHandles);
        this.postgres = FaultProxy.postgres(address(server(database)));
    }

    FaultProxy aws() {
        return aws;
    }

    FaultProxy postgres() {
        return postgres;
    }

    /** The worker's variables, with the proxies in the servers' places. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(stage.environment);
        environment.put("SKEIN_ENDPOINT", "http://" + aws.address());
        environment.put(
                "SKEIN_TARGETS_ORDERS_URL",
                database.url().replace(server(database).getAuthority(), postgres.address()));
        return environment;
    }

    /** The receipts of the messages that came this way, whether or not they have ended since. */
    Set<String> handles() {
        return Set.copyOf(handles);
    }

    /** How many messages the worker has sent. */
    int passed() {
        return aws.passed() + postgres.passed();
    }

    /** Resets all connections. */
    void cut() {
        aws.cut();
        postgres.cut();
    }

    private void noteHandles(String answer) {
        Matcher handle = HANDLE.matcher(answer);
        while (handle.find()) {
            handles.add(handle.group(1));
        }
    }

    private static URI server(Database database) {
        return URI.create(database.url().substring("jdbc:".length()));
    }

    private static InetSocketAddress address(URI uri) {
        return new InetSocketAddress(uri.getHost(), uri.getPort());
    }

    @Override
    public void close() {
        aws.close();
        postgres.close();
    }
}
