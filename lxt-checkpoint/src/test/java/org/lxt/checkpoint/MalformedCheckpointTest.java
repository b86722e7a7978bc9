// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.spi.checkpoint.ModelException;

class MalformedCheckpointTest {
    private static final String DAMAGED = "; the file is damaged or incomplete, so download or export it again";

    @TempDir
    Path folder;

    private void assertRefused(Path path, String message) {
        assertThatThrownBy(() -> Checkpoint.open(path).close())
                .isInstanceOf(ModelException.class)
                .hasMessage(message);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void aFolderThatIsNone() throws IOException {
        Path missing = folder.resolve("missing");
        assertRefused(missing, missing + ": does not exist; give the path of a checkpoint folder");
        Path file = Files.createFile(folder.resolve("file"));
        assertRefused(
                file,
                file
                        + ": is not a folder; give the folder that holds config.json, or a file of weights: .gguf,"
                        + " .safetensors, .pth, .pt or .bin");
    }

    @Test
    void noConfig() {
        assertRefused(folder, folder + ": has no config.json; give a folder that holds a whole checkpoint");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "1", "\"x\""})
    void aConfigThatIsNoObject(String json) throws IOException {
        write("config.json", json);
        assertRefused(folder, folder.resolve("config.json") + ": is not a JSON object" + DAMAGED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{} {}", "{\"a\": 1, \"a\": 2}", "{\"a\": {\"b\": 1, \"b\": 1}}", "{\"a\": 01}"})
    void aConfigThatIsNotJson(String json) throws IOException {
        write("config.json", json);
        assertNotJson();
    }

    @Test
    void aConfigNestedWithoutEnd() throws IOException {
        write("config.json", "{\"a\":" + "[".repeat(100_000));
        assertNotJson();
    }

    @Test
    void aConfigThatWouldFillTheMemory() throws IOException {
        write("config.json", "{\"a\":[" + "[],".repeat(5_000_000) + "[]]}");
        assertNotJson();
    }

    @Test
    void aConfigThatIsNotUtf8() throws IOException {
        Files.write(folder.resolve("config.json"), "{\"a\": \"ä\"}".getBytes(StandardCharsets.ISO_8859_1));
        assertNotJson();
    }

    @Test
    void theReasonIsInWordsOfTheFile() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"a\": [");
        assertThatThrownBy(() -> Checkpoint.open(folder).close())
                .hasMessage(folder.resolve("config.json") + ": is not valid JSON at line 1, column 8: it ends too early"
                        + DAMAGED);
        Files.writeString(folder.resolve("config.json"), "{\n  \"a\": 1,\n  \"b\" 2}");
        assertThatThrownBy(() -> Checkpoint.open(folder).close())
                .hasMessage(folder.resolve("config.json") + ": is not valid JSON at line 3, column 7" + DAMAGED);
        Files.writeString(folder.resolve("config.json"), "{\"a\": 1, \"a\": 2}");
        assertThatThrownBy(() -> Checkpoint.open(folder).close())
                .hasMessageContaining("is not valid JSON at line 1, column ")
                .hasMessageContaining(": the name 'a' stands there twice; ");
        Files.write(folder.resolve("config.json"), new byte[] {'"', (byte) 0xe4, '"'});
        assertThatThrownBy(() -> Checkpoint.open(folder).close()).hasMessageContaining("it is not text in UTF-8");
    }

    private void assertNotJson() {
        assertThatThrownBy(() -> Checkpoint.open(folder).close())
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith(folder.resolve("config.json") + ": is not valid JSON")
                .hasMessageMatching("[^\\p{Cntrl}]{1,600}")
                .hasMessageEndingWith(DAMAGED);
    }

    @Test
    void aConfigTooLargeForOne() throws IOException {
        Path config = SparseFile.sparse(folder.resolve("config.json"), "{}", 64_000_000, new byte[1]);
        assertRefused(
                folder,
                config + ": has more than 64000000 bytes; put the JSON file that belongs to the checkpoint there");
    }

    @Test
    void aConfigThatIsAFolder() throws IOException {
        Path config = Files.createDirectory(folder.resolve("config.json"));
        assertRefused(folder, config + ": is not a regular file; put the checkpoint's own file there");
    }

    @Test
    void noWeights() throws IOException {
        write("config.json", "{}");
        assertRefused(
                folder,
                folder
                        + ": has no weights: neither model.safetensors nor model.safetensors.index.json,"
                        + " pytorch_model.bin or another file of torch.save; download the checkpoint's weights");
    }

    static Stream<Arguments> indexes() {
        String none = "'weight_map' is not an object that names the shards of tensors" + DAMAGED;
        return Stream.of(
                arguments("{}", none),
                arguments("{\"weight_map\": []}", none),
                arguments("{\"weight_map\": {}}", none),
                arguments("[]", "is not a JSON object" + DAMAGED),
                arguments(
                        "{\"weight_map\": {\"a\": 1}}",
                        "'weight_map' gives tensor 'a' something other than a file name" + DAMAGED),
                arguments(
                        "{\"weight_map\": {\"a\": null}}",
                        "'weight_map' gives tensor 'a' something other than a file name" + DAMAGED),
                arguments(
                        "{\"weight_map\": {\"a\": \"gone.safetensors\"}}",
                        "names shard 'gone.safetensors', which is not in the folder; download the missing shards"),
                arguments(
                        "{\"weight_map\": {\"b\": \"shard.safetensors\", \"a\": \"shard.safetensors\"}}",
                        "places tensor 'a' in 'shard.safetensors', which does not have it; index and shards must be of"
                                + " one download"));
    }

    @ParameterizedTest
    @MethodSource("indexes")
    void anIndexThatDoesNotFit(String json, String problem) throws IOException {
        write("config.json", "{}");
        write("model.safetensors.index.json", json);
        new SafetensorsWriter().add("b", new float[] {1}, 1).write(folder.resolve("shard.safetensors"));
        assertRefused(folder, folder.resolve("model.safetensors.index.json") + ": " + problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x.safetensors",
                "sub/x.safetensors",
                "/x.safetensors",
                "sub\\\\x.safetensors",
                "C:x.safetensors",
                "..safetensors",
                "x\\u0000.safetensors",
                "x.bin",
                "..",
                ""
            })
    void anIndexThatLeadsOutOfItsFolder(String shard) throws IOException {
        write("config.json", "{}");
        write("model.safetensors.index.json", "{\"weight_map\": {\"a\": \"" + shard + "\"}}");
        assertThatThrownBy(() -> Checkpoint.open(folder).close())
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith(
                        folder.resolve("model.safetensors.index.json") + ": 'weight_map' gives tensor 'a' the file '")
                .hasMessageEndingWith("', but only *.safetensors files of the same folder are read; correct the index");
    }

    @Test
    void aMalformedShardIsNamedItself() throws IOException {
        write("config.json", "{}");
        write("model.safetensors.index.json", "{\"weight_map\": {\"a\": \"shard.safetensors\"}}");
        write("shard.safetensors", "none");
        assertRefused(
                folder,
                folder.resolve("shard.safetensors")
                        + ": has 4 bytes, but a safetensors file starts with 8 for the header's length" + DAMAGED);
    }
}
