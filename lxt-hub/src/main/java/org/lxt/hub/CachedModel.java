// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.lxt.hub.cache.ModelCache;
import org.lxt.hub.listing.Listing;
import org.lxt.hub.listing.WantedFiles;

/** What the cache has of a model at one commit. */
final class CachedModel {
    private static final List<String> WEIGHTS = List.of("model.safetensors", "pytorch_model.bin");

    private final ModelCache cache;
    private final HubModel model;
    private final String commit;

    CachedModel(ModelCache cache, HubModel model, String commit) {
        this.cache = cache;
        this.model = model;
        this.commit = commit;
    }

    /** Its path, if every file is there that is wanted of those that the hub listed. */
    Optional<Path> complete() {
        Listing listing = cache.listing(commit);
        if (listing == null) {
            return Optional.empty();
        }
        Set<String> wanted = wanted(listing, model, index -> shards(listing, index));
        boolean isWhole =
                wanted.stream().allMatch(path -> cache.has(commit, Objects.requireNonNull(listing.file(path))));
        return isWhole ? Optional.of(path(cache, model, commit, wanted)) : Optional.empty();
    }

    private Collection<String> shards(Listing listing, String index) {
        return cache.has(commit, Objects.requireNonNull(listing.file(index)))
                ? ShardNames.of(cache.snapshot(commit).resolve(index))
                : List.of();
    }

    /**
     * Its path, if it can be used as far as one can tell where the hub cannot be asked: other libraries do not always keep the
     * list of files, and fetch only those that they need.
     */
    Optional<Path> usable() {
        Optional<Path> whole = complete();
        if (whole.isPresent()) {
            return whole;
        }
        Path folder = cache.snapshot(commit);
        if (model.file() != null) {
            Path file = folder.resolve(WantedFiles.first(model.file()));
            return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
        }
        return Files.isRegularFile(folder.resolve("config.json")) && hasWeights(folder)
                ? Optional.of(folder)
                : Optional.empty();
    }

    private static boolean hasWeights(Path folder) {
        for (String name : WEIGHTS) {
            Path index = folder.resolve(name + ".index.json");
            boolean isWhole = Files.isRegularFile(folder.resolve(name))
                    || (Files.isRegularFile(index)
                            && ShardNames.of(index).stream()
                                    .allMatch(shard -> Files.isRegularFile(folder.resolve(shard))));
            if (isWhole) {
                return true;
            }
        }
        return false;
    }

    /** The files that are wanted of those that are listed. */
    static Set<String> wanted(Listing listing, HubModel model, Function<String, Collection<String>> shards) {
        return model.file() == null
                ? WantedFiles.folder(model.id(), listing, shards)
                : WantedFiles.file(model.id(), listing, model.file());
    }

    /** What to open: the folder, or the file if there is nothing but one. */
    static Path path(ModelCache cache, HubModel model, String commit, Set<String> wanted) {
        Path folder = cache.snapshot(commit);
        if (model.file() != null) {
            return folder.resolve(WantedFiles.first(model.file()));
        }
        String first = wanted.iterator().next();
        return first.endsWith(".gguf") ? folder.resolve(first) : folder;
    }
}
