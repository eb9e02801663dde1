package dev.skein.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The other tools, as far as {@code benchmarks/peers/fetch} could have them.
 *
 * @param missing the names of the rest
 */
record Peers(List<Tool> tools, List<String> missing) {
    private static final String FLYWAY = "Flyway 12.4 command line";
    private static final String LIQUIBASE = "Liquibase 5.0";
    private static final String DBMATE = "dbmate";

    Peers {
        tools = List.copyOf(tools);
        missing = List.copyOf(missing);
    }

    /** Those that are processes of their own. */
    static Peers programs() throws IOException {
        List<Tool> tools = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        add(tools, missing, "flyway", new ProgramTool(FLYWAY, Layout.FLYWAY, Peers::flyway));
        add(tools, missing, "liquibase", new ProgramTool(LIQUIBASE, Layout.LIQUIBASE, Peers::liquibase));
        add(tools, missing, "dbmate", new ProgramTool(DBMATE, Layout.DBMATE, Peers::dbmate));
        return new Peers(tools, missing);
    }

    private static void add(List<Tool> tools, List<String> missing, String folder, Tool tool) {
        if (Files.isDirectory(Checkout.peer(folder))) {
            tools.add(tool);
        } else {
            missing.add(tool.name());
        }
    }

    /** Says which are missing, so that a table without them is not taken for the whole. */
    void report(Report report) {
        missing.forEach(name -> report.title("MISSING: " + name + " could not be fetched (benchmarks/peers/fetch)"));
    }

    /** Whether it is a tool that Java runs; Flyway as a part of one's own program is shown beside them. */
    static boolean isOnJava(String name) {
        return name.equals(FLYWAY) || name.equals(LIQUIBASE);
    }

    private static Program flyway(Path folder, Arena database) {
        return java(
                "flyway",
                "org.flywaydb.commandline.Main",
                "-url=" + database.server().url(database.name()),
                "-user=" + LoadDatabase.OWNER.user(),
                "-password=" + LoadDatabase.OWNER.password(),
                "-locations=filesystem:" + folder,
                "-skipCheckForUpdate",
                "migrate");
    }

    private static Program liquibase(Path folder, Arena database) {
        return java(
                "liquibase",
                "liquibase.integration.commandline.LiquibaseCommandLine",
                "--search-path=" + folder,
                "--changelog-file=changelog.sql",
                "--url=" + database.server().url(database.name()),
                "--username=" + LoadDatabase.OWNER.user(),
                "--password=" + LoadDatabase.OWNER.password(),
                "--show-banner=false",
                "--analytics-enabled=false",
                "update");
    }

    private static Program dbmate(Path folder, Arena database) {
        Server server = database.server();
        String login = LoadDatabase.OWNER.user() + ":" + LoadDatabase.OWNER.password();
        return new Program(
                List.of(
                        Checkout.peer("dbmate").resolve("bin/dbmate").toString(),
                        "--no-dump-schema",
                        "--migrations-dir",
                        folder.toString(),
                        "migrate"),
                Map.of(
                        "DATABASE_URL",
                        "postgres://" + login + "@" + server.host() + ":" + server.port() + "/" + database.name()
                                + "?sslmode=disable"));
    }

    private static Program java(String peer, String main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Checkout.java(), "-cp", Checkout.peer(peer) + "/*", main));
        command.addAll(List.of(arguments));
        return new Program(command, Map.of());
    }
}
