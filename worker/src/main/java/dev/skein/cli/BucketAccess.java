package dev.skein.cli;

import software.amazon.awssdk.services.s3.S3Client;

/** The bucket that the command line writes to and reads from. */
public record BucketAccess(S3Client s3, String bucket) {}
