package dev.skein.intake;

import dev.skein.intake.ObjectVersion.Origin;
import java.util.List;
import java.util.Set;

/**
 * What the body of a queue's message says: an event of S3, as S3 sends it, as EventBridge does, or either within a message of SNS.
 */
public sealed interface Envelope {
    /**
     * Objects were created.
     *
     * @param accounts those of AWS that the message says it came from; none where it does not say
     */
    record Created(List<ObjectVersion> objects, Set<String> accounts) implements Envelope {
        /** Copies both. */
        public Created {
            objects = List.copyOf(objects);
            accounts = Set.copyOf(accounts);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.created(this);
        }
    }

    /**
     * Nothing to do: S3's test of the queue, or an event of another kind.
     *
     * @param event the event's name
     */
    record Ignorable(String event) implements Envelope {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.ignorable(this);
        }
    }

    /** No S3 event. */
    record Unreadable(String reason) implements Envelope {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.unreadable(this);
        }
    }

    /** One function for each case. */
    interface Cases<R> {
        /** Returns the result for {@link Created}. */
        R created(Created created);

        /** Returns the result for {@link Ignorable}. */
        R ignorable(Ignorable ignorable);

        /** Returns the result for {@link Unreadable}. */
        R unreadable(Unreadable unreadable);
    }

    /** Calls the function of the case at hand. */
    <R> R match(Cases<R> cases);

    /** The objects that were created; none in the other cases. */
    default List<ObjectVersion> objects() {
        return List.of();
    }

    /** Reads a message's body; whatever it is, a case. */
    static Envelope read(String body) {
        try {
            return new Received(body, Set.of()).read();
        } catch (UnreadableEvent e) {
            return new Unreadable(e.reason());
        }
    }

    /**
     * Writes the event of an object as S3 would, for an object that is to be worked on again.
     *
     * @param principal who put it there; empty text where it is not known
     */
    static String created(String bucket, String key, String versionId, String principal) {
        return S3Notification.write(bucket, key, versionId, new Origin(principal, ""));
    }
}
