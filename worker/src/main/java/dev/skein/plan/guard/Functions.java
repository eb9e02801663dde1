package dev.skein.plan.guard;

import dev.skein.plan.hazard.HazardCode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Functions that reach past the database, of PostgreSQL 15 to 18 and of widespread extensions.
 *
 * @see <a href="https://www.postgresql.org/docs/current/functions-admin.html">System administration functions</a>
 */
final class Functions {
    private static final Map<String, HazardCode> BY_NAME = new HashMap<>();

    /** Families that grow with each version. */
    private static final Map<Pattern, HazardCode> FAMILIES = Map.of(
            Pattern.compile("dblink(_.*)?|postgres_fdw_.*|http_(get|post|put|patch|delete|head|set_curlopt)"),
                    HazardCode.REACHES_NETWORK,
            Pattern.compile("pg_ls_.*|pg_read_(binary_)?file(_old|_off_len.*|_all.*)?|pg_file_.*"),
                    HazardCode.REACHES_FILES,
            Pattern.compile("pg_(wal|xlog)_replay_(pause|resume)|pg_backup_.*|pg_(start|stop)_backup|"
                            + "pg_replication_origin_.*|pg_replication_slot_advance|pg_stat_reset.*|binary_upgrade_.*"),
                    HazardCode.SIGNALS_SESSIONS);

    /** Schemas of extensions that do nothing else. */
    private static final Map<String, HazardCode> BY_SCHEMA = Map.of(
            "aws_s3", HazardCode.REACHES_NETWORK,
            "aws_lambda", HazardCode.REACHES_NETWORK,
            "azure_storage", HazardCode.REACHES_NETWORK,
            "utl_file", HazardCode.REACHES_FILES);

    static {
        put(HazardCode.REACHES_SERVER_SETTINGS, "pg_reload_conf");
        put(
                HazardCode.REACHES_FILES,
                "pg_stat_file pg_current_logfile lo_import lo_export pg_hba_file_rules pg_ident_file_mappings "
                        + "pg_show_all_file_settings pg_logdir_ls pg_import_system_collations");
        put(
                HazardCode.REACHES_NETWORK,
                "http pg_create_logical_replication_slot pg_create_physical_replication_slot "
                        + "pg_copy_logical_replication_slot pg_copy_physical_replication_slot pg_sync_replication_slots "
                        + "pg_logical_slot_get_changes pg_logical_slot_get_binary_changes");
        put(
                HazardCode.SIGNALS_SESSIONS,
                "pg_terminate_backend pg_cancel_backend pg_promote pg_switch_wal pg_switch_xlog pg_rotate_logfile "
                        + "pg_advisory_unlock_all pg_drop_replication_slot pg_create_restore_point "
                        + "pg_log_backend_memory_contexts pg_log_standby_snapshot pg_stop_making_pinned_objects");
    }

    private Functions() {}

    private static void put(HazardCode code, String names) {
        Pattern.compile(" ").splitAsStream(names).forEach(name -> BY_NAME.put(name, code));
    }

    /** What a function of this name reaches, in whatever schema it is. */
    static Optional<HazardCode> reach(String name) {
        HazardCode known = BY_NAME.get(name);
        return known != null
                ? Optional.of(known)
                : FAMILIES.entrySet().stream()
                        .filter(family -> family.getKey().matcher(name).matches())
                        .map(Map.Entry::getValue)
                        .findFirst();
    }

    /** What a function of this schema reaches. */
    static Optional<HazardCode> reach(String schema, String name) {
        return schema.equals("net") && name.startsWith("http_")
                ? Optional.of(HazardCode.REACHES_NETWORK)
                : Optional.ofNullable(BY_SCHEMA.get(schema)).or(() -> reach(name));
    }
}
