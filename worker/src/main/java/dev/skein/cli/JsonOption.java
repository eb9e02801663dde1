package dev.skein.cli;

import picocli.CommandLine.Option;

/** The option of every command that machines use. */
final class JsonOption {
    @Option(names = "--json", description = "Print one JSON document on standard output, and nothing else.")
    private boolean json;

    boolean isSet() {
        return json;
    }
}
