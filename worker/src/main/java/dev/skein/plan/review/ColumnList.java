package dev.skein.plan.review;

import java.util.ArrayList;
import java.util.List;

/** The columns of a constraint or index as a snapshot lists them: quoted where needed, expressions in parentheses. */
final class ColumnList {
    private ColumnList() {}

    /** Splits at the commas that stand in no parentheses and no quotes. */
    static List<String> split(String columns) {
        List<String> parts = new ArrayList<>();
        int begin = 0;
        int depth = 0;
        char quote = 0;
        for (int i = 0; i < columns.length(); i++) {
            char c = columns.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '(' || c == ')') {
                depth += c == '(' ? 1 : -1;
            } else if (c == ',' && depth == 0) {
                parts.add(columns.substring(begin, i).strip());
                begin = i + 1;
            }
        }
        parts.add(columns.substring(begin).strip());
        parts.removeIf(String::isEmpty);
        return parts;
    }
}
