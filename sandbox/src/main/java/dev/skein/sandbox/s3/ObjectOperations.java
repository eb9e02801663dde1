package dev.skein.sandbox.s3;

import dev.skein.sandbox.http.Caller;
import dev.skein.sandbox.http.Request;
import dev.skein.sandbox.http.Response;
import dev.skein.sandbox.http.Xml;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/** The operations on objects, but for multipart uploads. */
final class ObjectOperations {
    private static final int MOST_DELETES = 1000;

    private final Buckets buckets;

    ObjectOperations(Buckets buckets) {
        this.buckets = buckets;
    }

    Response put(S3Request request) {
        Request http = request.http();
        Bucket bucket = buckets.get(request.bucket());
        WriteCondition condition = WriteCondition.of(http);
        Payload payload = Payload.of(http);
        Facts facts = new Facts(payload.md5(), ObjectHeaders.of(http), payload.checksum(), principal(http));
        StoredVersion.Content content = bucket.put(request.key(), payload.bytes(), facts, condition, ObjectEvent.PUT);
        return facts.checksum().addTo(written(bucket, content));
    }

    static String principal(Request http) {
        return Caller.of(http).map(Caller::principal).orElse("");
    }

    Response get(S3Request request) {
        // The AWS SDK sends the checksum of the empty body with GetObject.
        checkBody(request.http());
        StoredVersion.Content content = find(request);
        condition(request.http(), content);
        Response response = withFacts(request, content);
        int size = content.bytes().length;
        Optional<ByteRange> range = request.http().header("range").map(header -> ByteRange.of(header, size));
        if (range.isEmpty()) {
            return response;
        }
        byte[] part = Arrays.copyOfRange(
                content.bytes(), range.get().first(), range.get().last() + 1);
        return new Response(206, response.headers(), part)
                .with("Content-Range", range.get().header(size));
    }

    Response delete(S3Request request) {
        Bucket bucket = buckets.get(request.bucket());
        Optional<StoredVersion> affected = request.versionId()
                .map(id -> bucket.deleteVersion(request.key(), id))
                .orElseGet(() -> bucket.delete(request.key()));
        Response response = Response.of(204);
        Optional<String> id = request.versionId().or(() -> affected.map(StoredVersion::versionId));
        if (affected.filter(ObjectOperations::isMarker).isPresent()) {
            response = response.with("x-amz-delete-marker", "true");
        }
        return id.isPresent() ? response.with("x-amz-version-id", id.get()) : response;
    }

