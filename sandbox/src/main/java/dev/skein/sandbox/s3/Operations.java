package dev.skein.sandbox.s3;

import dev.skein.sandbox.http.Response;
import dev.skein.sandbox.s3.Operation.Level;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that S3 is here; what is not in this table is refused. */
final class Operations {
    private static final Set<String> NONE = Set.of();
    private static final Set<String> CHECKSUMS = Set.of(
            "x-amz-checksum-crc32",
            "x-amz-checksum-crc32c",
            "x-amz-checksum-crc64nvme",
            "x-amz-checksum-sha1",
            "x-amz-checksum-sha256",
            "x-amz-sdk-checksum-algorithm",
            "x-amz-trailer",
            "x-amz-decoded-content-length");
    private static final Set<String> UPLOAD = union(CHECKSUMS, Set.of("if-match", "if-none-match"));
    // x-amz-te only offers to read an MD5 after the body; S3 says in its answer whether it sends one.
    private static final Set<String> READ =
            union(CHECKSUMS, Set.of("if-match", "if-none-match", "x-amz-checksum-mode", "x-amz-te"));
    private static final Set<String> PAGES = Set.of("prefix", "delimiter", "max-keys", "encoding-type");

    private final List<Operation> operations;

    Operations(
            BucketOperations buckets, ObjectOperations objects, ListOperations lists, MultipartOperations multipart) {
        this.operations = List.of(
                service("GET", buckets::list),
                bucket("PUT", NONE, NONE, NONE, buckets::create),
                bucket("HEAD", NONE, NONE, NONE, buckets::head),
                bucket("DELETE", NONE, NONE, NONE, buckets::delete),
                bucket("GET", Set.of("location"), NONE, NONE, buckets::location),
                bucket("GET", Set.of("versioning"), NONE, NONE, buckets::versioning),
                bucket("PUT", Set.of("versioning"), NONE, CHECKSUMS, buckets::putVersioning),
                bucket("GET", Set.of("notification"), NONE, NONE, buckets::notifications),
                bucket("PUT", Set.of("notification"), NONE, CHECKSUMS, buckets::putNotifications),
                bucket(
                        "GET",
                        Set.of("list-type"),
                        union(PAGES, Set.of("start-after", "continuation-token")),
                        NONE,
                        lists::objects),
                bucket(
                        "GET",
                        Set.of("versions"),
                        union(PAGES, Set.of("key-marker", "version-id-marker")),
                        NONE,
                        lists::versions),
                bucket("POST", Set.of("delete"), NONE, CHECKSUMS, objects::deleteAll),
                object("PUT", NONE, Set.of("x-amz-checksum-*"), union(UPLOAD, Set.of("x-amz-meta-*")), objects::put),
                object("GET", NONE, Set.of("versionId"), READ, objects::get),
                object("HEAD", NONE, Set.of("versionId"), READ, objects::get),
                object("DELETE", NONE, Set.of("versionId"), NONE, objects::delete),
                object(
                        "POST",
                        Set.of("uploads"),
                        NONE,
                        Set.of("x-amz-meta-*", "x-amz-checksum-algorithm", "x-amz-checksum-type"),
                        multipart::create),
                object("PUT", Set.of("uploadId", "partNumber"), NONE, CHECKSUMS, multipart::part),
                object(
                        "POST",
                        Set.of("uploadId"),
                        NONE,
                        union(UPLOAD, Set.of("x-amz-checksum-type")),
                        multipart::complete),
                object("DELETE", Set.of("uploadId"), NONE, NONE, multipart::abort));
    }

    /** The operation that a request asks for. */
    Operation of(S3Request request) {
        return operations.stream()
                .filter(operation -> operation.matches(request))
                .max(Comparator.comparingInt(operation -> operation.markers().size()))
                .orElseThrow(() -> ErrorCode.NOT_IMPLEMENTED.error("The sandbox does not implement this "
                        + request.http().method() + " with the query "
                        + request.http().query().names() + "."));
    }

    private static Operation service(String method, Function<S3Request, Response> handler) {
        return new Operation(method, Level.SERVICE, NONE, NONE, NONE, handler);
    }

    private static Operation bucket(
            String method,
            Set<String> markers,
            Set<String> query,
            Set<String> headers,
            Function<S3Request, Response> handler) {
        return new Operation(method, Level.BUCKET, markers, query, headers, handler);
    }

    private static Operation object(
            String method,
            Set<String> markers,
            Set<String> query,
            Set<String> headers,
            Function<S3Request, Response> handler) {
        return new Operation(method, Level.OBJECT, markers, query, headers, handler);
    }

    private static Set<String> union(Set<String> first, Set<String> second) {
        return Stream.concat(first.stream(), second.stream()).collect(Collectors.toUnmodifiableSet());
    }
}
