package dev.skein.intake;

/**
 * One version of an S3 object that an event speaks of.
 *
 * @param key decoded
 * @param origin what the event says beside its name
 * @param event the event of this object alone, in a form in which it can be sent again
 */
public record ObjectVersion(String bucket, String key, String versionId, Origin origin, String event) {
    /**
     * Where an object comes from.
     *
     * @param principal who put it there, as S3 names him, such as {@code AWS:AROAEXAMPLEID:session}; empty text where the event does
     *     not say
     * @param sequencer S3's, which tells versions of one key apart; empty text where the event has none
     */
    public record Origin(String principal, String sequencer) {
        /** Takes a sequencer of another form than S3's for none. */
        public Origin {
            sequencer = new Sequencer(sequencer).value();
        }
    }

    /** An object, with an event as S3 would write it. */
    static ObjectVersion of(String bucket, String key, String versionId, Origin origin) {
        return new ObjectVersion(bucket, key, versionId, origin, S3Notification.write(bucket, key, versionId, origin));
    }

    /** The same, with the event that it came by. */
    ObjectVersion by(String received) {
        return new ObjectVersion(bucket, key, versionId, origin, received);
    }

    /** Who put it there; empty text where it is not known. */
    public String principal() {
        return origin.principal();
    }
}
