package dev.skein.sandbox.s3;

import dev.skein.sandbox.Account;
import dev.skein.sandbox.http.Query;
import dev.skein.sandbox.http.Refusal;
import dev.skein.sandbox.http.Request;
import dev.skein.sandbox.http.Response;
import dev.skein.sandbox.http.Service;
import dev.skein.sandbox.sqs.Queues;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * S3 in memory: versions, conditional and multipart uploads, checksums and notifications to SQS. What it does not know
 * it refuses with 501.
 */
public final class S3Service implements Service, AutoCloseable {
    private static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Clock clock;
    private final Notifier notifier;
    private final Operations operations;

    /** S3 that notifies those queues. */
    public S3Service(Queues queues, Clock clock) {
        this.clock = clock;
        this.notifier = new Notifier(queues, clock);
        Buckets buckets = new Buckets(clock, notifier::tell);
        this.operations = new Operations(
                new BucketOperations(buckets, notifier),
                new ObjectOperations(buckets),
                new ListOperations(buckets),
                new MultipartOperations(buckets));
    }

    @Override
    public Response handle(Request request) {
        try {
            S3Request s3 = S3Request.of(request);
            Operation operation = operations.of(s3);
            operation.refuseUnknown(request);
            checkOwner(request);
            checkExpiry(request.query());
            return withIds(operation.handler().apply(s3));
        } catch (S3Error e) {
            return error(request, e);
        } catch (IllegalArgumentException e) {
            return error(request, ErrorCode.INVALID_REQUEST.error("Couldn't parse the specified URI."));
        }
    }

    @Override
    public Response refuse(Request request, Refusal refusal) {
        ErrorCode code = switch (refusal) {
            case ACCESS_DENIED, ANONYMOUS -> ErrorCode.ACCESS_DENIED;
            case UNKNOWN_KEY -> ErrorCode.INVALID_ACCESS_KEY_ID;
            case TOO_LARGE -> ErrorCode.ENTITY_TOO_LARGE;
            case FAULT -> ErrorCode.INTERNAL_ERROR;
        };
        return error(request, code.error());
    }

    @Override
    public void close() {
        notifier.close();
    }

    private static Response error(Request request, S3Error error) {
        String id = RequestIds.next();
        return error.response(request.path(), id).with("x-amz-request-id", id).with("x-amz-id-2", RequestIds.host());
    }

    private static Response withIds(Response response) {
        return response.with("x-amz-request-id", RequestIds.next()).with("x-amz-id-2", RequestIds.host());
    }

    private static void checkOwner(Request request) {
        if (request.header("x-amz-expected-bucket-owner")
                .filter(owner -> !owner.equals(Account.ID))
                .isPresent()) {
            throw ErrorCode.ACCESS_DENIED.error();
        }
    }

    /** Presigned requests end when they say so. */
    private void checkExpiry(Query query) {
        if (!query.has("X-Amz-Expires")) {
            return;
        }
        try {
            Instant signed = BASIC.parse(query.get("X-Amz-Date").orElse(""), Instant::from);
            long seconds = Long.parseLong(query.get("X-Amz-Expires").orElse(""));
            if (clock.instant().isAfter(signed.plusSeconds(seconds))) {
                throw ErrorCode.ACCESS_DENIED.error("Request has expired");
            }
        } catch (DateTimeException | NumberFormatException e) {
            throw ErrorCode.INVALID_REQUEST.error("X-Amz-Date or X-Amz-Expires is invalid.");
        }
    }
}
