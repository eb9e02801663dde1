package dev.skein.target;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The table {@code skein.resolution} of a target's database: what people have said of migrations that were cut off. */
public final class ResolutionTable {
    private final TargetSession session;
    private final String history;

    /** @param session the one whose target it is about */
    public ResolutionTable(TargetSession session) {
        this.session = session;
        this.history = session.namespace().history();
    }

    /**
     * What somebody said.
     *
     * @param script below the folder of migrations
     * @param statement from 1; 0 for the whole script
     * @param finding {@code applied} or {@code rolled-back}
     */
    public record Row(String script, int statement, String finding) {}

    /**
     * Who said it.
     *
     * @param request the request's id, unique on the target
     * @param by the principal that S3 names; empty text where none is known
     */
    public record Origin(String request, String by) {}

    /** Whether what a request says is noted. */
    public boolean isNoted(Origin origin) throws SQLException {
        if (!session.exists(SkeinSchema.RESOLUTION)) {
            return false;
        }
        try (PreparedStatement query = session.connection()
                .prepareStatement("SELECT FROM skein.resolution WHERE history_table = ? AND request_id = ?")) {
            query.setString(1, history);
            query.setString(2, origin.request());
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Notes it, in the transaction at hand; makes schema and table where they are missing. */
    public void note(Origin origin, Row row) throws SQLException {
        SkeinSchema.makeResolution(session);
        try (PreparedStatement insert = session.connection().prepareStatement("""
                INSERT INTO skein.resolution (history_table, request_id, script, statement, finding, resolved_by)
                VALUES (?, ?, ?, nullif(?, 0), ?, nullif(?, ''))""")) {
            insert.setString(1, history);
            insert.setString(2, origin.request());
            insert.setString(3, row.script());
            insert.setInt(4, row.statement());
            insert.setString(5, row.finding());
            insert.setString(6, origin.by());
            insert.executeUpdate();
        }
    }
}
