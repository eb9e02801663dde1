package dev.skein.sandbox.s3;

/**
 * What happened to an object.
 *
 * @param name as in a record, such as {@code ObjectCreated:Put}
 * @param sequencer hexadecimal; later events of a key have greater ones, compared as text of equal length
 */
record ObjectEvent(String name, String bucket, String key, StoredVersion version, String sequencer) {
    static final String PUT = "ObjectCreated:Put";
    static final String COPY = "ObjectCreated:Copy";
    static final String COMPLETED = "ObjectCreated:CompleteMultipartUpload";
    static final String DELETED = "ObjectRemoved:Delete";
    static final String MARKED = "ObjectRemoved:DeleteMarkerCreated";
}
