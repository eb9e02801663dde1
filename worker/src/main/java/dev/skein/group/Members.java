package dev.skein.group;

import dev.skein.target.TargetConnector;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Who belongs to a group. */
public interface Members {
    /**
     * All of them at the moment, in the order in which they are begun.
     *
     * @throws dev.skein.target.TransientFailure when the server that has to tell cannot be reached
     * @throws SQLException when it refuses to tell
     */
    List<Member> list(TargetConnector connector) throws SQLException;

    /** The member of a name; empty where the name is none's. Whether it is there still, only a connection tells. */
    Optional<Member> find(String name);

    /** Who they are, for the log. */
    String describe();
}
