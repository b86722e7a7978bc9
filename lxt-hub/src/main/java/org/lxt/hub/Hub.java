// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.lxt.hub.cache.ModelCache;
import org.lxt.hub.error.HubException;
import org.lxt.hub.http.HubClient;
import org.lxt.hub.settings.HubSettings;

/**
 * A hub of models, and the cache of what was fetched from it, which is shared with Hugging Face's libraries: what one of them
 * has fetched is not fetched again.
 *
 * {@snippet :
 * Path folder = Hub.ofEnvironment().locate(HubModel.of("HuggingFaceTB/SmolLM2-135M-Instruct"));
 * try (Explainer lxt = Explainer.open(folder)) {
 *     ...
 * }
 * }
 *
 * <p>Only the files that LXT reads are fetched. Each is checked against the size and the digest that the hub lists before
 * it gets its name; a pull that is killed goes on where it was. Safe for use by several threads and processes at once: a file
 * is fetched by one of them, and others wait for it.
 */
public final class Hub {
    private final HubSettings settings;

    private Hub(HubSettings settings) {
        this.settings = settings;
    }

    /** The hub that the environment names. */
    public static Hub ofEnvironment() {
        return of(HubSettings.ofEnvironment());
    }

    /** A hub. */
    public static Hub of(HubSettings settings) {
        return new Hub(settings);
    }

    /** Which hub, which cache, and how. */
    public HubSettings settings() {
        return settings;
    }

    /** As {@link #locate(HubModel, PullListener)}, telling nobody. */
    public Path locate(HubModel model) {
        return locate(model, PullListener.NONE);
    }

    /**
     * The folder or the file of a model: what the cache has, without asking the hub, or else what is missing of it is pulled.
     * A branch stays at the commit that it had when it was last pulled.
     *
     * @return the folder of a checkpoint; of a model that is a GGUF file, or where one file is meant, that file
     * @throws HubException if it is not there and cannot be pulled
     */
    public Path locate(HubModel model, PullListener listener) {
        ModelCache cache = cache(model);
        Optional<String> commit = cache.commit(model.revision());
        Optional<Path> found = commit.flatMap(known -> new CachedModel(cache, model, known).complete());
        if (found.isPresent()) {
            return found.get();
        }
        if (settings.isOffline()) {
            return offline(cache, model);
        }
        try (HubClient client = new HubClient(settings)) {
            String wanted = commit.orElseGet(() -> client.commit(model.id(), model.revision()));
            return new Pull(client, cache, model, wanted, listener).run();
        } catch (HubException e) {
            Optional<Path> usable = commit.flatMap(known -> new CachedModel(cache, model, known).usable());
            return usable.orElseThrow(() -> e);
        }
    }

    /** As {@link #pull(HubModel, PullListener)}, telling nobody. */
    public Path pull(HubModel model) {
        return pull(model, PullListener.NONE);
    }

    /**
     * Fetches what the cache lacks of a model as it is now, or of the commit that is named.
     *
     * @return as {@link #locate}
     * @throws HubException if that cannot be; what has come stays, and the next pull goes on from there
     */
    public Path pull(HubModel model, PullListener listener) {
        ModelCache cache = cache(model);
        if (settings.isOffline()) {
            return offline(cache, model);
        }
        try (HubClient client = new HubClient(settings)) {
            return new Pull(client, cache, model, client.commit(model.id(), model.revision()), listener).run();
        }
    }

    private ModelCache cache(HubModel model) {
        return new ModelCache(settings.cache(), model.id(), settings.linksFiles());
    }

    private static Path offline(ModelCache cache, HubModel model) {
        Optional<Path> found =
                cache.commit(model.revision()).flatMap(commit -> new CachedModel(cache, model, commit).usable());
        return found.orElseThrow(() -> HubException.ofRequest(model
                + (Files.exists(cache.folder())
                        ? " is in the cache, but not as a whole or not at this revision"
                        : " is not in the cache")
                + ", and LXT is offline; pull it when there is a network, or leave out --offline and HF_HUB_OFFLINE"));
    }
}
