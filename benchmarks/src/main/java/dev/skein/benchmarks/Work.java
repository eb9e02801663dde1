package dev.skein.benchmarks;

import java.io.IOException;
import java.sql.SQLException;

/** Something to be timed. It checks its own result, so that nothing is fast by doing nothing. */
@FunctionalInterface
interface Work {
    void run() throws IOException, SQLException;
}
