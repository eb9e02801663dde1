package dev.skein.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logs in to a server that asks for the password in clear text, writes it down and refuses it. */
class IamCredentialsTest {
    private static final int SSL_REQUEST = 80_877_103;

    @BeforeEach
    void setUp() {
        System.setProperty("aws.accessKeyId", "AKIAIOSFODNN7EXAMPLE");
        System.setProperty("aws.secretAccessKey", "secret");
    }

    @AfterEach
    void tearDown() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void sends_a_signed_token_as_the_password() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> password = CompletableFuture.supplyAsync(() -> receivePassword(server));
            Target target = new Target(
                    "orders",
                    "jdbc:postgresql://127.0.0.1:" + server.getLocalPort() + "/orders",
                    new IamCredentials("app", "eu-central-1"),
                    new Namespace("public", List.of(), "flyway_schema_history", null));

            assertThatThrownBy(() -> new TargetConnector(Duration.ofSeconds(10)).open(target, "test"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));

            assertThat(password.get(30, TimeUnit.SECONDS))
                    .startsWith("127.0.0.1:" + server.getLocalPort() + "/?")
                    .contains("Action=connect", "DBUser=app", "eu-central-1", "X-Amz-Signature=");
        }
    }

    /** PostgreSQL's protocol as far as the password. */
    private static String receivePassword(ServerSocket server) {
        try (Socket client = server.accept()) {
            return converse(
                    new DataInputStream(client.getInputStream()), new DataOutputStream(client.getOutputStream()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String converse(DataInputStream in, DataOutputStream out) throws IOException {
        byte[] startup = in.readNBytes(in.readInt() - 4);
        if (startup.length == 4 && java.nio.ByteBuffer.wrap(startup).getInt() == SSL_REQUEST) {
            out.writeByte('N');
            in.readNBytes(in.readInt() - 4);
        }
        out.writeByte('R');
        out.writeInt(8);
        out.writeInt(3);
        assertThat(in.readByte()).isEqualTo((byte) 'p');
        byte[] password = in.readNBytes(in.readInt() - 4);
        byte[] error = "SFATAL\0C28P01\0Mrefused\0\0".getBytes(StandardCharsets.UTF_8);
        out.writeByte('E');
        out.writeInt(4 + error.length);
        out.write(error);
        out.flush();
        return new String(password, 0, password.length - 1, StandardCharsets.UTF_8);
    }
}