    Response deleteAll(S3Request request) {
        Bucket bucket = buckets.get(request.bucket());
        Payload payload = Payload.of(request.http());
        if (payload.claimed().isEmpty() && request.http().header("content-md5").isEmpty()) {
            throw ErrorCode.INVALID_REQUEST.error(
                    "Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
        }
        Element root = Xml.parse(payload.bytes()).orElseThrow(ErrorCode.MALFORMED_XML::error);
        boolean quiet = Xml.childText(root, "Quiet").orElse("").equals("true");
        List<Element> objects = Xml.children(root).stream()
                .filter(child -> !"Quiet".equals(child.getLocalName()))
                .toList();
        if (objects.isEmpty() || objects.size() > MOST_DELETES) {
            throw ErrorCode.MALFORMED_XML.error();
        }
        Xml result = Xml.fragment();
        objects.forEach(object -> {
            Xml deleted = deleteOne(bucket, object);
            result.append(quiet ? Xml.fragment() : Xml.fragment().element("Deleted", deleted));
        });
        return BucketOperations.xml("DeleteResult", result);
    }

    /** What every answer to a write carries. */
    static Response written(Bucket bucket, StoredVersion.Content content) {
        Response response = Response.of(200).with("ETag", quoted(content.facts().etag()));
        return bucket.versioning() == Bucket.Versioning.NEVER
                ? response
                : response.with("x-amz-version-id", content.versionId());
    }

    static String quoted(String etag) {
        return "\"" + etag + "\"";
    }

    private static Xml deleteOne(Bucket bucket, Element object) {
        for (Element child : Xml.children(object)) {
            if (!List.of("Key", "VersionId").contains(child.getLocalName())) {
                throw ErrorCode.NOT_IMPLEMENTED.error(
                        "The sandbox does not implement " + child.getLocalName() + " of DeleteObjects.");
            }
        }
        String key = Xml.childText(object, "Key").orElseThrow(ErrorCode.MALFORMED_XML::error);
        Optional<String> id = Xml.childText(object, "VersionId").map(VersionIds::check);
        Xml deleted = Xml.fragment().element("Key", key);
        if (id.isPresent()) {
            deleted.element("VersionId", id.get());
            bucket.deleteVersion(key, id.get())
                    .filter(ObjectOperations::isMarker)
                    .ifPresent(marker -> marked(deleted, marker));
        } else {
            bucket.delete(key).ifPresent(marker -> marked(deleted, marker));
        }
        return deleted;
    }

    private static void marked(Xml deleted, StoredVersion marker) {
        deleted.element("DeleteMarker", true).element("DeleteMarkerVersionId", marker.versionId());
    }

    private StoredVersion.Content find(S3Request request) {
        Bucket bucket = buckets.get(request.bucket());
        Optional<String> id = request.versionId();
        StoredVersion version = id.isPresent()
                ? bucket.version(request.key(), id.get())
                        .orElseThrow(() -> ErrorCode.NO_SUCH_VERSION
                                .error()
                                .detail("Key", request.key())
                                .detail("VersionId", id.get()))
                : bucket.current(request.key()).orElseThrow(() -> noSuchKey(request));
        return Bucket.content(version)
                .orElseThrow(() -> (id.isPresent() ? ErrorCode.METHOD_NOT_ALLOWED.error() : noSuchKey(request))
                        .header("x-amz-delete-marker", "true")
                        .header("x-amz-version-id", version.versionId()));
    }

    private static S3Error noSuchKey(S3Request request) {
        return ErrorCode.NO_SUCH_KEY.error().detail("Key", request.key());
    }

    private static void checkBody(Request http) {
        if (Payload.of(http).bytes().length > 0) {
            throw ErrorCode.INVALID_REQUEST.error("This operation takes no body.");
        }
    }

    private static void condition(Request http, StoredVersion.Content content) {
        String etag = content.facts().etag();
        if (http.header("if-match").filter(value -> !matches(value, etag)).isPresent()) {
            throw ErrorCode.PRECONDITION_FAILED.error().detail("Condition", "If-Match");
        }
        if (http.header("if-none-match").filter(value -> matches(value, etag)).isPresent()) {
            throw ErrorCode.NOT_MODIFIED.error().header("ETag", quoted(etag));
        }
    }

    private static boolean matches(String header, String etag) {
        return header.equals("*") || WriteCondition.unquoted(header).equals(etag);
    }

    private Response withFacts(S3Request request, StoredVersion.Content content) {
        Facts facts = content.facts();
        Response response = new Response(200, facts.headers(), content.bytes())
                .with("ETag", quoted(facts.etag()))
                .with("Accept-Ranges", "bytes")
                .with(
                        "Last-Modified",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                content.lastModified().atOffset(ZoneOffset.UTC)));
        if (buckets.get(request.bucket()).versioning() != Bucket.Versioning.NEVER) {
            response = response.with("x-amz-version-id", content.versionId());
        }
        boolean asked = request.http().header("x-amz-checksum-mode").orElse("").equalsIgnoreCase("ENABLED");
        // The checksum is of the whole object, so it does not go with a part of it.
        return asked && request.http().header("range").isEmpty()
                ? facts.checksum().addTo(response)
                : response;
    }

    private static boolean isMarker(StoredVersion version) {
        return version.match(content -> false, marker -> true);
    }
}
