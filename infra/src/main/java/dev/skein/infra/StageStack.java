package dev.skein.infra;

import dev.skein.infra.stage.Place;
import java.util.List;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;
import software.constructs.Construct;

/** A stack of a stage, with its tags. */
final class StageStack extends Stack {
    /**
     * @param what of the stage; empty text for all of it
     * @param description in the console
     */
    StageStack(Construct scope, Place place, String what, String description) {
        super(
                scope,
                what.isEmpty() ? place.cluster() : place.name(what),
                StackProps.builder()
                        .env(Environment.builder()
                                .account(place.account())
                                .region(place.region())
                                .build())
                        .description(description)
                        .build());
        Tags.of(this).add("skein:stage", place.stage());
        place.tags().forEach((key, value) -> Tags.of(this).add(key, value));
    }

    /** The first two of the region, whichever they are: to look them up would need the account when templates are made. */
    @Override
    public List<String> getAvailabilityZones() {
        return List.of(Fn.select(0, Fn.getAzs()), Fn.select(1, Fn.getAzs()));
    }
}
