package dev.skein.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that a collector takes nothing: once, until it takes something again. */
final class DeliveryLog {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryLog.class);

    private final String signal;
    private final Collector collector;
    private final AtomicBoolean failing = new AtomicBoolean();

    DeliveryLog(String signal, Collector collector) {
        this.signal = signal;
        this.collector = collector;
    }

    CompletableResultCode watch(CompletableResultCode delivery) {
        return delivery.whenComplete(() -> ended(delivery));
    }

    private void ended(CompletableResultCode delivery) {
        if (delivery.isSuccess()) {
            if (failing.getAndSet(false)) {
                LOG.atInfo().addKeyValue("signal", signal).log("the collector takes telemetry again");
            }
        } else if (!failing.getAndSet(true)) {
            LOG.atWarn()
                    .addKeyValue("signal", signal)
                    .addKeyValue("endpoint", collector.endpoint())
                    .addKeyValue(
                            "cause",
                            Optional.ofNullable(delivery.getFailureThrowable())
                                    .map(Throwable::toString)
                                    .orElse("unknown"))
                    .log("the collector does not take telemetry; runs go on, and this is not said again until it does");
        }
    }
}
