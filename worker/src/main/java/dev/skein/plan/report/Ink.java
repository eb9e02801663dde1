package dev.skein.plan.report;

/** How a part of a line stands out on a terminal. */
enum Ink {
    BOLD("1"),
    DIM("2"),
    RED("31"),
    GREEN("32"),
    YELLOW("33"),
    BLUE("34");

    private final String code;

    Ink(String code) {
        this.code = code;
    }

    static Ink of(Tone tone) {
        return switch (tone) {
            case DANGER -> RED;
            case WARNING -> YELLOW;
            case NOTE -> BLUE;
            case GOOD -> GREEN;
            case CALM -> DIM;
        };
    }

    String on(String text, Colour colour) {
        return colour == Colour.OFF || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
