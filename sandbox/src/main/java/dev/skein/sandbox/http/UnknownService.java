package dev.skein.sandbox.http;

/** Answers for every service that the sandbox does not have. */
record UnknownService(String name) implements Service {
    @Override
    public Response handle(Request request) {
        return error(501, "NotImplemented", "The sandbox has no service " + name + ".");
    }

    @Override
    public Response refuse(Request request, Refusal refusal) {
        return error(403, refusal.name(), refusal.message());
    }

    private static Response error(int status, String code, String message) {
        Xml error = Xml.fragment().element("Code", code).element("Message", message);
        return Response.xml(status, Xml.fragment().element("Error", error).document("ErrorResponse"));
    }
}
