package dev.skein.plan;

import dev.skein.flyway.PendingMigration;
import dev.skein.flyway.ServerError;
import dev.skein.plan.facts.TargetFacts;
import dev.skein.plan.hazard.Hazard;
import dev.skein.plan.probe.Probe;
import dev.skein.plan.schema.Change;
import dev.skein.plan.schema.Description;
import dev.skein.plan.schema.SchemaDiff;
import dev.skein.plan.segment.Segment;
import dev.skein.plan.sql.SqlStatement;
import dev.skein.plan.trace.Inconclusive;
import dev.skein.plan.trace.Touch;
import dev.skein.plan.trace.TracedStatement;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a plan as a document. Fields are added over time, never renamed; {@code docs/plan.schema.json} lists them. */
final class PlanWriter {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ObjectNode root = JSON.createObjectNode();

    private PlanWriter() {}

    static ObjectNode write(Plan plan) {
        PlanWriter writer = new PlanWriter();
        writer.head(plan);
        writer.findings(plan.findings());
        writer.changes(plan.effect().diff());
        plan.effect().segments().forEach(new Adding(writer.root.putArray("segments"))::segment);
        writer.facts(plan.effect().facts());
        return writer.root;
    }

    private void head(Plan plan) {
        Plan.Head head = plan.head();
        root.put("schema", PlanDocument.SCHEMA);
        root.put("hash", plan.fingerprint().hash());
        root.put("verdict", plan.verdict().name());
        root.put("target", head.target());
        root.putObject("bundle")
                .put("name", head.bundle().name())
                .put("version", head.bundle().version())
                .put("sha256", head.sha256());
        root.put("from", head.from());
        root.put("to", head.to());
        root.put("createdAt", head.created().toString());
        root.put("duration", seconds(head.took()));
        Plan.Method method = plan.method();
        ObjectNode how = root.putObject("method")
                .put("kind", method.kind())
                .put("serverVersion", version(plan.effect().facts().serverVersion()));
        putIfAny(how, "pgDump", method.pgDump());
        putIfAny(how, "role", method.role());
        method.notes().forEach(how.putArray("notes")::add);
        ObjectNode fingerprint = root.putObject("fingerprint");
        plan.fingerprint().parts().forEach(fingerprint::put);
        ArrayNode migrations = root.putArray("migrations");
        plan.pending().forEach(migration -> migration(migrations.addObject(), migration, plan));
    }

    private static void migration(ObjectNode node, PendingMigration migration, Plan plan) {
        long statements = plan.effect().segments().stream()
                .flatMap(segment -> segment.statements().stream())
                .filter(traced -> traced.statement().file().equals(migration.file()))
                .count();
        node.put("version", migration.version())
                .put("description", migration.description())
                .put("file", migration.file())
                .put("statements", statements);
    }

    private static String version(int number) {
        return number / 10_000 + "." + number % 10_000;
    }

    private void findings(Plan.Findings findings) {
        findings.problems().forEach(new Adding(root.putArray("problems"))::problem);
        findings.inconclusive().forEach(new Adding(root.putArray("inconclusive"))::inconclusive);
        findings.hazards().forEach(new Adding(root.putArray("hazards"))::hazard);
        findings.probes().forEach(new Adding(root.putArray("probes"))::probe);
    }

    private void changes(SchemaDiff diff) {
        Description description = new Description(diff);
        ArrayNode changes = root.putArray("changes");
        for (Change change : diff.changes()) {
            ObjectNode node = changes.addObject()
                    .put("action", change.action().name())
                    .put("kind", change.id().kind().label())
                    .put("name", change.id().path());
            putIfAny(node, "relation", change.id().relation());
            if (change.action() == Change.Action.RENAMED) {
                node.put("was", change.was().path());
            }
            node.put("before", description.before(change)).put("after", description.after(change));
            ArrayNode fields = node.putArray("fields");
            change.fields()
                    .forEach(field -> fields.addObject()
                            .put("name", field.label())
                            .put("before", change.before(field))
                            .put("after", change.after(field)));
        }
    }

