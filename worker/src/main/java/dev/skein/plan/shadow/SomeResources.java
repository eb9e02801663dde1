package dev.skein.plan.shadow;

import java.util.Collection;
import java.util.Set;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * Shows Flyway some of a bundle's migrations, and all other files.
 *
 * @param scripts the migrations, as the history names them
 */
record SomeResources(ResourceProvider all, Set<String> scripts) implements ResourceProvider {
    @Override
    public @Nullable LoadableResource getResource(String name) {
        return all.getResource(name);
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        Collection<LoadableResource> found = all.getResources(prefix, suffixes);
        // Callbacks are asked for without a prefix.
        return prefix.isEmpty()
                ? found
                : found.stream()
                        .filter(resource -> scripts.contains(resource.getRelativePath()))
                        .toList();
    }
}
