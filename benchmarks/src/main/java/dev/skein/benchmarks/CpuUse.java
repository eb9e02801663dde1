package dev.skein.benchmarks;

import java.io.IOException;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Seconds of processor time, by who used them.
 *
 * @param workers with the programs that they started
 * @param sandbox S3, SQS and SNS: the sandbox's own process
 * @param load this process, which uploads and looks for outcomes
 * @param others whatever else runs on the machine
 */
record CpuUse(double postgres, double workers, double sandbox, double load, double others) {
    /** So far. */
    static CpuUse soFar(SandboxProcess sandbox, Fleet fleet) throws IOException {
        ProcessHandle services = sandbox.process().toHandle();
        double postgres = CpuTime.trees(services.children());
        double workers = CpuTime.trees(fleet.workers().stream().map(Process::toHandle));
        double cloud = CpuTime.own(services);
        double load = CpuTime.own(ProcessHandle.current());
        return new CpuUse(postgres, workers, cloud, load, CpuTime.machine() - postgres - workers - cloud - load);
    }

    CpuUse since(CpuUse before) {
        return new CpuUse(
                postgres - before.postgres,
                workers - before.workers,
                sandbox - before.sandbox,
                load - before.load,
                others - before.others);
    }

    /** Seconds for each second. */
    CpuUse over(double seconds) {
        return new CpuUse(postgres / seconds, workers / seconds, sandbox / seconds, load / seconds, others / seconds);
    }

    /** Of all. */
    double sum() {
        return postgres + workers + sandbox + load + others;
    }

    /** In the order of the components, then the sum. */
    String[] cells(String format) {
        return Stream.of(postgres, workers, sandbox, load, others, sum())
                .map(value -> String.format(Locale.ROOT, format, value))
                .toArray(String[]::new);
    }
}