    private void facts(TargetFacts facts) {
        ArrayNode tables = root.putArray("tables");
        facts.tables().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(table -> tables.addObject()
                        .put("name", table.getKey())
                        .put("bytes", table.getValue().bytes())
                        .put("totalBytes", table.getValue().totalBytes())
                        .put("rows", table.getValue().rows())
                        .put("content", table.getValue().content().name()));
        ObjectNode activity = root.putObject("activity");
        ArrayNode transactions = activity.putArray("longTransactions");
        facts.longTransactions().forEach(open -> {
            ObjectNode node = transactions
                    .addObject()
                    .put("pid", open.pid())
                    .put("application", open.application())
                    .put("state", open.state())
                    .put("age", seconds(open.age()));
            open.relations().forEach(node.putArray("relations")::add);
        });
        ArrayNode replicas = activity.putArray("replicas");
        facts.replicas()
                .forEach(replica -> replicas.addObject()
                        .put("name", replica.name())
                        .put("lag", seconds(replica.lag()))
                        .put("bytes", replica.bytes()));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static void putIfAny(ObjectNode node, String field, String text) {
        if (!text.isEmpty()) {
            node.put(field, text);
        }
    }

    /** Adds one element after the other to a list. */
    private record Adding(ArrayNode list) {
        void problem(PlanProblem problem) {
            ObjectNode node = list.addObject().put("code", problem.code()).put("message", problem.message());
            PlanProblem.Place place = problem.place();
            if (place.file() != null) {
                node.put("file", place.file());
            }
            if (place.line() != null) {
                node.put("line", place.line());
            }
            if (place.statement() != null) {
                node.put("statement", place.statement());
            }
            ServerError server = problem.server();
            if (server != null) {
                node.put("sqlState", server.sqlState());
                if (server.raised()) {
                    node.put("raised", true);
                }
                putIfAny(node, "detail", server.detail() == null ? "" : server.detail());
                putIfAny(node, "hint", server.hint() == null ? "" : server.hint());
            }
            node.put("remedy", problem.remedy());
        }

        void inconclusive(Inconclusive finding) {
            ObjectNode node = list.addObject().put("message", finding.why());
            place(node, finding.statement());
            node.put("statement", finding.statement().text());
            putIfAny(node, "sqlState", finding.sqlState());
        }

        void hazard(JudgedHazard judged) {
            Hazard hazard = judged.hazard();
            ObjectNode node = list.addObject()
                    .put("code", hazard.code().code())
                    .put("severity", hazard.severity().name())
                    .put("decision", judged.decision().name())
                    .put("object", hazard.object());
            SqlStatement statement = hazard.statement();
            place(node, statement);
            if (statement != null) {
                node.put("statement", statement.text());
            }
            node.put("why", hazard.why())
                    .put("safe", hazard.safe())
                    .put("page", "docs/hazards/" + hazard.code().code() + ".md");
        }

        void probe(Probe probe) {
            ObjectNode node = list.addObject()
                    .put("kind", probe.kind().name())
                    .put("answer", probe.answer().name())
                    .put("relation", probe.relation())
                    .put("subject", probe.subject())
                    .put("breaking", probe.breaking());
            probe.samples().forEach(node.putArray("samples")::add);
            node.put("why", probe.why()).put("query", probe.query());
            place(node, probe.statement());
        }

        void segment(PlannedSegment planned) {
            Segment segment = planned.segment();
            ObjectNode node =
                    list.addObject().put("transaction", segment.transaction()).put("reason", segment.reason());
            segment.files().forEach(node.putArray("migrations")::add);
            planned.statements().forEach(new Adding(node.putArray("statements"))::statement);
        }

        void statement(TracedStatement traced) {
            ObjectNode node = list.addObject();
            place(node, traced.statement());
            node.put("number", traced.statement().number())
                    .put("sql", traced.statement().text())
                    .put("took", seconds(traced.took()))
                    .put("leftOut", traced.leftOut());
            traced.touches().forEach(new Adding(node.putArray("touches"))::touch);
        }

        void touch(Touch touch) {
            list.addObject()
                    .put("relation", touch.relation())
                    .put("mode", touch.mode().label())
                    .put("blocks", touch.mode().blocks().label())
                    .put("acquired", touch.acquired())
                    .put("rewritten", touch.rewritten())
                    .put("scanned", touch.scanned())
                    .put("indexBuilt", touch.indexBuilt());
        }

        private static void place(ObjectNode node, @Nullable SqlStatement statement) {
            if (statement != null) {
                node.put("file", statement.file()).put("line", statement.line());
            }
        }
    }
}
