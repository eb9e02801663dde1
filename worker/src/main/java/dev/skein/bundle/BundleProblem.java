package dev.skein.bundle;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a bundle.
 *
 * @param code the stable code
 * @param entry the entry or manifest field it is about; null when it is about the whole archive
 * @param message what is wrong, one sentence, with control characters escaped
 */
public record BundleProblem(ProblemCode code, @Nullable String entry, String message) {
    /** Escapes what a hostile name could do to a terminal or a log. */
    public BundleProblem {
        entry = entry == null ? null : Printable.of(entry);
        message = Printable.of(message);
    }

    static BundleProblem of(ProblemCode code, String message) {
        return new BundleProblem(code, null, message);
    }

    @Override
    public String toString() {
        return code.code() + (entry == null ? "" : " " + entry) + ": " + message;
    }
}
