package dev.skein.benchmarks;

import java.nio.file.Path;

/** Where the built parts of this checkout lie. */
final class Checkout {
    private static final Path ROOT = Path.of(System.getProperty("skein.root", "."));

    private Checkout() {}

    /** The worker and the command line. */
    static String skein() {
        return ROOT.resolve("worker/target/skein.jar").toString();
    }

    static String sandbox() {
        return ROOT.resolve("sandbox/target/skein-sandbox.jar").toString();
    }

    /** The image as its module's tests leave it, unpacked. */
    static Path image() {
        return ROOT.resolve("image/target/unpacked/root").toAbsolutePath();
    }

    /** Runs a program on an unpacked image. */
    static String imageRun() {
        return ROOT.resolve("image/run").toAbsolutePath().toString();
    }

    /** The folder of a tool that {@code benchmarks/peers/fetch} has had from elsewhere; missing where it could not. */
    static Path peer(String name) {
        return ROOT.resolve("benchmarks/target/peers").resolve(name).toAbsolutePath();
    }

    /** The Java that runs this. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
