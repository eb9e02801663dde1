package dev.skein.plan.review;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a new type does to the values of a column.
 *
 * @param from as {@code format_type} gives it
 * @param to as {@code format_type} gives it
 * @param column quoted where SQL needs it
 * @param using the expression of USING; empty text where there is none
 */
record TypeChange(String from, String to, String column, String using) {
    /** What becomes of values that do not fit. */
    enum Loss {
        /** All values fit. */
        NONE,
        /** PostgreSQL refuses the statement. */
        REFUSED,
        /** They are rounded, cut or thrown away, and nobody is told. */
        SILENT,
        /** The same, and a cast in USING says that it is meant. */
        STATED,
        /** It depends on an expression. */
        UNKNOWN
    }

    private static final List<String> INTEGERS = List.of("smallint", "integer", "bigint");
    private static final Set<String> FLOATS = Set.of("real", "double precision");
    private static final Set<String> STRINGS = Set.of("text", "character varying", "character", "bpchar", "citext");
    private static final Set<String> MOMENTS = Set.of("timestamp without time zone", "timestamp with time zone");
    private static final Set<String> PARTS_OF_MOMENTS = Set.of("date", "time without time zone", "time with time zone");
    private static final Pattern MODIFIER = Pattern.compile("\\((\\d+)(?:,(-?\\d+))?\\)");

    Loss loss() {
        if (!using.isEmpty() && !isPlainCast()) {
            return Loss.UNKNOWN;
        }
        if (!using.isEmpty() && (isSilent() || isShorterString())) {
            return Loss.STATED;
        }
        if (isSilent()) {
            return Loss.SILENT;
        }
        return isWider() ? Loss.NONE : Loss.REFUSED;
    }

    /** {@code x::type} or {@code CAST(x AS type)}: what PostgreSQL would do without USING, but explicitly. */
    private boolean isPlainCast() {
        String name = Pattern.quote(column);
        String type = "[\\w \"().,\\[\\]]+";
        return Pattern.compile("\\(*\\s*" + name + "\\s*\\)*(\\s*::\\s*" + type + ")*", Pattern.CASE_INSENSITIVE)
                        .matcher(using.strip())
                        .matches()
                || Pattern.compile("cast\\s*\\(\\s*" + name + "\\s+as\\s+" + type + "\\)", Pattern.CASE_INSENSITIVE)
                        .matcher(using.strip())
                        .matches();
    }

    private boolean isSilent() {
        boolean fraction = base(from).equals("numeric") || FLOATS.contains(base(from));
        boolean toInteger = INTEGERS.contains(base(to)) || base(to).equals("boolean");
        return (fraction && toInteger)
                || (base(from).equals("double precision") && base(to).equals("real"))
                || (base(from).equals("numeric") && FLOATS.contains(base(to)))
                || (INTEGERS.contains(base(from)) && base(to).equals("boolean"))
                || (MOMENTS.contains(base(from)) && PARTS_OF_MOMENTS.contains(base(to)))
                || (isSameKind() && precision(from).orElse(6) > precision(to).orElse(6))
                || (base(to).equals("numeric") && fraction && scale(to).isPresent() && isCoarser());
    }

    private boolean isSameKind() {
        return base(from).equals(base(to))
                && (MOMENTS.contains(base(from)) || base(from).startsWith("time "));
    }

    private boolean isCoarser() {
        return scale(from).isEmpty() || scale(from).getAsInt() > scale(to).orElse(0);
    }

    private boolean isWider() {
        if (INTEGERS.contains(base(from)) && INTEGERS.contains(base(to))) {
            return INTEGERS.indexOf(base(from)) <= INTEGERS.indexOf(base(to));
        }
        if (STRINGS.contains(base(to))) {
            return precision(to).isEmpty() || (STRINGS.contains(base(from)) && !isShorterString());
        }
        return isWiderNumber() || isOtherMoment();
    }

    private boolean isWiderNumber() {
        boolean whole = INTEGERS.contains(base(from));
        if (base(to).equals("numeric")) {
            return precision(to).isEmpty() || (base(from).equals("numeric") && wholeDigits(from) <= wholeDigits(to));
        }
        return (whole && base(to).equals("double precision") && !base(from).equals("bigint"))
                || (base(from).equals("real") && base(to).equals("double precision"));
    }

    private boolean isOtherMoment() {
        boolean moment = MOMENTS.contains(base(from)) || base(from).equals("date");
        return (moment && MOMENTS.contains(base(to))) || (base(from).equals("json") && base(to).equals("jsonb"));
    }

    private boolean isShorterString() {
        return STRINGS.contains(base(from))
                && STRINGS.contains(base(to))
                && precision(to).isPresent()
                && precision(from).orElse(Integer.MAX_VALUE) > precision(to).getAsInt();
    }

    private static int wholeDigits(String type) {
        return precision(type).isEmpty()
                ? Integer.MAX_VALUE
                : precision(type).getAsInt() - scale(type).orElse(0);
    }

    private static String base(String type) {
        return MODIFIER.matcher(type).replaceFirst("").replaceAll("\\s+", " ").strip();
    }

    private static OptionalInt precision(String type) {
        return number(type, 1);
    }

    private static OptionalInt scale(String type) {
        return precision(type).isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(number(type, 2).orElse(0));
    }

    private static OptionalInt number(String type, int group) {
        Matcher modifier = MODIFIER.matcher(type);
        return modifier.find()
                ? Optional.ofNullable(modifier.group(group)).stream()
                        .mapToInt(Integer::parseInt)
                        .findFirst()
                : OptionalInt.empty();
    }
}
