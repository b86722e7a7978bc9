// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.cli.Main;
import org.lxt.json.JsonText;
import org.lxt.launch.JavaProcess;
import org.lxt.samples.Sample;
import org.lxt.samples.SampleModel;
import tools.jackson.databind.node.ArrayNode;

/** {@code lxt pull} and {@code --model ORG/NAME}, in processes whose environment names a hub on this machine. */
class PullCommandTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    Path scratch;

    private final Map<String, byte[]> files = new TreeMap<>();
    private HttpServer server;

    /** A hub that has the sample decoder. */
    @BeforeEach
    void serve() throws IOException {
        try (Sample sample = Sample.of(SampleModel.DECODER);
                Stream<Path> all = Files.list(sample.folder())) {
            for (Path file : all.toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            byte[] answer = path.contains("/revision/main")
                    ? ("{\"sha\":\"" + COMMIT + "\"}").getBytes()
                    : path.contains("/tree/") ? list() : files.getOrDefault(path.replaceFirst(".*/", ""), new byte[0]);
            exchange.sendResponseHeaders(answer.length == 0 ? 404 : 200, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    private byte[] list() {
        ArrayNode list = JsonText.object().putArray("list");
        files.forEach((name, content) -> {
            String sha = hex("SHA-256", new byte[0], content);
            list.addObject()
                    .put("type", "file")
                    .put("path", name)
                    .put("size", content.length)
                    .put("oid", hex("SHA-1", ("blob " + content.length + "\0").getBytes(), content))
                    .putObject("lfs")
                    .put("oid", sha)
                    .put("size", content.length);
        });
        return JsonText.line(list).getBytes();
    }

    private static String hex(String algorithm, byte[] head, byte[] content) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(head);
            return HexFormat.of().formatHex(digest.digest(content));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private JavaProcess.Result lxt(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .put("HF_ENDPOINT", "http://127.0.0.1:" + server.getAddress().getPort());
        builder.environment().put("HF_HOME", scratch.resolve("home").toString());
        builder.environment().keySet().removeAll(List.of("HF_HUB_CACHE", "HF_HUB_OFFLINE", "HF_TOKEN", "http_proxy"));
        return JavaProcess.runCommand(scratch, builder);
    }

    private static List<String> lines(String text) {
        return text.lines().filter(l -> !l.startsWith("WARNING")).toList();
    }

    @Test
    void aModelIsPulledAndThenExplainedWithoutTheHub() throws IOException, InterruptedException {
        JavaProcess.Result pull = lxt("pull", "test-org/sample");
        assertThat(pull.code()).as(pull.err()).isZero();
        Path folder = Path.of(pull.out().strip());
        assertThat(folder.resolve("model.safetensors")).hasBinaryContent(files.get("model.safetensors"));
        assertThat(lines(pull.err()))
                .anyMatch(l -> l.endsWith("B  config.json"))
                .last()
                .asString()
                .matches("test-org/sample: [0-9.,]+ [kM]B fetched");

        server.stop(0);
        JavaProcess.Result explained = lxt("explain", "--model", "test-org/sample", "--json", "-", "Lars likes");
        assertThat(explained.code()).as(explained.err()).isZero();
        assertThat(explained.out()).contains("\"test-org/sample\"");

        JavaProcess.Result again = lxt("pull", "--offline", "--quiet", "test-org/sample");
        assertThat(again.out().strip()).isEqualTo(folder.toString());
        assertThat(lines(again.err())).isEmpty();
    }

    @Test
    void aModelThatIsNamedIsPulledFirst() throws IOException, InterruptedException {
        JavaProcess.Result result = lxt("inspect", "--model", "test-org/sample@main");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("checkpoint     test-org/sample").contains("can be explained");
    }

    @Test
    void whatIsNotThereIsSaidInASentence() throws IOException, InterruptedException {
        JavaProcess.Result offline = lxt("explain", "--offline", "--model", "test-org/sample", "Lars likes");
        assertThat(offline.code()).isEqualTo(2);
        assertThat(lines(offline.err()))
                .containsExactly(
                        "lxt: there is no folder test-org/sample here, and test-org/sample is not in the cache, and"
                                + " LXT is offline; pull it when there is a network, or leave out --offline and HF_HUB_OFFLINE");
        JavaProcess.Result file = lxt("pull", "test-org/sample", "--file", "x.gguf");
        assertThat(file.code()).isEqualTo(2);
        assertThat(lines(file.err()))
                .containsExactly("lxt: test-org/sample has no file 'x.gguf'; look at its page for the names");
    }
}
