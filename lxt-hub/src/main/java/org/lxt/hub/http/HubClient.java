// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lxt.hub.error.HubException;
import org.lxt.hub.listing.FileNames;
import org.lxt.hub.listing.Listing;
import org.lxt.hub.settings.HubSettings;
import org.lxt.json.Dialect;
import org.lxt.json.JsonReader;
import tools.jackson.databind.JsonNode;

/**
 * Asks the hub. Redirects are followed here rather than by the JDK, so that the token goes to the hub's own address and to
 * no other: same scheme, host and port.
 */
public final class HubClient implements AutoCloseable {
    private static final int MOST_REDIRECTS = 10;
    private static final int MOST_PAGES = 300;
    private static final int MOST_PAGE_BYTES = 32_000_000;
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;[^,]*\\brel=\"?next\"?");

    private final HubSettings settings;
    private final HttpClient client;

    /** A client for these settings. */
    public HubClient(HubSettings settings) {
        this.settings = settings;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.patience())
                .proxy(settings.proxies())
                .build();
    }

    HubSettings settings() {
        return settings;
    }

    /**
     * The commit that a revision stands for now.
     *
     * @throws HubException if there is no such model or revision, or the hub does not say
     */
    public String commit(String model, String revision) {
        JsonNode info = json(model, revision, address("/api/models/" + model + "/revision/" + encoded(revision)))
                .node();
        String sha = info.path("sha").isString() ? info.path("sha").stringValue() : "";
        if (!FileNames.isCommit(sha)) {
            throw HubException.ofSetup(model + ": what answers at " + settings.endpoint()
                    + " is no hub, it names no commit; check HF_ENDPOINT");
        }
        return sha;
    }

    /** All files of a model at a commit. */
    public Listing listing(String model, String commit) {
        Listing listing = new Listing(model);
        Optional<URI> next =
                Optional.of(address("/api/models/" + model + "/tree/" + commit + "?recursive=true&expand=false"));
        for (int page = 0; next.isPresent(); page++) {
            if (page == MOST_PAGES) {
                throw HubException.ofSetup(model + ": the hub's list of its files does not end after " + MOST_PAGES
                        + " pages; check HF_ENDPOINT");
            }
            Page read = json(model, commit, next.get());
            listing.addPage(read.node());
            next = read.next();
        }
        return listing;
    }

    /** Where a file of a model is fetched from. */
    URI fileAddress(String model, String commit, String path) {
        StringBuilder name = new StringBuilder();
        for (String part : path.split("/", -1)) {
            name.append('/').append(encoded(part));
        }
        return address("/" + model + "/resolve/" + commit + name);
    }

    private URI address(String path) {
        return URI.create(settings.endpoint() + path);
    }

    /** A part of a path, with everything escaped that is not a letter, a digit or one of {@code -._~}. */
    private static String encoded(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
                escaped.append(c);
            } else {
                escaped.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return escaped.toString();
    }

    private record Page(JsonNode node, Optional<URI> next) {}

    private Page json(String model, String revision, URI address) {
        Attempts attempts = Attempts.few(model, settings.pause());
        while (true) {
            try (HubAnswer answer = get(model, address, Map.of())) {
                if (answer.isWhole()) {
                    byte[] bytes = read(model, answer);
                    return new Page(parsed(model, bytes), next(model, answer));
                }
                if (!answer.isPassing()) {
                    throw Refusals.ofStatus(settings, model, revision, "", answer);
                }
                attempts.failed(Refusals.reason(answer), RetryAfter.of(answer.headers()));
            } catch (IOException e) {
                attempts.failed(settings, e);
            }
        }
    }

    private byte[] read(String model, HubAnswer answer) throws IOException {
        try (InputStream body = WatchedBody.of(answer.body(), settings.patience())) {
            byte[] bytes = body.readNBytes(MOST_PAGE_BYTES + 1);
            if (bytes.length > MOST_PAGE_BYTES) {
                throw HubException.ofSetup(
                        model + ": the hub's answer is longer than " + MOST_PAGE_BYTES + " bytes; check HF_ENDPOINT");
            }
            return bytes;
        }
    }

    private JsonNode parsed(String model, byte[] bytes) {
        JsonReader reader = JsonReader.of(
                Dialect.STANDARD,
                MOST_PAGE_BYTES,
                (_, problem) -> HubException.ofSetup(model + ": what answers at " + settings.endpoint()
                        + " is no hub, its answer " + problem.what() + "; check HF_ENDPOINT and the proxy"));
        return reader.tree(model, new String(bytes, StandardCharsets.UTF_8));
    }

    private static Optional<URI> next(String model, HubAnswer answer) {
        for (String link : answer.headers().allValues("Link")) {
            Matcher matcher = NEXT.matcher(link);
            if (matcher.find()) {
                return Optional.of(resolved(model, answer.address(), matcher.group(1)));
            }
        }
        return Optional.empty();
    }

    /**
     * One request and those that it is redirected to.
     *
     * @param headers in addition to those of every request
     */
    HubAnswer get(String model, URI first, Map<String, String> headers) throws IOException {
        URI address = first;
        for (int i = 0; i <= MOST_REDIRECTS; i++) {
            HubAnswer answer = new HubAnswer(exchange(model, address, headers), address);
            boolean moved = switch (answer.status()) {
                case 301, 302, 303, 307, 308 -> true;
                default -> false;
            };
            if (!moved) {
                return answer;
            }
            answer.close();
            URI from = address;
            address = resolved(
                    model,
                    from,
                    answer.header("Location")
                            .orElseThrow(() -> HubException.ofSetup(
                                    model + ": " + from.getHost() + " redirects to nowhere; try later")));
            if (from.getScheme().equalsIgnoreCase("https")
                    && !address.getScheme().equalsIgnoreCase("https")) {
                throw HubException.ofSetup(model + ": " + from.getHost()
                        + " redirects to an address without encryption; nothing was fetched from there");
            }
        }
        throw HubException.ofSetup(model + ": the hub redirects more than " + MOST_REDIRECTS + " times; try later");
    }

    private HttpResponse<InputStream> exchange(String model, URI address, Map<String, String> headers)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(settings.patience())
                .header("User-Agent", "lxt-java")
                .header("Accept-Encoding", "identity");
        headers.forEach(request::header);
        settings.token()
                .filter(_ -> isHub(address))
                .ifPresent(token -> request.header("Authorization", "Bearer " + token));
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw HubException.interrupted(model);
        }
    }

    private boolean isHub(URI address) {
        URI hub = settings.endpoint();
        return hub.getScheme().equalsIgnoreCase(address.getScheme())
                && hub.getHost().equalsIgnoreCase(address.getHost())
                && port(hub) == port(address);
    }

    private static int port(URI address) {
        int standard = address.getScheme().equalsIgnoreCase("https") ? 443 : 80;
        return address.getPort() < 0 ? standard : address.getPort();
    }

    private static URI resolved(String model, URI from, String location) {
        try {
            URI address = from.resolve(new URI(location));
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            if (address.getHost() != null && (scheme.equals("https") || scheme.equals("http"))) {
                return address;
            }
        } catch (URISyntaxException _) {
            // the sentence below says so
        }
        throw HubException.ofSetup(model + ": " + from.getHost()
                + " redirects to something that is no address of the web," + " so it was not followed");
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
