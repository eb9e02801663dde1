package dev.skein.sandbox.s3;

import dev.skein.sandbox.http.Response;
import dev.skein.sandbox.http.Xml;
import java.util.LinkedHashMap;
import java.util.Map;

/** An error that goes to the client as S3 writes it. */
final class S3Error extends RuntimeException {
    private final ErrorCode code;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, String> details = new LinkedHashMap<>();

    S3Error(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    S3Error header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** One more element of the error document. */
    S3Error detail(String name, String value) {
        details.put(name, value);
        return this;
    }

    ErrorCode code() {
        return code;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    Response response(String resource, String requestId) {
        if (code == ErrorCode.NOT_MODIFIED) {
            return withHeaders(Response.of(code.status()));
        }
        Xml error = Xml.fragment().element("Code", code.code()).element("Message", message());
        details.forEach(error::element);
        error.element("Resource", resource).element("RequestId", requestId);
        return withHeaders(Response.xml(code.status(), error.document("Error")));
    }

    private Response withHeaders(Response response) {
        Response result = response;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            result = result.with(header.getKey(), header.getValue());
        }
        return result;
    }
}
