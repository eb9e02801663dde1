package dev.skein.sandbox.s3;

import dev.skein.sandbox.Account;
import dev.skein.sandbox.http.Response;
import dev.skein.sandbox.http.Xml;
import java.util.List;
import org.w3c.dom.Element;

/** The operations on buckets and their settings. */
final class BucketOperations {
    static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

    private final Buckets buckets;
    private final Notifier notifier;

    BucketOperations(Buckets buckets, Notifier notifier) {
        this.buckets = buckets;
        this.notifier = notifier;
    }

    Response list(S3Request request) {
        Xml all = Xml.fragment();
        buckets.all()
                .forEach(bucket -> all.element(
                        "Bucket",
                        Xml.fragment()
                                .element("Name", bucket.name())
                                .element("CreationDate", EventJson.MILLIS.format(bucket.created()))));
        Xml owner = Xml.fragment().element("ID", Account.ID);
        return xml(
                "ListAllMyBucketsResult", Xml.fragment().element("Buckets", all).element("Owner", owner));
    }

    Response create(S3Request request) {
        if (request.http().body().length > 0) {
            checkLocation(Xml.parse(request.http().body()).orElseThrow(ErrorCode.MALFORMED_XML::error));
        }
        buckets.create(request.bucket());
        return Response.of(200).with("Location", "/" + request.bucket());
    }

    Response head(S3Request request) {
        buckets.get(request.bucket());
        return Response.of(200).with("x-amz-bucket-region", Account.REGION);
    }

    Response delete(S3Request request) {
        buckets.delete(request.bucket());
        return Response.of(204);
    }

    Response location(S3Request request) {
        buckets.get(request.bucket());
        String document = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<LocationConstraint xmlns=\"" + NAMESPACE + "\">"
                + Account.REGION + "</LocationConstraint>";
        return Response.xml(200, document);
    }

    Response versioning(S3Request request) {
        Xml xml = switch (buckets.get(request.bucket()).versioning()) {
            case NEVER -> Xml.fragment();
            case ENABLED -> Xml.fragment().element("Status", "Enabled");
            case SUSPENDED -> Xml.fragment().element("Status", "Suspended");
        };
        return xml("VersioningConfiguration", xml);
    }

    Response putVersioning(S3Request request) {
        Bucket bucket = buckets.get(request.bucket());
        Element root = Xml.parse(Payload.of(request.http()).bytes()).orElseThrow(ErrorCode.MALFORMED_XML::error);
        List<Element> children = Xml.children(root);
        if (children.stream().anyMatch(child -> "MfaDelete".equals(child.getLocalName()))) {
            throw ErrorCode.NOT_IMPLEMENTED.error("The sandbox does not implement MfaDelete.");
        }
        switch (Xml.childText(root, "Status").orElse("")) {
            case "Enabled" -> bucket.versioning(Bucket.Versioning.ENABLED);
            case "Suspended" -> bucket.versioning(Bucket.Versioning.SUSPENDED);
            default -> throw ErrorCode.MALFORMED_XML.error();
        }
        return Response.of(200);
    }

    Response notifications(S3Request request) {
        Bucket bucket = buckets.get(request.bucket());
        return xml("NotificationConfiguration", bucket.notifications().xml());
    }

    Response putNotifications(S3Request request) {
        Bucket bucket = buckets.get(request.bucket());
        NotificationConfiguration configuration =
                NotificationReader.read(Payload.of(request.http()).bytes());
        notifier.prove(bucket.name(), configuration);
        bucket.notifications(configuration);
        return Response.of(200);
    }

    static Response xml(String root, Xml content) {
        return Response.xml(200, content.document(root, NAMESPACE));
    }

    private static void checkLocation(Element configuration) {
        for (Element child : Xml.children(configuration)) {
            if (!"LocationConstraint".equals(child.getLocalName())) {
                throw ErrorCode.NOT_IMPLEMENTED.error(
                        "The sandbox does not implement " + child.getLocalName() + " of a bucket.");
            }
        }
    }
}
