// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.hub.error.HubException;
import org.lxt.json.Dialect;
import org.lxt.json.JsonReader;
import tools.jackson.databind.JsonNode;

/** What is pulled and where it lies, compared with what huggingface_hub makes of the same model. */
class HubTest {
    private static final JsonReader JSON = JsonReader.of(
            Dialect.STANDARD, 1_000_000, (file, problem) -> new IllegalStateException(file + problem.what()));

    @TempDir
    Path cache;

    private final FakeHub server = FakeHub.ofReference();
    private final HubModel model = HubModel.of(FakeHub.MODEL);

    @AfterEach
    void close() {
        server.close();
    }

    private Hub hub() {
        return Hub.of(server.settings(cache));
    }

    private static JsonNode reference() throws IOException {
        try (var in = HubTest.class.getResourceAsStream("cache-tree.json")) {
            return JSON.tree("cache-tree.json", new String(in.readAllBytes()));
        }
    }

    @Test
    void theCacheIsLaidOutAsHuggingfaceHubDoes() throws IOException {
        Path folder = hub().pull(model);
        assertThat(folder).isEqualTo(cache.resolve(reference().path("folder").stringValue()));
        Map<String, String> expected = new TreeMap<>();
        reference().path("tree").properties().forEach(e -> {
            boolean isTree = e.getKey().contains("/trees/");
            expected.put(
                    e.getKey(), isTree ? e.getValue().toString() : e.getValue().stringValue());
        });
        assertThat(expected).hasSizeGreaterThan(20);
        assertThat(describe()).isEqualTo(expected);
        assertThat(cache.resolve("CACHEDIR.TAG")).content().startsWith("Signature: 8a477f597d28d172789f06886806bc55");
    }

