package dev.skein.rig;

import static dev.skein.testing.Patience.PATIENCE;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Waits for a moment, makes a fault of it, and tells the test that it has come. */
final class Trap {

    private final Moment moment;
    private final Fault fault;
    private final AtomicInteger left;
    private final CountDownLatch sprung = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** @param times how many messages it meets */
    Trap(Moment moment, Fault fault, int times) {
        this.moment = moment;
        this.fault = fault;
        this.left = new AtomicInteger(times);
    }

    Fault fault() {
        return fault;
    }

    /** Whether the message is one for this trap. */
    boolean takes(List<String> said) {
        return moment.isNow(said) && left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
    }

    /** The moment has come, and the message is where the fault wants it. */
    void spring() {
        sprung.countDown();
    }

    /** Waits until the moment has come. */
    void await() throws InterruptedException {
        if (!sprung.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the moment did not come: " + fault);
        }
    }

    /** Lets go on what is held. */
    void release() {
        released.countDown();
    }

    void awaitRelease() throws InterruptedException {
        released.await();
    }
}
