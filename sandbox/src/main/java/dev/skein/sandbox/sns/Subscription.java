package dev.skein.sandbox.sns;

/** A subscription; one to an HTTP endpoint gets messages once it is confirmed with its token. */
record Subscription(String arn, Target target, String token, State state, Settings settings) {
    enum State {
        PENDING,
        CONFIRMED
    }

    boolean isConfirmed() {
        return state == State.CONFIRMED;
    }

    Subscription confirmed() {
        return new Subscription(arn, target, token, State.CONFIRMED, settings);
    }

    Subscription with(Settings changed) {
        return new Subscription(arn, target, token, state, changed);
    }

    boolean wants(Message message) {
        return isConfirmed()
                && target.topicArn().equals(message.topicArn())
                && settings.policy().wants(message.attributes());
    }
}
