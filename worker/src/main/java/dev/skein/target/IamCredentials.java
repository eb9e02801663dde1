package dev.skein.target;

import java.util.Properties;

/**
 * A user name and an IAM token, signed for each connection by the AWS Advanced JDBC Wrapper.
 *
 * @param region the database's
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html">IAM database
 *     authentication</a>
 */
public record IamCredentials(String user, String region) implements Credentials {
    @Override
    public Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("wrapperPlugins", "iam");
        properties.setProperty("iamRegion", region);
        return properties;
    }

    @Override
    public String driverUrl(String url) {
        return url.replaceFirst("^jdbc:", "jdbc:aws-wrapper:");
    }

    @Override
    public String describe() {
        return "user " + user + ", IAM token";
    }
}
