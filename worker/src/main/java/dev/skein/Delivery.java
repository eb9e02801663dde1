package dev.skein;

import dev.skein.intake.ObjectVersion;
import dev.skein.intake.QueueMessage;
import dev.skein.intake.QueueTraits;

/** What a message brought. */
record Delivery(QueueMessage message, QueueTraits queue, ObjectVersion object) {}
