package dev.skein;

import java.lang.reflect.Method;

/** Tells whether a person sits at the other end. */
final class Terminal {
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
}
