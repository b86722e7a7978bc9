// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lxt.hub.FakeHub.send;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.api.Fault;
import org.lxt.hub.FakeHub.Seen;
import org.lxt.hub.error.HubException;

/** Connections that break off or stall, servers that lie, and what is left of a pull that was killed. */
@Timeout(60)
class BrokenDownloadsTest {
    private static final String FILE = "model.safetensors";

    @TempDir
    Path cache;

    private final FakeHub server = FakeHub.ofReference();
    private final HubModel model = HubModel.of(FakeHub.MODEL);
    private final byte[] right = server.files.get(FILE);

    @AfterEach
    void close() {
        server.close();
    }

    private Path pull() {
        return Hub.of(server.settings(cache)).pull(model);
    }

    private void assertPulled() {
        assertThat(pull().resolve(FILE)).hasBinaryContent(right);
        assertThat(incomplete()).doesNotExist();
    }

    private Path incomplete() {
        return cache.resolve("models--test-org--small-model/blobs/" + FakeHub.etag(FILE, right) + ".lxt.incomplete");
    }

    /** Nothing has the name of the file, and nothing lies where whole files do. */
    private void assertNothingKept() throws IOException {
        Path blob = cache.resolve("models--test-org--small-model/blobs/" + FakeHub.etag(FILE, right));
        assertThat(blob).doesNotExist();
        try (Stream<Path> all = Files.walk(cache)) {
            assertThat(all.map(p -> p.getFileName().toString())).doesNotContain(FILE);
        }
    }

    @Test
    void aConnectionThatBreaksOffGoesOnWhereItWas() {
        server.next(
                FILE,
                (e, content) -> {
                    e.getResponseHeaders().add("ETag", "\"v1\"");
                    send(e, 200, content, 100_000);
                },
                (e, content) -> {
                    int from = Math.toIntExact(begin(e.getRequestHeaders().getFirst("Range")));
                    e.getResponseHeaders().add("Content-Range", "bytes " + from + "-299999/300000");
                    send(e, 206, Arrays.copyOfRange(content, from, 300_000), 50_000);
                },
                (e, content) -> FakeHub.serve(e, content, "\"v1\""));
        assertPulled();
        List<Seen> requests = server.requests(FILE);
        assertThat(requests).hasSize(3);
        assertThat(requests.getFirst().header("Range")).isEmpty();
        // The JDK's client may throw away what had come when a connection breaks off and was not read yet.
        long second = begin(requests.get(1).header("Range"));
        assertThat(second).isBetween(1L, 100_000L);
        assertThat(begin(requests.get(2).header("Range"))).isBetween(second, second + 50_000);
        assertThat(requests).extracting(s -> s.header("If-range")).containsExactly("", "\"v1\"", "\"v1\"");
    }

    private static long begin(String range) {
        assertThat(range).matches("bytes=\\d+-");
        return Long.parseLong(range.replaceAll("\\D", ""));
    }

    @Test
    void aFileThatChangedMeanwhileIsFetchedFromItsBeginning() {
        server.next(
                FILE,
                (e, content) -> {
                    e.getResponseHeaders().add("ETag", "\"old\"");
                    send(e, 200, new byte[content.length], 100_000);
                },
                (e, content) -> FakeHub.serve(e, content, "\"new\""));
        assertPulled();
    }

    @Test
    void aServerThatDoesNotKnowRangesIsBorneWith() {
        server.next(
                FILE, (e, content) -> send(e, 200, content, 100_000), (e, content) -> send(e, 200, content, 300_000));
        assertPulled();
    }

    @Test
    void aRangeThatBeginsElsewhereIsNotUsed() {
        server.next(FILE, (e, content) -> send(e, 200, content, 100_000), (e, content) -> {
            e.getResponseHeaders().add("Content-Range", "bytes 5-299999/300000");
            send(e, 206, Arrays.copyOfRange(content, 5, 300_000), 299_995);
        });
        assertPulled();
        assertThat(server.requests(FILE)).hasSize(3);
    }

