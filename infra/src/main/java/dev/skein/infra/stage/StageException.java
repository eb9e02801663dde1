package dev.skein.infra.stage;

import java.util.List;

/** A stage that cannot be: everything that is wrong with it, each naming its key. */
public final class StageException extends RuntimeException {
    private final transient List<String> mistakes;

    StageException(List<String> mistakes) {
        super(String.join("\n", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /** One sentence each. */
    public List<String> mistakes() {
        return mistakes;
    }
}
