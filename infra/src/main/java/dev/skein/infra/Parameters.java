package dev.skein.infra;

import software.amazon.awscdk.CfnParameter;
import software.constructs.Construct;

/** Makes parameters of a template. */
record Parameters(Construct stack) {
    /**
     * A parameter without a default.
     *
     * @param form a regular expression that its whole value has to fit
     * @return what stands for its value
     */
    String text(String name, String description, String form) {
        return CfnParameter.Builder.create(stack, name)
                .type("String")
                .description(description)
                .allowedPattern(form)
                .constraintDescription("has to fit " + form)
                .build()
                .getValueAsString();
    }
}
