package dev.skein.infra.stage;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Who is told, and who may do what.
 *
 * @param operators ARNs of roles and users that may become the operator; without any there is none
 * @param gitHubProvider ARN of the account's OIDC provider of GitHub; empty to have one made where a pipeline needs it
 * @param pipelines by name, in the order of their names
 */
public record People(
        Optional<Slack> slack,
        List<String> operators,
        Optional<String> gitHubProvider,
        Map<String, Pipeline> pipelines) {
    private static final Pattern PRINCIPAL = Pattern.compile("arn:aws:iam::\\d{12}:(role|user)/.+");
    private static final Pattern PROVIDER =
            Pattern.compile("arn:aws:iam::\\d{12}:oidc-provider/token\\.actions\\.githubusercontent\\.com");

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    public People {
        operators = List.copyOf(operators);
        pipelines = Collections.unmodifiableMap(new TreeMap<>(pipelines));
        new Check()
                .forms("operators", operators, PRINCIPAL, "ARNs of roles or users, arn:aws:iam::…:role/…")
                .forms(
                        "github-provider",
                        gitHubProvider.stream().toList(),
                        PROVIDER,
                        "arn:aws:iam::…:oidc-provider/token.actions.githubusercontent.com")
                .forms(
                        "pipelines",
                        List.copyOf(pipelines.keySet()),
                        NAME,
                        "names of a-z, 0-9 and -, at most 40 characters")
                .done();
    }

    /**
     * A channel of Slack; the workspace was given access in the console of Amazon Q Developer in chat applications.
     *
     * @see <a href="https://docs.aws.amazon.com/chatbot/latest/adminguide/slack-setup.html">Slack</a>
     */
    public record Slack(String workspace, String channel) {
        private static final Pattern WORKSPACE = Pattern.compile("T[0-9A-Z]+");
        private static final Pattern CHANNEL = Pattern.compile("[CG][0-9A-Z]+");

        public Slack {
            new Check()
                    .form("workspace", workspace, WORKSPACE, "the id of a workspace, T…")
                    .form("channel", channel, CHANNEL, "the id of a channel, C… or G…")
                    .done();
        }
    }

    /**
     * What may push to one target from GitHub.
     *
     * @param target that it pushes to
     * @param repository as GitHub writes it in a token's subject: {@code owner/name}, or with ids {@code owner@1/name@2}, which
     *     repositories have that were made or renamed since July 2026
     * @param from the branch or environment, as GitHub writes it in a token's subject
     * @param pullRequests what pull requests of the repository may do
     * @see <a href="https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens/">Immutable subject
     *     claims</a>
     */
    public record Pipeline(String target, String repository, String from, PullRequests pullRequests) {
        /** Ids on both names, or on none. */
        public static final String REPOSITORY =
                "([A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+|[A-Za-z0-9_.-]+@[0-9]+/[A-Za-z0-9_.-]+@[0-9]+)";

        private static final Pattern NAMED = Pattern.compile(REPOSITORY);
        private static final Pattern FROM =
                Pattern.compile("ref:refs/(heads|tags)/[A-Za-z0-9_./-]+|environment:[A-Za-z0-9_.-]+");

        public Pipeline {
            new Check()
                    .that(!target.isEmpty(), "target: missing")
                    .form(
                            "repository",
                            repository,
                            NAMED,
                            "owner/name, or owner@id/name@id where the tokens' subjects have ids")
                    .form("branch", from, FROM, "a branch, or in its place an environment")
                    .done();
        }
    }

    /** What pull requests may do: their workflows are written by whoever opens them. */
    public enum PullRequests {
        /** Nothing. */
        NOTHING,
        /** Have a plan made: its dry run executes their SQL, beside the target. */
        PLAN
    }
}
