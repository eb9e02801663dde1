package dev.skein;

import dev.skein.bundle.BundleKey;
import dev.skein.target.TransientFailure;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Works on one upload at a time for each target; the lease in the database would only tell later, and hold a connection for it. */
final class PerTarget implements Handler {
    private final Set<String> atWork = ConcurrentHashMap.newKeySet();
    private final Handler handler;

    PerTarget(Handler handler) {
        this.handler = handler;
    }

    @Override
    public void handle(Delivery delivery) {
        String target = Router.key(delivery).map(BundleKey::target).orElse("");
        if (!target.isEmpty() && !atWork.add(target)) {
            throw new TransientFailure(
                    "another run of this worker is at work on target " + target, TransientFailure.Lack.TURN);
        }
        try {
            handler.handle(delivery);
        } finally {
            atWork.remove(target);
        }
    }
}
