package dev.skein.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Many uploads at once, and how long the workers had to bring all to an end.
 *
 * @param seconds from before the first upload until the last outcome could be seen
 * @param cpu used in that time
 * @param peaks of the workers' resident memory, in bytes
 */
record Burst(List<Upload> uploads, double seconds, CpuUse cpu, List<Long> peaks) {
    private static final int MILLIS = 20;

    /** Without any outcome for so long, something is wrong. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final double NANOS = 1e9;

    /** Puts each version for all targets before the next one, as fast as the bucket takes them. */
    static Burst run(Tenants tenants, GrowingBundle bundle, Fleet fleet) throws IOException, InterruptedException {
        CloudDoor cloud = tenants.cloud();
        CpuUse before = CpuUse.soFar(tenants.sandbox(), fleet);
        long begin = System.nanoTime();
        List<Upload> uploads = new ArrayList<>();
        for (int version = 1; version <= bundle.archives().size(); version++) {
            for (String target : tenants.names()) {
                uploads.add(Upload.put(cloud, target, version, bundle.archives().get(version - 1)));
            }
        }
        for (Upload upload : uploads) {
            await(upload, cloud, fleet);
        }
        double seconds = (System.nanoTime() - begin) / NANOS;
        CpuUse cpu = CpuUse.soFar(tenants.sandbox(), fleet).since(before);
        return new Burst(uploads, seconds, cpu, fleet.peaks());
    }

    /** What came of it, in short, for whoever waits for the table. */
    String line(int workers) {
        return String.format(Locale.ROOT, "workers %d: %d uploads in %.1f s", workers, uploads.size(), seconds);
    }

    /** Asks for one object at a time only: what all of them wait for is the last, whichever that is. */
    private static void await(Upload upload, CloudDoor cloud, Fleet fleet) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        while (!cloud.isThere(upload.outcome())) {
            fleet.requireAlive();
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new IOException("no " + upload.outcome() + " within " + PATIENCE.toMinutes() + " minutes");
            }
            TimeUnit.MILLISECONDS.sleep(MILLIS);
        }
    }
}
