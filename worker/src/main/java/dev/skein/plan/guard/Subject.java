package dev.skein.plan.guard;

import dev.skein.plan.sql.Shape;
import dev.skein.plan.sql.Token;
import java.util.Locale;

/** Names a command for people: its words and what it is about, such as {@code CREATE ROLE app}. */
final class Subject {
    /** Enough for the command and a qualified name after it. */
    private static final int WORDS = 12;

    private static final int LONGEST = 100;

    private Subject() {}

    static String of(Passage passage, int start) {
        int end = start;
        while (end < passage.size() && end < start + WORDS && !passage.at(end, ";")) {
            end++;
        }
        Shape shape = Shape.of(passage.words().text(start, end));
        String words = shape.command().contains(" ") || start + 1 >= end ? shape.command() : twoWords(passage, start);
        String subject =
                words + (shape.command().contains(" ") && !shape.object().isEmpty() ? " " + shape.object() : "");
        return subject.length() > LONGEST ? subject.substring(0, LONGEST) + "…" : subject;
    }

    private static String twoWords(Passage passage, int start) {
        Token second = passage.token(start + 1);
        return (passage.token(start).text() + " " + second.text()).toUpperCase(Locale.ROOT);
    }
}
