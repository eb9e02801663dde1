package dev.skein.infra;

import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.sqs.Queue;

/** How much there is to do, by what SQS counts every minute. Of a queue that was idle for hours it begins to count up to 15 minutes late. */
final class Backlog {
    private static final Duration MINUTE = Duration.minutes(1);
    private static final Duration FIVE = Duration.minutes(5);

    private final Queues queues;

    Backlog(Queues queues) {
        this.queues = queues;
    }

    /** Messages that wait for a worker, and those that are worked on, of both queues. */
    MathExpression messages() {
        Map<String, IMetric> metrics = new LinkedHashMap<>(waiting(MINUTE));
        metrics.put("uploadsInWork", queues.uploads().metricApproximateNumberOfMessagesNotVisible(each(MINUTE)));
        metrics.put("requestsInWork", queues.requests().metricApproximateNumberOfMessagesNotVisible(each(MINUTE)));
        return sum("waiting or in work", metrics, MINUTE);
    }

    /** Messages that wait for a worker, of both queues. */
    MathExpression waiting() {
        return sum("waiting", waiting(FIVE), FIVE);
    }

    private Map<String, IMetric> waiting(Duration period) {
        Map<String, IMetric> metrics = new LinkedHashMap<>();
        metrics.put("uploadsWaiting", visible(queues.uploads(), period));
        metrics.put("requestsWaiting", visible(queues.requests(), period));
        return metrics;
    }

    /** Those of one queue. */
    static IMetric visible(Queue queue, Duration period) {
        return queue.metricApproximateNumberOfMessagesVisible(each(period));
    }

    /** In seconds, what is worked on included. */
    static IMetric age(Queue queue) {
        return queue.metricApproximateAgeOfOldestMessage(each(MINUTE));
    }

    /**
     * Nothing is said of an idle queue: a missing value counts as none in a sum. {@code FILL} would make the latest minute, which comes
     * late, always none.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html">Metric math</a>
     */
    private static MathExpression sum(String label, Map<String, IMetric> metrics, Duration period) {
        return MathExpression.Builder.create()
                .expression(String.join("+", metrics.keySet()))
                .usingMetrics(metrics)
                .label(label)
                .period(period)
                .build();
    }

    private static MetricOptions each(Duration period) {
        return MetricOptions.builder().period(period).statistic("Maximum").build();
    }
}
