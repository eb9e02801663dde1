package dev.skein.sandbox.s3;

import dev.skein.sandbox.http.Request;
import dev.skein.sandbox.http.Response;
import dev.skein.sandbox.http.Xml;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.w3c.dom.Element;

/** Uploads in parts. */
final class MultipartOperations {
    private static final int LEAST_PART = 5 * 1024 * 1024;

    private final Buckets buckets;
    private final Map<String, MultipartUpload> uploads = new ConcurrentHashMap<>();

    MultipartOperations(Buckets buckets) {
        this.buckets = buckets;
    }

    Response create(S3Request request) {
        buckets.get(request.bucket());
        Optional<String> named = request.http().header("x-amz-checksum-algorithm");
        ChecksumAlgorithm algorithm = named.map(name -> ChecksumAlgorithm.named(name)
                        .orElseThrow(
                                () -> ErrorCode.INVALID_REQUEST.error("Checksum algorithm provided is unsupported.")))
                .orElse(ChecksumAlgorithm.CRC64NVME);
        ObjectChecksum.Type type = type(request.http(), algorithm);
        String id = VersionIds.next();
        uploads.put(id, new MultipartUpload(request, algorithm, type));
        Xml xml = Xml.fragment()
                .element("Bucket", request.bucket())
                .element("Key", request.key())
                .element("UploadId", id);
        return BucketOperations.xml("InitiateMultipartUploadResult", xml)
                .with("x-amz-checksum-algorithm", algorithm.name())
                .with("x-amz-checksum-type", type.name());
    }

    Response part(S3Request request) {
        MultipartUpload upload = find(request);
        int number = request.number("partNumber", 0, 1, 10_000);
        Payload payload = Payload.of(request.http());
        ObjectChecksum checksum =
                payload.claimed().orElseGet(() -> ObjectChecksum.full(upload.algorithm(), payload.bytes()));
        upload.parts().put(number, new MultipartUpload.Part(payload.bytes(), payload.md5()));
        return Response.of(200)
                .with("ETag", ObjectOperations.quoted(payload.md5()))
                .with(checksum.algorithm().header(), checksum.value());
    }

    Response complete(S3Request request) {
        MultipartUpload upload = find(request);
        WriteCondition condition = WriteCondition.of(request.http());
        List<MultipartUpload.Part> chosen = chosen(upload, request.http().body());
        byte[] whole = MultipartUpload.joined(chosen);
        Facts facts = upload.facts(chosen, whole);
        checkClaim(request.http(), upload, facts.checksum());
        Bucket bucket = buckets.get(request.bucket());
        StoredVersion.Content content = bucket.put(request.key(), whole, facts, condition, ObjectEvent.COMPLETED);
        request.query("uploadId").ifPresent(uploads::remove);
        Xml xml = Xml.fragment()
                .element(
                        "Location",
                        "http://" + request.http().host() + request.http().path())
                .element("Bucket", request.bucket())
                .element("Key", request.key())
                .element("ETag", ObjectOperations.quoted(facts.etag()))
                .element(
                        facts.checksum().algorithm().element(), facts.checksum().value())
                .element("ChecksumType", facts.checksum().type());
        Response response = BucketOperations.xml("CompleteMultipartUploadResult", xml);
        String version = ObjectOperations.written(bucket, content).headers().getOrDefault("x-amz-version-id", "");
        return version.isEmpty() ? response : response.with("x-amz-version-id", version);
    }

    Response abort(S3Request request) {
        find(request);
        request.query("uploadId").ifPresent(uploads::remove);
        return Response.of(204);
    }

    private MultipartUpload find(S3Request request) {
        buckets.get(request.bucket());
        return request.query("uploadId")
                .map(uploads::get)
                .filter(upload -> upload.isOf(request))
                .orElseThrow(ErrorCode.NO_SUCH_UPLOAD::error);
    }

    private static ObjectChecksum.Type type(Request request, ChecksumAlgorithm algorithm) {
        ObjectChecksum.Type usual = algorithm == ChecksumAlgorithm.CRC64NVME
                ? ObjectChecksum.Type.FULL_OBJECT
                : ObjectChecksum.Type.COMPOSITE;
        ObjectChecksum.Type type = request.header("x-amz-checksum-type")
                .map(name -> Arrays.stream(ObjectChecksum.Type.values())
                        .filter(value -> value.name().equals(name))
                        .findFirst()
                        .orElseThrow(
                                () -> ErrorCode.INVALID_REQUEST.error("Value for x-amz-checksum-type is invalid.")))
                .orElse(usual);
        boolean possible =
                type == ObjectChecksum.Type.FULL_OBJECT ? algorithm.isCrc() : algorithm != ChecksumAlgorithm.CRC64NVME;
        if (!possible) {
            throw ErrorCode.INVALID_REQUEST.error(
                    "The " + type + " checksum type cannot be used with the " + algorithm + " checksum algorithm.");
        }
        return type;
    }

    private static List<MultipartUpload.Part> chosen(MultipartUpload upload, byte[] body) {
        Element root = Xml.parse(body).orElseThrow(ErrorCode.MALFORMED_XML::error);
        List<MultipartUpload.Part> chosen = new ArrayList<>();
        int previous = 0;
        for (Element element : Xml.children(root)) {
            int number = number(element);
            if (number <= previous) {
                throw ErrorCode.INVALID_PART_ORDER.error();
            }
            previous = number;
            chosen.add(checked(upload, element, number));
        }
        if (chosen.isEmpty()) {
            throw ErrorCode.MALFORMED_XML.error();
        }
        if (chosen.subList(0, chosen.size() - 1).stream().anyMatch(part -> part.bytes().length < LEAST_PART)) {
            throw ErrorCode.ENTITY_TOO_SMALL.error();
        }
        return chosen;
    }

    private static MultipartUpload.Part checked(MultipartUpload upload, Element element, int number) {
        String etag = Xml.childText(element, "ETag").orElseThrow(ErrorCode.MALFORMED_XML::error);
        MultipartUpload.Part part = Optional.ofNullable(upload.parts().get(number))
                .filter(found -> found.md5().equals(WriteCondition.unquoted(etag)))
                .orElseThrow(ErrorCode.INVALID_PART::error);
        for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
            Xml.childText(element, algorithm.element()).ifPresent(value -> {
                if (!algorithm.base64(part.bytes()).equals(value)) {
                    throw ErrorCode.INVALID_PART.error();
                }
            });
        }
        return part;
    }

    private static int number(Element part) {
        try {
            return Integer.parseInt(Xml.childText(part, "PartNumber").orElse(""));
        } catch (NumberFormatException e) {
            throw ErrorCode.MALFORMED_XML.error();
        }
    }

    private static void checkClaim(Request request, MultipartUpload upload, ObjectChecksum computed) {
        request.header("x-amz-checksum-type").ifPresent(type -> {
            if (!type.equals(upload.type().name())) {
                throw ErrorCode.INVALID_REQUEST.error("The upload was created with another checksum type.");
            }
        });
        for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
            request.header(algorithm.header()).ifPresent(value -> {
                if (algorithm != computed.algorithm() || !value.equals(computed.value())) {
                    throw ErrorCode.BAD_DIGEST.error();
                }
            });
        }
    }
}
