package dev.skein.sandbox.secrets;

import java.time.Instant;

/** One version of a secret. */
record Version(String id, Value value, Instant created) {}
