package dev.skein.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The jar's classes as the JVM keeps them: made once by a worker that takes a bundle to its outcome, so that the hundreds of processes
 * after it need not read and check them again.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/17/vm/class-data-sharing.html">Class data sharing</a>
 */
final class ClassArchive {
    /** What a process that uses it is started with. */
    static final List<String> OPTIONS = List.of("-XX:SharedArchiveFile=" + make());

    private ClassArchive() {}

    private static Path make() {
        try (Stage stage = new Stage()) {
            Path archive = Files.createTempFile("skein", ".jsa");
            Files.delete(archive);
            archive.toFile().deleteOnExit();
            try (SkeinProcess worker = SkeinProcess.start(
                    stage.environment, List.of("-XX:ArchiveClassesAtExit=" + archive), List.of("worker"))) {
                String version = stage.put(
                        "bundles/orders/orders/1.zip",
                        stage.bundle("1", "V1__create.sql", "CREATE TABLE item (id int);"));
                stage.outcome("orders/orders/1/" + version, 1);
                worker.terminate();
                worker.await();
            }
            return archive;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
