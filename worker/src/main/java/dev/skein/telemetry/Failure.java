package dev.skein.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.sql.SQLException;

/** What a span says of a failure: its kind and its SQLSTATE. A message could carry rows. */
final class Failure {
    static final AttributeKey<String> SQL_STATE = AttributeKey.stringKey("db.response.status_code");

    /** Causes may be many, and a circle. */
    private static final int DEEPEST = 20;

    private Failure() {}

    static void mark(Span span, Exception failure) {
        span.setStatus(StatusCode.ERROR);
        span.setAttribute(Instruments.ERROR, failure.getClass().getName());
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                span.setAttribute(SQL_STATE, sql.getSQLState());
                return;
            }
            cause = cause.getCause();
        }
    }
}
