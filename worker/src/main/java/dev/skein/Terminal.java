package dev.skein;

import dev.skein.plan.report.Colour;
import dev.skein.plan.report.Style;
import java.lang.reflect.Method;
import java.util.Map;

/** Tells whether a person sits at the other end. */
final class Terminal {
    private static final int USUAL_WIDTH = 100;

    private Terminal() {}

    /**
     * Whether standard input and output are a terminal. From JDK 22 on there is always a console, which then says itself
     * whether it is one.
     */
    @SuppressWarnings("SystemConsoleNull")
    static boolean isInteractive() {
        java.io.Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            Method isTerminal = java.io.Console.class.getMethod("isTerminal");
            return Boolean.TRUE.equals(isTerminal.invoke(console));
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** What it can show: as wide as COLUMNS says, in colour unless NO_COLOR is set (https://no-color.org). */
    static Style style(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        boolean plain = !isInteractive()
                || !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Style(
                columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : USUAL_WIDTH,
                plain ? Colour.OFF : Colour.ON);
    }
}
