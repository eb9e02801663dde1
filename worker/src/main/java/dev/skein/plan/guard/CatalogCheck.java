package dev.skein.plan.guard;

import dev.skein.plan.hazard.HazardCode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Rows of the system catalogs, written past the commands that keep them sound. */
final class CatalogCheck implements Check {
    private static final Map<String, HazardCode> CATALOGS = new HashMap<>();

    static {
        put(HazardCode.REACHES_ROLES, "pg_authid pg_auth_members pg_roles pg_user pg_shadow pg_group");
        put(HazardCode.REACHES_SERVER_SETTINGS, "pg_settings pg_file_settings pg_db_role_setting");
        put(HazardCode.REACHES_DATABASES, "pg_database");
        put(HazardCode.REACHES_TABLESPACES, "pg_tablespace");
        put(
                HazardCode.REACHES_NETWORK,
                "pg_foreign_server pg_foreign_data_wrapper pg_foreign_table pg_user_mapping pg_user_mappings pg_subscription");
        put(HazardCode.LOADS_CODE, "pg_proc pg_language pg_extension pg_cast pg_operator");
    }

    private static void put(HazardCode code, String catalogs) {
        Pattern.compile(" ").splitAsStream(catalogs).forEach(catalog -> CATALOGS.put(catalog, code));
    }

    @Override
    public void look(Passage passage, Consumer<Reach> found) {
        for (int i = 0; i < passage.size(); i++) {
            boolean writes = passage.isOneOf(i, "INTO", "UPDATE") || passage.at(i, "DELETE", "FROM");
            if (writes) {
                report(passage, passage.skip(i + 1, "FROM", "ONLY"), found);
            }
        }
    }

    private static void report(Passage passage, int index, Consumer<Reach> found) {
        int name = passage.at(index + 1, ".") && passage.value(index).equals("pg_catalog") ? index + 2 : index;
        HazardCode code = passage.isName(name) ? CATALOGS.get(passage.value(name)) : null;
        if (code != null && !passage.at(name + 1, ".")) {
            found.accept(new Reach(code, "rows of " + passage.value(name)));
        }
    }
}