    @Test
    void aKilledPullIsTakenUp() throws IOException {
        Files.createDirectories(incomplete().getParent());
        Files.write(incomplete(), Arrays.copyOf(right, 123_456));
        assertPulled();
        assertThat(server.requests(FILE)).hasSize(1);
        assertThat(server.requests(FILE).getFirst().header("Range")).isEqualTo("bytes=123456-");
    }

    @Test
    void aKilledPullThatHadEverythingIsOnlyChecked() throws IOException {
        Files.createDirectories(incomplete().getParent());
        Files.write(incomplete(), right);
        assertPulled();
        assertThat(server.requests(FILE)).isEmpty();
    }

    @Test
    void whatAKilledPullLeftIsFetchedAgainIfItIsWrong() throws IOException {
        Files.createDirectories(incomplete().getParent());
        Files.write(incomplete(), new byte[123_456]);
        assertPulled();
        assertThat(server.requests(FILE)).hasSize(2);
        assertThat(server.requests(FILE).getLast().header("Range")).isEmpty();
    }

    @Test
    void whatAKilledPullLeftIsFetchedAgainIfItIsTooLong() throws IOException {
        Files.createDirectories(incomplete().getParent());
        Files.write(incomplete(), new byte[400_000]);
        assertPulled();
    }

    @Test
    void aRangeThatIsRefusedIsAskedForAsAWhole() throws IOException {
        Files.createDirectories(incomplete().getParent());
        Files.write(incomplete(), Arrays.copyOf(right, 123_456));
        server.next(FILE, (e, _) -> FakeHub.text(e, 416, ""));
        assertPulled();
    }

