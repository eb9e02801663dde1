package dev.skein;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.util.List;
import java.util.Map;
import net.logstash.logback.encoder.LogstashEncoder;
import org.slf4j.LoggerFactory;

/** Sets logging up: JSON lines or plain text, without configuration files. */
final class Logs {
    private static final String PLAIN = "%d{HH:mm:ss.SSS} %-5level %msg %kvp%n";

    private Logs() {}

    /** How log events are written. */
    enum Format {
        JSON,
        PLAIN
    }

    /** {@code SKEIN_LOG_FORMAT}, otherwise plain on a terminal and JSON elsewhere. */
    static Format format(Map<String, String> environment) {
        return switch (environment.getOrDefault("SKEIN_LOG_FORMAT", "")) {
            case "" -> Terminal.isInteractive() ? Format.PLAIN : Format.JSON;
            case "plain" -> Format.PLAIN;
            case "json" -> Format.JSON;
            default -> throw new SettingsException(List.of("SKEIN_LOG_FORMAT: expected json or plain"));
        };
    }

    /** The worker logs what it does on standard output. */
    static void worker(Format format) {
        configure(format, "System.out", Level.INFO);
    }

    /** A command says what it has to say itself; only warnings are logged, on standard error. */
    static void command() {
        configure(Format.PLAIN, "System.err", Level.WARN);
    }

    private static void configure(Format format, String stream, Level level) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget(stream);
        appender.setEncoder(format == Format.JSON ? json(context) : plain(context));
        appender.start();
        context.getLogger("ROOT").addAppender(appender);
        context.getLogger("ROOT").setLevel(Level.WARN);
        context.getLogger("dev.skein").setLevel(level);
        // A run reports itself what Flyway would log.
        context.getLogger("org.flywaydb").setLevel(Level.OFF);
    }

    private static Encoder<ILoggingEvent> json(LoggerContext context) {
        LogstashEncoder encoder = new LogstashEncoder();
        encoder.setContext(context);
        encoder.getFieldNames().setLevelValue(null);
        encoder.getFieldNames().setVersion(null);
        encoder.start();
        return encoder;
    }

    private static Encoder<ILoggingEvent> plain(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PLAIN);
        encoder.start();
        return encoder;
    }
}
