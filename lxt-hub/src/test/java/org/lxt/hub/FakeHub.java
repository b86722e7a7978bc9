// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.lxt.hub.settings.HubSettings;
import org.lxt.json.JsonText;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A hub on this machine that does what it is told to, wrong things among them. */
final class FakeHub implements AutoCloseable {
    static final String MODEL = "test-org/small-model";
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    /** What is done instead of answering a request as a hub should. */
    interface Fault {
        /** Answers it; {@code content} is the whole file, empty for what is no file. */
        void answer(HttpExchange exchange, byte[] content) throws IOException;
    }

    /** A request as it came. */
    record Seen(String path, Map<String, List<String>> headers) {
        String header(String name) {
            List<String> values = headers.get(name);
            return values == null ? "" : values.getFirst();
        }
    }

    final Map<String, byte[]> files = new TreeMap<>();
    final List<Seen> seen = new CopyOnWriteArrayList<>();
    volatile String commit = COMMIT;
    volatile int pageSize = 1000;
    private final Map<String, Deque<Fault>> faults = new ConcurrentHashMap<>();
    private final Map<String, Fault> always = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    FakeHub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** One with the files that {@code oracle/make/hub_cache.py} serves, too. */
    static FakeHub ofReference() {
        FakeHub hub = new FakeHub();
        List<String> names = List.of(
                ".gitattributes 100",
                "1_Pooling/config.json 190",
                "README.md 1000",
                "additional_chat_templates/tools.jinja 333",
                "config.json 600",
                "model.safetensors 300000",
                "modules.json 230",
                "onnx/model.onnx 5000",
                "pytorch_model.bin 290000",
                "tokenizer.json 70000",
                "tokenizer_config.json 600");
        for (int n = 0; n < names.size(); n++) {
            String[] parts = names.get(n).split(" ");
            hub.files.put(parts[0], content(n, Integer.parseInt(parts[1])));
        }
        return hub;
    }

    static byte[] content(int number, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (7 * number + i * (number + 3) + i / 251);
        }
        return bytes;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Settings for it, with short times. */
    HubSettings settings(Path cache) {
        return settings(cache, Map.of());
    }

    HubSettings settings(Path cache, Map<String, String> more) {
        Map<String, String> variables = new TreeMap<>(more);
        variables.putIfAbsent("HF_ENDPOINT", address().toString());
        variables.put("HF_HUB_CACHE", cache.toString());
        variables.putIfAbsent("HF_TOKEN_PATH", cache.resolve("no-token").toString());
        return HubSettings.of(variables).withTimes(Duration.ofSeconds(2), Duration.ofMillis(5));
    }

    /** The next requests for this file, or this path, end like this. */
    FakeHub next(String path, Fault... inOrder) {
        faults.computeIfAbsent(path, _ -> new ConcurrentLinkedDeque<>()).addAll(List.of(inOrder));
        return this;
    }

    /** All requests for this file, or this path, end like this. */
    FakeHub always(String path, Fault fault) {
        always.put(path, fault);
        return this;
    }

    /** The requests for this file, in order. */
    List<Seen> requests(String file) {
        return seen.stream().filter(s -> s.path().endsWith("/" + file)).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            seen.add(new Seen(path, new TreeMap<>(exchange.getRequestHeaders())));
            String file = path.replaceFirst("^/" + MODEL + "/resolve/[^/]+/", "");
            byte[] content = files.getOrDefault(file, new byte[0]);
            Fault fault = faults.getOrDefault(file, new ArrayDeque<>()).poll();
            if (fault == null) {
                fault = always.get(file);
            }
            if (fault != null) {
                fault.answer(exchange, content);
            } else if (path.startsWith("/api/models/" + MODEL + "/revision/")) {
                text(exchange, 200, JsonText.line(Map.of("id", MODEL, "sha", commit)));
            } else if (path.startsWith("/api/models/" + MODEL + "/tree/")) {
                page(exchange);
            } else if (files.containsKey(file)) {
                serve(exchange, content, "\"" + etag(file, content) + "\"");
            } else {
                error(exchange, 404, path.startsWith("/" + MODEL) ? "EntryNotFound" : "RepoNotFound", "");
            }
        }
    }

    private void page(HttpExchange exchange) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        int from = query.contains("cursor=") ? Integer.parseInt(query.replaceFirst(".*cursor=(\\d+).*", "$1")) : 0;
        List<String> names = files.keySet().stream().skip(from).limit(pageSize).toList();
        if (from + pageSize < files.size()) {
            exchange.getResponseHeaders()
                    .add(
                            "Link",
                            "<" + address() + exchange.getRequestURI().getPath() + "?recursive=true&cursor="
                                    + (from + pageSize) + ">; rel=\"next\"");
        }
        ArrayNode list = JsonText.object().putArray("list");
        for (String name : names) {
            byte[] content = files.get(name);
            ObjectNode entry = list.addObject();
            entry.put("type", "file").put("size", content.length).put("path", name);
            if (isLarge(name)) {
                String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:" + etag(name, content)
                        + "\nsize " + content.length + "\n";
                entry.put("oid", gitId(pointer.getBytes(StandardCharsets.UTF_8)));
                entry.putObject("lfs")
                        .put("oid", etag(name, content))
                        .put("size", content.length)
                        .put("pointerSize", pointer.length());
            } else {
                entry.put("oid", gitId(content));
            }
        }
        text(exchange, 200, JsonText.line(list));
    }

    private static boolean isLarge(String name) {
        return name.matches(".*\\.(safetensors|bin|onnx|gguf|pth)");
    }

    static String etag(String name, byte[] content) {
        return isLarge(name) ? hex("SHA-256", content) : gitId(content);
    }

    private static String gitId(byte[] content) {
        byte[] head = ("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[head.length + content.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(content, 0, all, head.length, content.length);
        return hex("SHA-1", all);
    }

    static String hex(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Serves a file as it should be, ranges included. */
    static void serve(HttpExchange exchange, byte[] content, String etag) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        String condition = exchange.getRequestHeaders().getFirst("If-Range");
        exchange.getResponseHeaders().add("ETag", etag);
        if (range == null || (condition != null && !condition.equals(etag))) {
            send(exchange, 200, content, content.length);
            return;
        }
        int from = Integer.parseInt(range.replaceFirst("bytes=(\\d+)-", "$1"));
        byte[] rest = java.util.Arrays.copyOfRange(content, from, content.length);
        exchange.getResponseHeaders()
                .add("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        send(exchange, 206, rest, rest.length);
    }

    /** Sends so much of the body and then breaks off. */
    static void send(HttpExchange exchange, int status, byte[] body, int bytes) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        OutputStream out = exchange.getResponseBody();
        out.write(body, 0, bytes);
        if (bytes < body.length) {
            out.flush();
        }
    }

    static void text(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        send(exchange, status, bytes, bytes.length);
    }

    static void error(HttpExchange exchange, int status, String code, String message) throws IOException {
        exchange.getResponseHeaders().add("X-Error-Code", code);
        exchange.getResponseHeaders().add("X-Error-Message", message);
        text(exchange, status, "{}");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