    private Map<String, String> describe() throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> all = Files.walk(cache)) {
            for (Path path : all.filter(p -> !Files.isDirectory(p)).toList()) {
                String name = cache.relativize(path).toString();
                if (Files.isSymbolicLink(path)) {
                    tree.put(name, "link " + Files.readSymbolicLink(path));
                } else if (name.startsWith(".locks/")) {
                    tree.put(name, "lock");
                } else if (name.contains("/refs/")) {
                    tree.put(name, Files.readString(path));
                } else if (name.contains("/trees/")) {
                    tree.put(name, JSON.tree(path).toString());
                } else {
                    tree.put(name, "sha256 " + FakeHub.hex("SHA-256", Files.readAllBytes(path)));
                }
            }
        }
        tree.remove("CACHEDIR.TAG");
        return tree;
    }

    @Test
    void aCacheOfHuggingfaceHubIsUsedWithoutAskingTheHub() throws IOException {
        for (Map.Entry<String, JsonNode> entry : reference().path("tree").properties()) {
            Path path = cache.resolve(entry.getKey());
            Files.createDirectories(path.getParent());
            String what = entry.getValue().isString()
                    ? entry.getValue().stringValue()
                    : entry.getValue().toString();
            if (what.startsWith("link ")) {
                Files.createSymbolicLink(path, Path.of(what.substring(5)));
            } else if (what.startsWith("sha256 ")) {
                Files.write(
                        path,
                        server.files.values().stream()
                                .filter(b -> what.endsWith(FakeHub.hex("SHA-256", b)))
                                .findFirst()
                                .orElseThrow());
            } else {
                Files.writeString(path, what);
            }
        }
        Path folder = hub().locate(model);
        assertThat(folder.resolve("model.safetensors")).hasBinaryContent(server.files.get("model.safetensors"));
        assertThat(server.seen).isEmpty();
    }

    @Test
    void aSecondPullFetchesNothingAgain() {
        hub().pull(model);
        server.seen.clear();
        hub().pull(model);
        assertThat(server.seen)
                .extracting(FakeHub.Seen::path)
                .containsExactly("/api/models/test-org/small-model/revision/main");
        server.seen.clear();
        hub().locate(model);
        assertThat(server.seen).isEmpty();
    }

    @Test
    void aNewCommitFetchesOnlyWhatIsNew() throws IOException {
        Path old = hub().pull(model);
        server.commit = "f".repeat(40);
        server.files.put("config.json", FakeHub.content(50, 700));
        server.seen.clear();
        assertThat(hub().locate(model)).isEqualTo(old);
        Path fresh = hub().pull(model);
        assertThat(fresh).hasFileName("f".repeat(40));
        assertThat(server.seen).filteredOn(s -> s.path().contains("/resolve/")).hasSize(1);
        assertThat(fresh.resolve("config.json")).hasBinaryContent(FakeHub.content(50, 700));
        assertThat(old.resolve("config.json")).hasBinaryContent(FakeHub.content(4, 600));
        assertThat(fresh.resolve("model.safetensors").toRealPath())
                .isEqualTo(old.resolve("model.safetensors").toRealPath());
        assertThat(hub().locate(model)).isEqualTo(fresh);
        assertThat(hub().locate(model.at(FakeHub.COMMIT))).isEqualTo(old);
    }

    @Test
    void revisionsWithSlashesAreAskedForAndRemembered() {
        hub().pull(model.at("refs/pr/7"));
        assertThat(server.seen.getFirst().path()).isEqualTo("/api/models/test-org/small-model/revision/refs/pr/7");
        assertThat(cache.resolve("models--test-org--small-model/refs/refs/pr/7"))
                .hasContent(FakeHub.COMMIT);
    }

    @Test
    void aListOfSeveralPagesIsReadToItsEnd() throws IOException {
        server.pageSize = 3;
        assertThat(hub().pull(model).resolve("tokenizer_config.json")).exists();
        assertThat(server.seen).filteredOn(s -> s.path().contains("/tree/")).hasSize(4);
    }

    @Test
    void theShardsOfAnIndexArePulledAndNoOthers() {
        server.files.remove("model.safetensors");
        server.files.put("model-00001-of-00002.safetensors", FakeHub.content(20, 1000));
        server.files.put("odd-name.safetensors", FakeHub.content(21, 1000));
        server.files.put("model-00003-of-00003.safetensors", FakeHub.content(22, 1000));
        server.files.put(
                "model.safetensors.index.json",
                "{\"weight_map\":{\"a\":\"model-00001-of-00002.safetensors\",\"b\":\"odd-name.safetensors\"}}"
                        .getBytes());
        Path folder = hub().pull(model);
        assertThat(folder.resolve("model-00001-of-00002.safetensors")).exists();
        assertThat(folder.resolve("odd-name.safetensors")).exists();
        assertThat(folder.resolve("model-00003-of-00003.safetensors")).doesNotExist();
        assertThat(folder.resolve("pytorch_model.bin")).doesNotExist();
        server.seen.clear();
        assertThat(hub().locate(model)).isEqualTo(folder);
        assertThat(server.seen).isEmpty();
    }

    @Test
    void aShardThatLeadsElsewhereIsRefused() {
        server.files.remove("model.safetensors");
        server.files.put("model.safetensors.index.json", "{\"weight_map\":{\"a\":\"../../x.safetensors\"}}".getBytes());
        assertThatThrownBy(() -> hub().pull(model))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("has no file '../../x.safetensors'");
    }

    @Test
    void torchsFilesAreTakenWhereThereIsNothingElse() {
        server.files.remove("model.safetensors");
        Path folder = hub().pull(model);
        assertThat(folder.resolve("pytorch_model.bin")).exists();
    }

    @Test
    void oneGgufFileIsChosenByItsNameWithItsParts() {
        server.files.keySet().removeIf(name -> name.contains("model."));
        server.files.put("x-Q4_K_M.gguf", FakeHub.content(30, 2000));
        server.files.put("big/y-00001-of-00002.gguf", FakeHub.content(31, 2000));
        server.files.put("big/y-00002-of-00002.gguf", FakeHub.content(32, 2000));
        assertThatThrownBy(() -> hub().pull(model))
                .hasMessage("test-org/small-model has several GGUF files; name one of them with --file, such as"
                        + " 'big/y-00001-of-00002.gguf', 'x-Q4_K_M.gguf'");
        Path one = hub().pull(model.withFile("x-Q4_K_M.gguf"));
        assertThat(one).hasFileName("x-Q4_K_M.gguf").hasBinaryContent(FakeHub.content(30, 2000));
        Path parts = hub().pull(model.withFile("big/y-00002-of-00002.gguf"));
        assertThat(parts).hasFileName("y-00001-of-00002.gguf");
        assertThat(parts.resolveSibling("y-00002-of-00002.gguf")).exists();
        assertThatThrownBy(() -> hub().pull(model.withFile("x-Q8_0.gguf")))
                .hasMessage("test-org/small-model has no file 'x-Q8_0.gguf'; it has 'big/y-00001-of-00002.gguf',"
                        + " 'big/y-00002-of-00002.gguf', 'x-Q4_K_M.gguf'");
    }

    @Test
    void aModelThatIsOneGgufFileIsThatFile() {
        server.files.keySet().removeIf(name -> name.contains("model."));
        server.files.put("only.gguf", FakeHub.content(30, 2000));
        assertThat(hub().pull(model)).hasFileName("only.gguf");
        assertThat(hub().locate(model)).hasFileName("only.gguf");
    }

    @Test
    void whereThereAreNoLinksSnapshotsHoldTheFilesThemselves() throws IOException {
        Hub hub = Hub.of(server.settings(cache, Map.of("HF_HUB_DISABLE_SYMLINKS", "1")));
        Path folder = hub.pull(model);
        assertThat(folder.resolve("model.safetensors")).hasBinaryContent(server.files.get("model.safetensors"));
        assertThat(Files.isSymbolicLink(folder.resolve("model.safetensors"))).isFalse();
        try (Stream<Path> blobs = Files.list(cache.resolve("models--test-org--small-model/blobs"))) {
            assertThat(blobs).isEmpty();
        }
        server.seen.clear();
        hub.locate(model);
        assertThat(server.seen).isEmpty();
    }

    @Test
    void aFileThatWasCutShortIsFetchedAgain() throws IOException {
        Path folder = hub().pull(model);
        Path blob = folder.resolve("model.safetensors").toRealPath();
        Files.write(blob, new byte[10]);
        assertThat(hub().locate(model).resolve("model.safetensors"))
                .hasBinaryContent(server.files.get("model.safetensors"));
    }

    @Test
    void offlineWhatIsThereIsUsedAndNothingIsAsked() throws IOException {
        Hub offline = Hub.of(server.settings(cache, Map.of("HF_HUB_OFFLINE", "1")));
        assertThatThrownBy(() -> offline.locate(model))
                .hasMessage("test-org/small-model is not in the cache, and LXT is offline; pull it when there is a"
                        + " network, or leave out --offline and HF_HUB_OFFLINE");
        Path folder = hub().pull(model);
        server.seen.clear();
        assertThat(offline.locate(model)).isEqualTo(folder);
        assertThat(offline.pull(model)).isEqualTo(folder);
        assertThatThrownBy(() -> offline.locate(model.at("other"))).hasMessageContaining("not at this revision");
        assertThat(server.seen).isEmpty();
        Files.delete(cache.resolve("models--test-org--small-model/trees/" + FakeHub.COMMIT + ".json"));
        assertThat(offline.locate(model)).as("without a list of files").isEqualTo(folder);
        Files.delete(folder.resolve("model.safetensors"));
        assertThatThrownBy(() -> offline.locate(model)).hasMessageContaining("not as a whole");
    }

    @Test
    void whatIsThereIsUsedWhereTheHubCannotBeReached() throws IOException {
        Path folder = hub().pull(model);
        Files.delete(cache.resolve("models--test-org--small-model/trees/" + FakeHub.COMMIT + ".json"));
        server.close();
        assertThat(hub().locate(model)).isEqualTo(folder);
        assertThatThrownBy(() -> hub().pull(model)).hasMessageContaining("the connection is refused");
    }

    @Test
    void progressNeverGoesBackAndEndsAtTheSize() {
        List<PullProgress> told = new ArrayList<>();
        hub().pull(model, told::add);
        assertThat(told).extracting(PullProgress::held).isSorted();
        PullProgress last = told.getLast();
        assertThat(last.held()).isEqualTo(last.size()).isEqualTo(371_953);
        assertThat(last.fetched()).isEqualTo(371_953);
    }

    @Test
    void whatHasNoRoomIsNotBegun() {
        server.always(
                "/api/models/" + FakeHub.MODEL + "/tree/" + FakeHub.COMMIT,
                (exchange, _) -> FakeHub.text(
                        exchange,
                        200,
                        "[{\"type\":\"file\",\"path\":\"model.safetensors\",\"size\":9000000000000000000,\"oid\":\""
                                + "a".repeat(40) + "\"}]"));
        assertThatThrownBy(() -> hub().pull(model))
                .hasMessageContaining("needs 9,000,000,000,000.0 MB more in ")
                .hasMessageContaining("set HF_HOME to a folder of another disk");
        assertThat(server.seen).noneMatch(s -> s.path().contains("/resolve/"));
    }
}
