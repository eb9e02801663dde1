package dev.skein.e2e;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A test on a stage of its own, skipped where the surroundings that were asked for cannot be had. */
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
