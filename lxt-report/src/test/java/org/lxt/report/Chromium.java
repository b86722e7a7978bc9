// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.lxt.report.html.HtmlReport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A headless Chromium showing one page, driven over its DevTools protocol. */
final class Chromium implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();

    /** Addresses that were asked for, other than the page itself. */
    final List<String> requests = new CopyOnWriteArrayList<>();
    /** What pages, scripts and policies complained about. */
    final List<String> complaints = new CopyOnWriteArrayList<>();
    /** Dialogs that opened. */
    final List<String> dialogs = new CopyOnWriteArrayList<>();

    private volatile CompletableFuture<Boolean> loaded = new CompletableFuture<>();

    /** The browser's program, if there is one on the path. */
    static Optional<Path> program() {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts the browser, or skips the tests if there is none. */
    static Chromium start() throws Exception {
        Optional<Path> program = program();
        Assumptions.assumeTrue(
                program.isPresent(),
                "no chromium, chromium-browser or google-chrome on the path: pages are not tested in a browser");
        return new Chromium(program.orElseThrow());
    }

    Chromium(Path program) throws Exception {
        profile = Files.createTempDirectory("lxt-chromium-");
        List<String> command = new ArrayList<>(List.of(program.toString(), "--headless", "--no-sandbox"));
        command.addAll(List.of("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"));
        command.addAll(List.of("--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"));
        command.addAll(List.of("--hide-scrollbars", "--remote-debugging-port=0", "--user-data-dir=" + profile));
        command.add("about:blank");
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        String[] place = devTools().split("\n");
        socket = HttpClient.newBuilder()
                .proxy(HttpClient.Builder.NO_PROXY)
                .build()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + place[0] + place[1]), new Listener())
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        attach();
    }

    private String devTools() throws IOException, InterruptedException {
        Path file = profile.resolve("DevToolsActivePort");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            if (Files.exists(file) && Files.readString(file).contains("/")) {
                return Files.readString(file);
            }
            Thread.sleep(50);
        }
        throw new IOException("Chromium did not start");
    }

    private @Nullable String session;

    private void attach() throws Exception {
        String target = call("Target.createTarget", node().put("url", "about:blank"))
                .get("targetId")
                .stringValue();
        ObjectNode flat = node().put("targetId", target).put("flatten", true);
        session = call("Target.attachToTarget", flat).get("sessionId").stringValue();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", node());
        }
    }

    static ObjectNode node() {
        return JSON.createObjectNode();
    }

    /** Calls a method of the protocol. */
    JsonNode call(String method, ObjectNode parameters) throws Exception {
        int id = calls.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        ObjectNode message = node().put("id", id).put("method", method);
        message.set("params", parameters);
        if (session != null) {
            message.put("sessionId", session);
        }
        socket.sendText(JSON.writeValueAsString(message), true).get();
        JsonNode reply = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (reply.has("error")) {
            throw new IOException(method + ": " + reply.get("error"));
        }
        return reply.get("result");
    }

    /** Shows a file and waits until it is there. */
    void open(Path file) throws Exception {
        requests.clear();
        complaints.clear();
        dialogs.clear();
        loaded = new CompletableFuture<>();
        call("Page.navigate", node().put("url", file.toUri().toString()));
        loaded.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        requests.remove(file.toUri().toString());
    }

    /** Writes a report's page to a folder and shows it. */
    void open(Report report, Path folder) throws Exception {
        Path file = folder.resolve("report.html");
        HtmlReport.write(report, file);
        open(file);
    }

    /** The value of a JavaScript expression that gives a text. */
    String text(String expression) throws Exception {
        return evaluate(expression).stringValue();
    }

    /** The value of a JavaScript expression. */
    JsonNode evaluate(String expression) throws Exception {
        JsonNode result =
                call("Runtime.evaluate", node().put("expression", expression).put("returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IOException(expression + ": " + result.get("exceptionDetails"));
        }
        JsonNode value = result.get("result").get("value");
        return value == null ? JSON.nullNode() : value;
    }

    /** Sets the width of the window and the theme that the system asks for. */
    void look(int width, int height, String scheme) throws Exception {
        ObjectNode metrics = node().put("width", width).put("height", height).put("mobile", width < 600);
        call("Emulation.setDeviceMetricsOverride", metrics.put("deviceScaleFactor", 1));
        ObjectNode media = node();
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", scheme);
        call("Emulation.setEmulatedMedia", media);
    }

    void scripts(boolean allowed) throws Exception {
        call("Emulation.setScriptExecutionDisabled", node().put("value", !allowed));
    }

    /** A picture of the page from its top. */
    byte[] picture(int width, int height) throws Exception {
        ObjectNode options = node().put("format", "png").put("captureBeyondViewport", true);
        options.putObject("clip")
                .put("x", 0)
                .put("y", 0)
                .put("width", width)
                .put("height", height)
                .put("scale", 1);
        return Base64.getDecoder()
                .decode(call("Page.captureScreenshot", options).get("data").stringValue());
    }

    private void event(String method, JsonNode data) throws Exception {
        switch (method) {
            case "Page.loadEventFired" -> loaded.complete(true);
            case "Page.javascriptDialogOpening" -> {
                dialogs.add(data.get("message").stringValue());
                Thread.ofVirtual().start(() -> {
                    try {
                        call("Page.handleJavaScriptDialog", node().put("accept", true));
                    } catch (Exception e) {
                        complaints.add(e.toString());
                    }
                });
            }
            case "Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded" ->
                complaints.add(method + " " + data);
            case "Network.requestWillBeSent" ->
                requests.add(data.get("request").get("url").stringValue());
            default -> {}
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                JsonNode message = JSON.readTree(text.toString());
                text.setLength(0);
                receive(message);
            }
            from.request(1);
            return null;
        }

        private void receive(JsonNode message) {
            if (message.has("id")) {
                answers.remove(message.get("id").intValue()).complete(message);
                return;
            }
            try {
                event(message.get("method").stringValue(), message.get("params"));
            } catch (Exception e) {
                complaints.add(e.toString());
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
