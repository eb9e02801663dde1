package dev.skein.plan.shadow;

import dev.skein.bundle.Bundle;
import dev.skein.target.Target;
import dev.skein.target.TargetSession;

/** What a scratch database is made from. */
record Source(Target target, TargetSession session, Bundle bundle) {
    Sql sql() {
        return new Sql(session.connection());
    }
}
