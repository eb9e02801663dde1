package dev.skein.plan.shadow;

import dev.skein.target.Target;
import java.util.List;

/**
 * A scratch database with the target's schema and history and without its rows. It is gone when this is closed.
 */
public final class Shadow implements AutoCloseable {
    private final ScratchServer server;
    private final Target target;
    private final Method method;
    private final String role;
    private final Remarks remarks;

    Shadow(ScratchServer server, Target target, Method method, String role, Remarks remarks) {
        this.server = server;
        this.target = target;
        this.method = method;
        this.role = role;
        this.remarks = remarks;
    }

    /** The scratch database as a target: to log in to, with the role to try migrations as. */
    public Target target() {
        return target;
    }

    /** How it came by the target's schema. */
    public Method method() {
        return method;
    }

    /** The role that migrations are tried as. */
    public String role() {
        return role;
    }

    /** Why the role may do less than the one that migrates the target; empty text where it may do the same. */
    public String lesser() {
        return remarks.lesser();
    }

    /** What people should know about it, as plain sentences. */
    public List<String> notes() {
        return remarks.notes();
    }

    /** What the target has and this lacks, each with its reason: a failure that names one of them proves nothing. */
    public List<String> missing() {
        return remarks.missing();
    }

    /** Drops the database, and ends all sessions in it. */
    @Override
    public void close() {
        server.close();
    }
}
