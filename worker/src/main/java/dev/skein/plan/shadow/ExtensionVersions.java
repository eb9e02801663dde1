package dev.skein.plan.shadow;

import java.sql.SQLException;

/** A dump creates extensions at the server's newest version, whichever the target has. */
final class ExtensionVersions {
    private final Sql target;
    private final Sql scratch;
    private final Remarks remarks;

    ExtensionVersions(Sql target, Sql scratch, Remarks remarks) {
        this.target = target;
        this.scratch = scratch;
        this.remarks = remarks;
    }

    /** Notes the extensions whose versions differ. */
    void compare() throws SQLException {
        for (String name : target.texts("SELECT extname FROM pg_extension ORDER BY extname")) {
            String version = "SELECT coalesce((SELECT extversion FROM pg_extension WHERE extname = ?), '')";
            String there = target.text(version, name);
            String here = scratch.text(version, name);
            if (!here.isEmpty() && !here.equals(there)) {
                remarks.note("Extension " + name + " is at version " + here + " in the scratch database and at " + there
                        + " on the target.");
            }
        }
    }
}
