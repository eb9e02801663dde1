package dev.skein.rig;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** PostgreSQL and AWS's services are cut off, hang, answer 503 or answer late. */
class FaultIT extends Rig {
    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @FieldSource("dev.skein.rig.FaultPoint#ALL")
    void a_worker_survives_its_surroundings(FaultPoint point) throws InterruptedException {
        prove(point, scene -> point.course().undergo(scene));
    }
}
