package dev.skein.sandbox.sqs;

/** The values that SQS takes for a number, both ends included. */
record Range(long least, long most) {
    /** Throws {@link SqsError} for a value outside. */
    void check(String name, String value) {
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return;
            }
        } catch (NumberFormatException e) {
            // Refused below, like a number that is out of range.
        }
        throw SqsError.invalidValue(
                "Value " + value + " for parameter " + name + " is invalid: " + least + " to " + most + " here.");
    }
}
