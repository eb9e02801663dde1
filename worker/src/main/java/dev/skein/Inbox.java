package dev.skein;

import dev.skein.apply.Drain;
import dev.skein.intake.MessageQueue;
import dev.skein.intake.QueueTraits;
import java.time.Duration;

/**
 * A queue and what it is for.
 *
 * @param bucket the one whose events count
 * @param prefix of the keys that count
 * @param pollWait how long a receive waits for messages
 * @param drain that the worker is told to end
 * @param watch told of what is done
 */
record Inbox(
        MessageQueue queue,
        QueueTraits traits,
        String bucket,
        String prefix,
        Duration pollWait,
        Drain drain,
        QueueWatch watch) {}
