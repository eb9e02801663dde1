package dev.skein.sandbox.sns;

import dev.skein.sandbox.Account;
import java.util.regex.Pattern;

/** Makes and checks the ARNs of topics. */
final class TopicArn {
    private static final Pattern NAME = Pattern.compile("[\\w-]{1,256}");
    private static final Pattern ARN = Pattern.compile("arn:aws[\\w-]*:sns:[\\w-]+:\\d{12}:[\\w-]{1,256}(?:\\.fifo)?");

    private TopicArn() {}

    static String ofName(String name) {
        if (name.endsWith(".fifo")) {
            throw SnsError.unsupported("FIFO topics");
        }
        if (!NAME.matcher(name).matches()) {
            throw SnsError.invalidParameter("Topic Name");
        }
        return "arn:aws:sns:" + Account.REGION + ":" + Account.ID + ":" + name;
    }

    /** The parameter as an ARN in the right form; whether there is such a topic is another question. */
    static String of(Fields call) {
        return check(call.required("TopicArn"));
    }

    static String check(String arn) {
        if (!ARN.matcher(arn).matches()) {
            throw SnsError.invalidParameter("TopicArn");
        }
        return arn;
    }
}