    @Test
    void aServerThatFallsSilentIsAskedAgain() {
        server.next(FILE, (e, content) -> {
            send(e, 200, content, 100_000);
            try {
                Thread.sleep(20_000);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        assertPulled();
        assertThat(server.requests(FILE)).extracting(s -> s.header("Range")).containsExactly("", "bytes=100000-");
    }

    @Test
    void aServerThatBreaksOffEachTimeIsGivenUp() throws IOException {
        server.always(FILE, (e, content) -> send(e, 200, content, 1000));
        assertThatThrownBy(this::pull)
                .isInstanceOf(HubException.class)
                .hasMessageStartingWith("'model.safetensors' of test-org/small-model: the hub at http://127.0.0.1:")
                .hasMessageContaining("the connection breaks off: ");
        assertThat(server.requests(FILE)).hasSize(6);
        assertNothingKept();
        assertThat(new String(Files.readAllBytes(incomplete()), StandardCharsets.ISO_8859_1))
                .as("what has come")
                .hasSizeLessThanOrEqualTo(1000)
                .isEqualTo(
                        new String(right, 0, Math.toIntExact(Files.size(incomplete())), StandardCharsets.ISO_8859_1));
    }

    @Test
    void aServerThatGivesALittleEachTimeIsGivenUp() {
        server.always(FILE, (e, content) -> {
            String range = e.getRequestHeaders().getFirst("Range");
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            if (from == 0) {
                send(e, 200, content, 1);
            } else {
                e.getResponseHeaders().add("Content-Range", "bytes " + from + "-299999/300000");
                send(e, 206, Arrays.copyOfRange(content, from, 300_000), 1);
            }
        });
        assertThatThrownBy(this::pull).hasMessageContaining("the connection breaks off");
        assertThat(server.requests(FILE)).hasSize(6);
    }

    @Test
    void anotherSizeIsRefused() throws IOException {
        server.always(FILE, (e, content) -> send(e, 200, Arrays.copyOf(content, 200_000), 200_000));
        assertThatThrownBy(this::pull)
                .hasMessage(
                        "'model.safetensors' of test-org/small-model has 300000 bytes by the hub's list, but 200000 are"
                                + " offered; nothing of it was kept, try later or check the proxy");
        assertNothingKept();
    }

    @Test
    void anotherSizeOfAPartIsRefused() throws IOException {
        Files.createDirectories(incomplete().getParent());
        Files.write(incomplete(), Arrays.copyOf(right, 100));
        server.always(FILE, (e, content) -> {
            e.getResponseHeaders().add("Content-Range", "bytes 100-999/1000");
            send(e, 206, Arrays.copyOfRange(content, 100, 1000), 900);
        });
        assertThatThrownBy(this::pull).hasMessageContaining("has 300000 bytes by the hub's list, but 1000 are offered");
        assertNothingKept();
    }

    @Test
    void aBodyThatDoesNotEndIsReadNoFurtherThanTheFile() throws IOException {
        server.always(FILE, (e, content) -> {
            e.sendResponseHeaders(200, 0);
            try (var out = e.getResponseBody()) {
                out.write(content);
                for (int i = 0; i < 1000; i++) {
                    out.write(new byte[100_000]);
                }
            }
        });
        assertPulled();
        assertThat(pull().resolve(FILE)).hasSize(300_000);
    }

    @Test
    void anotherContentOfTheSameSizeIsRefusedAndNotKept() throws IOException {
        byte[] wrong = right.clone();
        wrong[200_000] ^= 1;
        server.always(FILE, (e, _) -> FakeHub.serve(e, wrong, "\"" + FakeHub.etag(FILE, right) + "\""));
        assertThatThrownBy(this::pull)
                .isInstanceOf(HubException.class)
                .hasMessage(
                        "'model.safetensors' of test-org/small-model does not have the digest that the hub lists, so it"
                                + " was not kept; try later, or check the proxy");
        assertNothingKept();
        assertThat(incomplete()).hasSize(0);
    }

    @Test
    void aSmallFileIsCheckedAsGitDoes() {
        server.always("config.json", (e, content) -> FakeHub.serve(e, new byte[content.length], "\"x\""));
        assertThatThrownBy(this::pull)
                .hasMessageContaining("'config.json' of test-org/small-model does not have the digest");
    }

    @Test
    void aCompressedAnswerIsRefused() {
        server.always(FILE, (e, content) -> {
            e.getResponseHeaders().add("Content-Encoding", "gzip");
            send(e, 200, content, content.length);
        });
        assertThatThrownBy(this::pull).hasMessageContaining("comes compressed");
    }

    @Test
    void whoIsThrottledWaitsAsLongAsTheServerSays() {
        server.next(FILE, (e, _) -> {
            e.getResponseHeaders().add("Retry-After", "1");
            FakeHub.text(e, 429, "");
        });
        long start = System.nanoTime();
        assertPulled();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(990));
    }

    @Test
    void aDateToWaitForIsUnderstood() {
        server.next(FILE, (e, _) -> {
            e.getResponseHeaders()
                    .add(
                            "Retry-After",
                            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                    ZonedDateTime.now(ZoneOffset.UTC).plusHours(3)));
            FakeHub.text(e, 503, "");
        });
        assertThatThrownBy(this::pull)
                .hasMessageMatching(
                        "'model.safetensors' of test-org/small-model: 127.0.0.1 is out of order \\(503\\) and asks"
                                + " to wait 1(79|80) minutes; pull again then, what has come is kept");
    }

    @Test
    void whoIsThrottledForEverGivesUp() {
        server.always(FILE, (e, _) -> FakeHub.text(e, 429, ""));
        assertThatThrownBy(this::pull)
                .hasMessage(
                        "'model.safetensors' of test-org/small-model: 127.0.0.1 says that too much was asked for (429), 6"
                                + " times; pull again later, what has come is kept");
    }

    @Test
    void aPullThatIsInterruptedEndsAndIsTakenUp() throws InterruptedException {
        server.next(FILE, (e, content) -> {
            send(e, 200, content, 100_000);
            try {
                Thread.sleep(1500);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        HubException[] thrown = new HubException[1];
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                pull();
            } catch (HubException e) {
                thrown[0] = e;
            }
        });
        while (!Files.exists(incomplete())) {
            Thread.sleep(5);
        }
        Thread.sleep(200);
        thread.interrupt();
        thread.join(Duration.ofSeconds(10));
        assertThat(thread.isAlive()).isFalse();
        assertThat(thrown[0]).isNotNull();
        assertThat(thrown[0].fault()).isEqualTo(Fault.CANCELLED);
        assertPulled();
    }
}
