package dev.skein.sandbox.sns;

import dev.skein.sandbox.http.Response;
import dev.skein.sandbox.http.Xml;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** One action: the parameters that it honours, and what it does with them. */
record Action(Function<Fields, Xml> body, Set<String> parameters) {

    static Action of(Function<Fields, Xml> body, String... parameters) {
        Set<String> all = new HashSet<>(Set.of(parameters));
        all.add("Action");
        all.add("Version");
        return new Action(body, Set.copyOf(all));
    }

    Response run(String name, Fields call) {
        call.allowOnly(parameters);
        Xml result = body.apply(call);
        Xml metadata = Xml.fragment().element("RequestId", UUID.randomUUID());
        Xml answer = Xml.fragment().element(name + "Result", result).element("ResponseMetadata", metadata);
        return Response.xml(200, answer.document(name + "Response", SnsError.NAMESPACE));
    }
}
