package dev.skein.plan.guard;

import dev.skein.plan.guard.Passage.Origin;
import java.util.ArrayList;
import java.util.List;

/** A statement's text, and the texts in it that it runs or may run: bodies of DO, and strings that are executed there. */
public final class RunText {
    private static final int DEEPEST = 16;

    private RunText() {}

    /** The statement itself first. Bodies of functions that it creates are among them. */
    public static List<String> of(String statement) {
        List<String> texts = new ArrayList<>();
        read(new NestedText(statement, Origin.SCRIPT), 0, texts);
        return texts;
    }

    /** Each command of these texts by itself, as far as words tell where one begins. */
    public static List<String> commands(String statement) {
        List<String> commands = new ArrayList<>();
        for (String text : of(statement)) {
            Passage passage = Passage.of(text, Origin.SCRIPT);
            for (int start : passage.starts()) {
                commands.add(passage.words().text(start, end(passage, start)));
            }
        }
        return commands;
    }

    private static int end(Passage passage, int start) {
        int end = start;
        while (end < passage.size() && !passage.at(end, ";")) {
            end++;
        }
        return end;
    }

    private static void read(NestedText text, int depth, List<String> texts) {
        texts.add(text.text());
        if (depth < DEEPEST) {
            NestedText.of(Passage.of(text.text(), text.origin())).forEach(nested -> read(nested, depth + 1, texts));
        }
    }
}
