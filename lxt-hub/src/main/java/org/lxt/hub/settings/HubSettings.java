// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub.settings;

import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lxt.hub.error.HubException;

/**
 * Which hub is asked, where its files are kept, and how. Immutable; each {@code with} gives another.
 *
 * <p>{@link #ofEnvironment} heeds the variables that Hugging Face's Python library {@code huggingface_hub} does.
 */
public final class HubSettings {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final URI endpoint;
    private final Path cache;
    private final @Nullable String token;
    private final ProxySelector proxies;
    private final boolean offline;
    private final boolean links;
    private final Duration patience;
    private final Duration pause;

    private HubSettings(
            URI endpoint,
            Path cache,
            @Nullable String token,
            ProxySelector proxies,
            boolean offline,
            boolean links,
            Duration patience,
            Duration pause) {
        this.endpoint = endpoint;
        this.cache = cache;
        this.token = token;
        this.proxies = proxies;
        this.offline = offline;
        this.links = links;
        this.patience = patience;
        this.pause = pause;
    }

    /** What the environment of this process says. */
    public static HubSettings ofEnvironment() {
        return of(System.getenv());
    }

    /**
     * What these variables say: {@code HF_ENDPOINT}, {@code HF_HUB_CACHE}, {@code HF_HOME}, {@code HF_TOKEN}, {@code HF_TOKEN_PATH},
     * {@code HF_HUB_OFFLINE}, {@code HF_HUB_DOWNLOAD_TIMEOUT}, {@code HF_HUB_DISABLE_SYMLINKS}, {@code
     * HF_HUB_DISABLE_IMPLICIT_TOKEN}, those of proxies, and the older names of some.
     *
     * @throws HubException if one has a value that it cannot have
     */
    public static HubSettings of(Map<String, String> variables) {
        HubEnvironment environment = new HubEnvironment(variables);
        return new HubSettings(
                endpoint(environment.endpoint()),
                environment.cache(),
                environment.token().orElse(null),
                new EnvironmentProxies(variables),
                environment.isOffline(),
                environment.linksFiles(),
                environment.patience().orElse(PATIENCE),
                PAUSE);
    }

    private static URI endpoint(String text) {
        try {
            URI uri = new URI(text.replaceAll("/+$", ""));
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean usable = (scheme.equals("https") || scheme.equals("http"))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            if (usable) {
                return uri;
            }
        } catch (URISyntaxException _) {
            // the sentence below says what it must be
        }
        throw HubException.ofSetup("HF_ENDPOINT is not the address of a hub; give it as https://HOST, without a name, a"
                + " password or a query");
    }

    /** The hub's address, without a slash at its end. */
    public URI endpoint() {
        return endpoint;
    }

    /** The folder of the cache, which need not exist. */
    public Path cache() {
        return cache;
    }

    /** What says to the hub who asks; sent to the hub alone. */
    public Optional<String> token() {
        return Optional.ofNullable(token);
    }

    /** Through which proxies the hub is reached. */
    public ProxySelector proxies() {
        return proxies;
    }

    /** Whether nothing is asked of the hub. */
    public boolean isOffline() {
        return offline;
    }

    /** Whether snapshots are links to blobs, where the system can make them; otherwise they are the files themselves. */
    public boolean linksFiles() {
        return links;
    }

    /** How long to wait for a connection, and for the next bytes of one. */
    public Duration patience() {
        return patience;
    }

    /** How long to wait before something is tried again; doubled each time, unless the hub says how long. */
    public Duration pause() {
        return pause;
    }

    /** The same, asking nothing of the hub, or asking. */
    public HubSettings withOffline(boolean value) {
        return new HubSettings(endpoint, cache, token, proxies, value, links, patience, pause);
    }

    /** The same with another folder for the cache. */
    public HubSettings withCache(Path folder) {
        return new HubSettings(endpoint, folder, token, proxies, offline, links, patience, pause);
    }

    /** The same with another token; null for none. */
    public HubSettings withToken(@Nullable String value) {
        return new HubSettings(
                endpoint, cache, HubEnvironment.cleaned(value), proxies, offline, links, patience, pause);
    }

    /** The same with another patience and another first pause. */
    public HubSettings withTimes(Duration newPatience, Duration newPause) {
        return new HubSettings(endpoint, cache, token, proxies, offline, links, newPatience, newPause);
    }

    /** Everything but the token. */
    @Override
    public String toString() {
        return endpoint + " kept in " + cache + (offline ? ", offline" : "");
    }
}
