// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.hub.settings.HubSettings;

/** Several threads and several processes that want the same model. */
@Timeout(120)
class ConcurrentPullsTest {
    private static final String FILE = "model.safetensors";

    @TempDir
    Path cache;

    private final FakeHub server = FakeHub.ofReference();

    @AfterEach
    void close() {
        server.close();
    }

    /** A process of its own: pulls with the settings of its environment. */
    static final class Puller {
        private Puller() {}

        public static void main(String[] args) {
            System.out.print(Hub.of(HubSettings.ofEnvironment()).pull(HubModel.of(args[0])));
        }
    }

    private Process puller() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Puller.class.getName(),
                FakeHub.MODEL);
        builder.environment().put("HF_ENDPOINT", server.address().toString());
        builder.environment().put("HF_HUB_CACHE", cache.toString());
        builder.environment().put("HF_TOKEN_PATH", cache.resolve("none").toString());
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private void slowly() {
        server.always(FILE, (e, content) -> {
            e.sendResponseHeaders(200, content.length);
            for (int i = 0; i < 10; i++) {
                e.getResponseBody().write(content, i * content.length / 10, content.length / 10);
                e.getResponseBody().flush();
                try {
                    Thread.sleep(30);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            }
        });
    }

    @Test
    void threadsFetchEachFileOnce() throws InterruptedException, ExecutionException {
        slowly();
        List<Future<Path>> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            for (int i = 0; i < 6; i++) {
                results.add(threads.submit(() -> Hub.of(server.settings(cache)).pull(HubModel.of(FakeHub.MODEL))));
            }
            for (Future<Path> result : results) {
                assertThat(result.get().resolve(FILE)).hasBinaryContent(server.files.get(FILE));
            }
        }
        assertThat(server.requests(FILE)).hasSize(1);
        assertThat(server.seen).filteredOn(s -> s.path().contains("/resolve/")).hasSize(7);
    }

    @Test
    void processesFetchEachFileOnce() throws IOException, InterruptedException {
        slowly();
        Process first = puller();
        Process second = puller();
        for (Process process : List.of(first, second)) {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            Path folder = Path.of(new String(process.getInputStream().readAllBytes()));
            assertThat(folder.resolve(FILE)).hasBinaryContent(server.files.get(FILE));
        }
        assertThat(server.requests(FILE)).hasSize(1);
    }

    @Test
    void aProcessThatIsKilledHoldsNobodyUpAndLosesNothing() throws IOException, InterruptedException {
        server.next(FILE, (e, content) -> {
            FakeHub.send(e, 200, content, 150_000);
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        Process killed = puller();
        Path incomplete = cache.resolve("models--test-org--small-model/blobs/"
                + FakeHub.etag(FILE, server.files.get(FILE)) + ".lxt.incomplete");
        while (!Files.exists(incomplete) || Files.size(incomplete) < 150_000) {
            assertThat(killed.isAlive()).isTrue();
            Thread.sleep(10);
        }
        killed.destroyForcibly().waitFor();
        Path folder = Hub.of(server.settings(cache)).pull(HubModel.of(FakeHub.MODEL));
        assertThat(folder.resolve(FILE)).hasBinaryContent(server.files.get(FILE));
        assertThat(server.requests(FILE).getLast().header("Range")).isEqualTo("bytes=150000-");
    }
}
