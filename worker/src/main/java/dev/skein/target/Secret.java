package dev.skein.target;

/** A password. It is never printed. */
public record Secret(String value) {
    @Override
    public String toString() {
        return "***";
    }
}
