package dev.skein.sandbox.s3;

import dev.skein.sandbox.http.Request;
import java.util.Optional;

/**
 * On what a write depends; decided under the bucket's lock, so that of two writers one loses.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html">Conditional writes</a>
 */
record WriteCondition(Optional<String> ifMatch, boolean ifAbsent) {
    static WriteCondition of(Request request) {
        Optional<String> ifNoneMatch = request.header("if-none-match");
        if (ifNoneMatch.isPresent() && !ifNoneMatch.get().equals("*")) {
            throw ErrorCode.NOT_IMPLEMENTED.error().detail("Header", "If-None-Match");
        }
        Optional<String> ifMatch = request.header("if-match");
        if (ifMatch.isPresent() && ifNoneMatch.isPresent()) {
            throw ErrorCode.NOT_IMPLEMENTED.error().detail("Header", "If-Match");
        }
        return new WriteCondition(ifMatch.map(WriteCondition::unquoted), ifNoneMatch.isPresent());
    }

    void check(Optional<StoredVersion.Content> current) {
        if (ifAbsent && current.isPresent()) {
            throw ErrorCode.PRECONDITION_FAILED.error().detail("Condition", "If-None-Match");
        }
        ifMatch.ifPresent(etag -> {
            StoredVersion.Content content = current.orElseThrow(ErrorCode.NO_SUCH_KEY::error);
            if (!content.facts().etag().equals(etag)) {
                throw ErrorCode.PRECONDITION_FAILED.error().detail("Condition", "If-Match");
            }
        });
    }

    static String unquoted(String etag) {
        return etag.replaceFirst("^\"(.*)\"$", "$1");
    }
}
