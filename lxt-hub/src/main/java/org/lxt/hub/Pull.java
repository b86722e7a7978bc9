// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongConsumer;
import org.lxt.hub.cache.BlobLock;
import org.lxt.hub.cache.DiskSpace;
import org.lxt.hub.cache.ModelCache;
import org.lxt.hub.http.Download;
import org.lxt.hub.http.HubClient;
import org.lxt.hub.listing.HubFile;
import org.lxt.hub.listing.Listing;

/** One pull of one model at one commit. */
final class Pull {
    private static final long INTERVAL_NANOS = 100_000_000L;

    private final HubClient client;
    private final ModelCache cache;
    private final HubModel model;
    private final String commit;
    private final PullListener listener;
    private long size;
    private long heldBefore;
    private long fetched;
    private long toldAt;

    Pull(HubClient client, ModelCache cache, HubModel model, String commit, PullListener listener) {
        this.client = client;
        this.cache = cache;
        this.model = model;
        this.commit = commit;
        this.listener = listener;
    }

    Path run() {
        Listing listing = cache.listing(commit);
        cache.prepare();
        if (listing == null) {
            listing = client.listing(model.id(), commit);
            cache.keep(commit, listing);
        }
        Listing known = listing;
        Set<String> wanted = CachedModel.wanted(known, model, index -> shards(known, index));
        List<HubFile> files = wanted.stream()
                .map(path -> Objects.requireNonNull(known.file(path)))
                .toList();
        Set<HubFile> missing = new LinkedHashSet<>();
        files.stream().filter(file -> !cache.has(commit, file)).forEach(missing::add);
        size = files.stream().mapToLong(HubFile::size).sum();
        heldBefore = size - missing.stream().mapToLong(HubFile::size).sum();
        DiskSpace.require(
                model.id(),
                cache.folder(),
                missing.stream().mapToLong(this::bytesToCome).sum());
        for (HubFile file : missing) {
            fetch(file);
            heldBefore += file.size();
        }
        cache.remember(model.revision(), commit);
        return CachedModel.path(cache, model, commit, wanted);
    }

    private long bytesToCome(HubFile file) {
        return cache.hasBlob(file) ? 0 : file.size();
    }

    private Collection<String> shards(Listing listing, String index) {
        HubFile file = Objects.requireNonNull(listing.file(index));
        if (!cache.has(commit, file)) {
            fetch(file);
        }
        return ShardNames.of(cache.snapshot(commit).resolve(index));
    }

    private void fetch(HubFile file) {
        try (BlobLock _ = cache.lock(file)) {
            boolean isNew = !cache.hasBlob(file) && !cache.has(commit, file);
            if (isNew) {
                tell(file, 0, true);
                new Download(client, model.id(), commit, file, counter(file)).into(cache.incomplete(file));
                cache.complete(file);
            }
            if (!cache.has(commit, file)) {
                cache.place(commit, file, isNew);
            }
            tell(file, file.size(), true);
        }
    }

    /** Counts what comes of a file; what it begins with came earlier. */
    private LongConsumer counter(HubFile file) {
        long[] last = {-1};
        return held -> {
            fetched += last[0] < 0 ? 0 : Math.max(held - last[0], 0);
            last[0] = held;
            tell(file, held, false);
        };
    }

    private void tell(HubFile file, long held, boolean always) {
        long now = System.nanoTime();
        if (always || now - toldAt >= INTERVAL_NANOS) {
            toldAt = now;
            long all = Math.max(size, file.size());
            listener.at(new PullProgress(file.path(), held, file.size(), heldBefore + held, all, fetched));
        }
    }
}
