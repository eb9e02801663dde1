package dev.skein.sandbox.sns;

import static dev.skein.sandbox.sns.SnsFixture.SNS;
import static dev.skein.sandbox.sns.SnsFixture.newTopic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.skein.sandbox.http.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.Subscription;
import tools.jackson.databind.node.ObjectNode;

class HttpDeliveryTest {
    private final String topic = newTopic();
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::receive);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void asks_an_endpoint_to_confirm_and_sends_nothing_before_it_did() throws Exception {
        assertThat(subscribe(Map.of())).isEqualTo("pending confirmation");

        Received confirmation = next();
        ObjectNode body = confirmation.json();
        assertThat(confirmation.header("x-amz-sns-message-type")).isEqualTo("SubscriptionConfirmation");
        assertThat(confirmation.header("x-amz-sns-topic-arn")).isEqualTo(topic);
        assertThat(confirmation.header("Content-Type")).isEqualTo("text/plain; charset=UTF-8");
        assertThat(body.path("Type").asString()).isEqualTo("SubscriptionConfirmation");
        assertThat(body.path("Message").asString()).contains(topic);
        assertThat(listed().subscriptionArn()).isEqualTo("PendingConfirmation");

        SNS.publish(request -> request.topicArn(topic).message("before"));
        get(body.path("SubscribeURL").asString());
        SNS.publish(request -> request.topicArn(topic).message("after"));

        assertThat(next().json().path("Message").asString()).isEqualTo("after");
        assertThat(listed().subscriptionArn()).startsWith(topic + ":");
    }

    @Test
    void sends_notifications_with_the_headers_of_sns_until_the_link_to_unsubscribe_is_followed() throws Exception {
        String arn = confirmed(Map.of());

        String id = SNS.publish(request -> request.topicArn(topic).message("é").subject("s"))
                .messageId();

        Received notification = next();
        assertThat(notification.header("x-amz-sns-message-type")).isEqualTo("Notification");
        assertThat(notification.header("x-amz-sns-message-id")).isEqualTo(id);
        assertThat(notification.header("x-amz-sns-subscription-arn")).isEqualTo(arn);
        assertThat(notification.json().path("Message").asString()).isEqualTo("é");

        get(notification.json().path("UnsubscribeURL").asString());

        assertThat(SNS.listSubscriptionsByTopic(request -> request.topicArn(topic))
                        .subscriptions())
                .isEmpty();
    }

    @Test
    void sends_raw_messages_as_they_are() throws Exception {
        confirmed(Map.of("RawMessageDelivery", "true"));
        MessageAttributeValue attribute = MessageAttributeValue.builder()
                .dataType("String")
                .stringValue("v")
                .build();

        SNS.publish(
                request -> request.topicArn(topic).message("{\"raw\":1}").messageAttributes(Map.of("k", attribute)));

        Received raw = next();
        assertThat(raw.header("x-amz-sns-rawdelivery")).isEqualTo("true");
        assertThat(raw.body()).isEqualTo("{\"raw\":1}");
    }

    @Test
    void tries_again_after_a_failure_that_may_pass_and_not_after_a_refusal() throws Exception {
        confirmed(Map.of());
        answers.add(503);
        SNS.publish(request -> request.topicArn(topic).message("again"));
        assertThat(next().json().path("Message").asString()).isEqualTo("again");
        assertThat(next().json().path("Message").asString()).isEqualTo("again");

        answers.add(400);
        SNS.publish(request -> request.topicArn(topic).message("refused"));
        assertThat(next().json().path("Message").asString()).isEqualTo("refused");
        await().during(SnsFixture.PAUSE.multipliedBy(4)).until(received::isEmpty);
    }

    @Test
    void confirms_by_the_token_alone() throws Exception {
        subscribe(Map.of());
        String token = next().json().path("Token").asString();

        assertThatThrownBy(() -> SNS.confirmSubscription(
                        request -> request.topicArn(topic).token("guessed")))
                .isInstanceOf(InvalidParameterException.class);
        String arn = SNS.confirmSubscription(request -> request.topicArn(topic).token(token))
                .subscriptionArn();

        assertThat(listed().subscriptionArn()).isEqualTo(arn);
    }

    private String confirmed(Map<String, String> attributes) throws InterruptedException {
        subscribe(attributes);
        String token = next().json().path("Token").asString();
        return SNS.confirmSubscription(request -> request.topicArn(topic).token(token))
                .subscriptionArn();
    }

    private String subscribe(Map<String, String> attributes) {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/inbox?a=b";
        return SNS.subscribe(request ->
                        request.topicArn(topic).protocol("http").endpoint(url).attributes(attributes))
                .subscriptionArn();
    }

    private Subscription listed() {
        return SNS.listSubscriptionsByTopic(request -> request.topicArn(topic))
                .subscriptions()
                .get(0);
    }

    private Received next() throws InterruptedException {
        Received next = received.poll(10, TimeUnit.SECONDS);
        assertThat(next).as("a request to the endpoint").isNotNull();
        return next;
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Integer status = answers.poll();
            received.add(new Received(exchange.getRequestHeaders(), new String(body, StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(status == null ? 200 : status, -1);
        }
    }

    private static void get(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
    }

    private record Received(Headers headers, String body) {
        String header(String name) {
            return headers.getFirst(name);
        }

        ObjectNode json() {
            return Json.parseObject(body).orElseThrow();
        }
    }
}
