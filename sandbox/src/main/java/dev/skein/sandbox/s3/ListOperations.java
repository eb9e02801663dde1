package dev.skein.sandbox.s3;

import dev.skein.sandbox.Account;
import dev.skein.sandbox.http.Response;
import dev.skein.sandbox.http.Xml;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** ListObjectsV2 and ListObjectVersions. */
final class ListOperations {
    private static final int MOST = 1000;

    private final Buckets buckets;

    ListOperations(Buckets buckets) {
        this.buckets = buckets;
    }

    Response objects(S3Request request) {
        if (!request.query("list-type").orElse("").equals("2")) {
            throw ErrorCode.NOT_IMPLEMENTED.error("The sandbox lists by list-type 2 only.");
        }
        Page.Wish wish = wish(request);
        Optional<String> token = request.query("continuation-token").map(ListOperations::fromToken);
        String startAfter = request.query("start-after").orElse("");
        List<Bucket.Entry> candidates = buckets.get(request.bucket()).entries().stream()
                .filter(entry ->
                        entry.latest() && Bucket.content(entry.version()).isPresent())
                .filter(wish::wants)
                .filter(entry -> isAfter(entry.key(), startAfter))
                .filter(entry -> token.isEmpty() || isAfter(wish.nameOf(entry.key()), token.get()))
                .toList();
        Page page = Page.of(candidates, wish);
        UnaryOperator<String> encode = encoding(request);
        Xml xml = head(request, encode)
                .element(
                        "KeyCount",
                        page.entries().size() + page.commonPrefixes().size());
        request.query("start-after").ifPresent(value -> xml.element("StartAfter", encode.apply(value)));
        request.query("continuation-token").ifPresent(value -> xml.element("ContinuationToken", value));
        xml.element("IsTruncated", page.truncated());
        if (page.truncated()) {
            xml.element("NextContinuationToken", toToken(page.last()));
        }
        page.entries()
                .forEach(entry -> Bucket.content(entry.version())
                        .ifPresent(content -> xml.element("Contents", facts(entry.key(), content, encode))));
        return BucketOperations.xml("ListBucketResult", xml.append(prefixes(page, encode)));
    }

    Response versions(S3Request request) {
        Page.Wish wish = wish(request);
        String keyMarker = request.query("key-marker").orElse("");
        List<Bucket.Entry> entries = buckets.get(request.bucket()).entries();
        List<Bucket.Entry> candidates = request.query("version-id-marker")
                .map(id -> afterVersion(entries, keyMarker, id))
                .orElseGet(() -> entries.stream()
                        .filter(entry -> keyMarker.isEmpty() || isAfter(wish.nameOf(entry.key()), keyMarker))
                        .toList());
        Page page = Page.of(candidates.stream().filter(wish::wants).toList(), wish);
        UnaryOperator<String> encode = encoding(request);
        Xml xml = head(request, encode).element("KeyMarker", encode.apply(keyMarker));
        request.query("version-id-marker").ifPresent(id -> xml.element("VersionIdMarker", id));
        xml.element("IsTruncated", page.truncated()).append(nextMarkers(page, encode));
        page.entries().forEach(entry -> addVersion(xml, entry, encode));
        return BucketOperations.xml("ListVersionsResult", xml.append(prefixes(page, encode)));
    }

    private static List<Bucket.Entry> afterVersion(List<Bucket.Entry> entries, String key, String versionId) {
        for (int i = 0; i < entries.size(); i++) {
            Bucket.Entry entry = entries.get(i);
            if (entry.key().equals(key) && entry.version().versionId().equals(versionId)) {
                return entries.subList(i + 1, entries.size());
            }
        }
        throw ErrorCode.INVALID_ARGUMENT
                .error("Invalid version id specified")
                .detail("ArgumentName", "version-id-marker");
    }

    private static Xml nextMarkers(Page page, UnaryOperator<String> encode) {
        Xml xml = Xml.fragment();
        if (page.truncated()) {
            xml.element("NextKeyMarker", encode.apply(page.last()));
            page.entries().stream()
                    .reduce((first, second) -> second)
                    .filter(entry -> entry.key().equals(page.last()))
                    .ifPresent(entry ->
                            xml.element("NextVersionIdMarker", entry.version().versionId()));
        }
        return xml;
    }

    private static void addVersion(Xml xml, Bucket.Entry entry, UnaryOperator<String> encode) {
        StoredVersion version = entry.version();
        Xml common = Xml.fragment().element("VersionId", version.versionId()).element("IsLatest", entry.latest());
        version.match(
                content -> xml.element(
                        "Version", facts(entry.key(), content, encode).append(common)),
                marker -> xml.element(
                        "DeleteMarker",
                        Xml.fragment()
                                .element("Key", encode.apply(entry.key()))
                                .element("LastModified", EventJson.MILLIS.format(marker.lastModified()))
                                .element("Owner", Xml.fragment().element("ID", Account.ID))
                                .append(common)));
    }

    private static Xml head(S3Request request, UnaryOperator<String> encode) {
        Xml xml = Xml.fragment()
                .element("Name", request.bucket())
                .element("Prefix", encode.apply(request.query("prefix").orElse("")))
                .element("MaxKeys", wish(request).most());
        request.query("delimiter").ifPresent(value -> xml.element("Delimiter", encode.apply(value)));
        request.query("encoding-type").ifPresent(value -> xml.element("EncodingType", value));
        return xml;
    }

    private static Xml facts(String key, StoredVersion.Content content, UnaryOperator<String> encode) {
        return Xml.fragment()
                .element("Key", encode.apply(key))
                .element("LastModified", EventJson.MILLIS.format(content.lastModified()))
                .element("ETag", ObjectOperations.quoted(content.facts().etag()))
                .element("ChecksumAlgorithm", content.facts().checksum().algorithm())
                .element("ChecksumType", content.facts().checksum().type())
                .element("Size", content.bytes().length)
                .element("StorageClass", "STANDARD");
    }

    private static Xml prefixes(Page page, UnaryOperator<String> encode) {
        Xml xml = Xml.fragment();
        page.commonPrefixes()
                .forEach(prefix ->
                        xml.element("CommonPrefixes", Xml.fragment().element("Prefix", encode.apply(prefix))));
        return xml;
    }

    private static Page.Wish wish(S3Request request) {
        return new Page.Wish(
                request.query("prefix").orElse(""),
                request.query("delimiter").orElse(""),
                Math.min(MOST, request.number("max-keys", MOST, 0, Integer.MAX_VALUE)));
    }

    private static UnaryOperator<String> encoding(S3Request request) {
        Optional<String> type = request.query("encoding-type");
        if (type.isEmpty()) {
            return UnaryOperator.identity();
        }
        if (!type.get().equals("url")) {
            throw ErrorCode.INVALID_ARGUMENT.error("Invalid Encoding Method specified in Request");
        }
        return text -> URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%2F", "/");
    }

    private static boolean isAfter(String name, String marker) {
        return KeyOrder.UTF_8.compare(name, marker) > 0;
    }

    private static String toToken(String last) {
        return Base64.getUrlEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8));
    }

    private static String fromToken(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ErrorCode.INVALID_ARGUMENT.error("The continuation token provided is incorrect");
        }
    }
}
