package dev.skein;

import dev.skein.intake.MessageQueue;
import dev.skein.intake.QueueTraits;

/**
 * A queue and what it is for.
 *
 * @param bucket the one whose events count
 * @param prefix of the keys that count
 */
record Inbox(MessageQueue queue, QueueTraits traits, String bucket, String prefix) {}
