package dev.skein.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Times entrants in turn, one after the other in each round, so that whatever disturbs the machine disturbs all alike.
 * The order is turned around from round to round, so that none always comes right after the same one.
 *
 * @param warmUp rounds that do not count
 * @param rounds rounds that count
 */
record Contest(int warmUp, int rounds) {
    /** Runs all rounds; a timing for each entrant, in their order. */
    List<Timing> run(List<Entrant> entrants) throws IOException, SQLException {
        List<List<Duration>> times = entrants.stream()
                .map(entrant -> (List<Duration>) new ArrayList<Duration>())
                .toList();
        for (int round = 0; round < warmUp + rounds; round++) {
            for (int turn = 0; turn < entrants.size(); turn++) {
                int number = round % 2 == 0 ? turn : entrants.size() - 1 - turn;
                Duration took = time(entrants.get(number));
                if (round >= warmUp) {
                    times.get(number).add(took);
                }
            }
        }
        return IntStream.range(0, entrants.size())
                .mapToObj(number -> new Timing(entrants.get(number).name(), times.get(number)))
                .toList();
    }

    private static Duration time(Entrant entrant) throws IOException, SQLException {
        entrant.before().run();
        long begun = System.nanoTime();
        entrant.work().run();
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        entrant.after().run();
        return took;
    }
}
