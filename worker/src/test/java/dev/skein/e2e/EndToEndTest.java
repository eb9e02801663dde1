package dev.skein.e2e;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A test on a stage of its own, skipped where the surroundings that were asked for cannot be had. Such tests mostly wait: some run at a
 * time.
 */
@Execution(ExecutionMode.CONCURRENT)
class EndToEndTest {
    Stage stage;

    @BeforeAll
    static void assumeSurroundings() {
        Containers.assumeDocker();
    }

    @BeforeEach
    void setUp() {
        stage = new Stage();
    }

    @AfterEach
    void tearDown() {
        stage.close();
    }
}
