package dev.skein.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A bundle that was uploaded.
 *
 * @param prefix where all attempts of its run lie
 */
record Upload(String target, String prefix) {
    /** Uploads a version of the growing bundle for a target. */
    static Upload put(CloudDoor cloud, String target, int migrations, Path archive) throws IOException {
        String version = "load/" + GrowingBundle.version(migrations);
        String id = cloud.put("bundles/" + target + "/" + version + ".zip", archive);
        return new Upload(target, "runs/" + target + "/" + version + "/" + id + "/");
    }

    /** Where its one outcome is to be. */
    String outcome() {
        return prefix + "1/outcome.json";
    }
}
