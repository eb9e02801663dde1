package dev.skein.target;

import java.util.Properties;
import java.util.function.Supplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A secret of Secrets Manager: either RDS's JSON with {@code username} and {@code password}, or the plain password.
 *
 * @param secrets the service's client, made when it is first needed
 * @param id the secret's name or ARN
 * @param user used where the secret names none
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_secret_json_structure.html">JSON
 *     structure of database secrets</a>
 */
public record SecretCredentials(Supplier<SecretsManagerClient> secrets, String id, String user) implements Credentials {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public Properties properties() {
        String text = secrets.get().getSecretValue(get -> get.secretId(id)).secretString();
        String secret = text == null ? "" : text;
        JsonNode fields = parse(secret);
        Properties properties = new Properties();
        properties.setProperty("user", fields.path("username").asString(user));
        properties.setProperty("password", fields.path("password").asString(secret));
        return properties;
    }

    private static JsonNode parse(String secret) {
        try {
            JsonNode fields = JSON.readTree(secret);
            return fields.isObject() ? fields : JSON.createObjectNode();
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }

    @Override
    public String describe() {
        return "secret " + id;
    }
}
