package dev.skein.infra.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Collects what is wrong with a value of several parts. What is a parameter of CloudFormation is not known yet, and passes: the template
 * checks it.
 */
final class Check {
    private static final String UNKNOWN_YET = "${Token[";

    private final List<String> mistakes = new ArrayList<>();

    /** @param mistake names the key */
    Check that(boolean holds, String mistake) {
        if (!holds) {
            mistakes.add(mistake);
        }
        return this;
    }

    /** The value has this form. */
    Check form(String key, String value, Pattern form, String expected) {
        return that(
                isUnknownYet(value) || form.matcher(value).matches(),
                key + (value.isEmpty() ? ": missing; expected " : ": expected ") + expected);
    }

    /** Each of the values has this form. */
    Check forms(String key, List<String> values, Pattern form, String expected) {
        values.forEach(value -> form(key, value, form, expected));
        return this;
    }

    /** The number lies between these two, both included. */
    Check range(String key, int value, int least, int most) {
        return that(value >= least && value <= most, key + ": expected a number from " + least + " to " + most);
    }

    /** @throws StageException with all that did not hold */
    void done() {
        if (!mistakes.isEmpty()) {
            throw new StageException(mistakes);
        }
    }

    static boolean isUnknownYet(String value) {
        return value.contains(UNKNOWN_YET);
    }
}
