package dev.skein.sandbox.sns;

import dev.skein.sandbox.http.Response;
import dev.skein.sandbox.http.Xml;
import java.util.UUID;

/** An error that SNS itself would give, or that the sandbox gives for what it does not have. */
final class SnsError extends RuntimeException {
    static final String NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";

    private final int status;
    private final String code;

    SnsError(int status, String code, String message) {
        // What a client sent may not stand in XML as it is.
        super(message.replaceAll("\\p{Cntrl}", "?"));
        this.status = status;
        this.code = code;
    }

    static SnsError invalidParameter(String what) {
        return new SnsError(400, "InvalidParameter", "Invalid parameter: " + what);
    }

    /** The code of what the SDKs call InvalidParameterValueException. */
    static SnsError invalidValue(String message) {
        return new SnsError(400, "ParameterValueInvalid", message);
    }

    static SnsError notFound(String what) {
        return new SnsError(404, "NotFound", what + " does not exist");
    }

    static SnsError unsupported(String what) {
        return new SnsError(501, "NotImplemented", "The sandbox does not have " + what + ".");
    }

    String code() {
        return code;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    Response response() {
        String side = status < 500 ? "Sender" : "Receiver";
        Xml error = Xml.fragment().element("Type", side).element("Code", code).element("Message", message());
        Xml document = Xml.fragment().element("Error", error).element("RequestId", UUID.randomUUID());
        return Response.xml(status, document.document("ErrorResponse", NAMESPACE));
    }
}
