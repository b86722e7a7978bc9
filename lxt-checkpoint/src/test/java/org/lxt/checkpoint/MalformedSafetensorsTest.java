// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.spi.checkpoint.ModelException;

class MalformedSafetensorsTest {
    private static final String DAMAGED = "; the file is damaged or incomplete, so download or export it again";

    @TempDir
    Path folder;

    private void assertRefused(byte[] bytes, String problem) throws IOException {
        Path path = Files.write(folder.resolve("x.safetensors"), bytes);
        assertThatThrownBy(() -> SafetensorsFile.open(path).close())
                .isInstanceOf(ModelException.class)
                .hasMessage(path + ": " + problem);
    }

    static Stream<Arguments> headers() {
        String good = "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";
        return Stream.of(
                arguments("[]", "the header is not a JSON object: it does not start with '{'"),
                arguments(" {}", "the header is not a JSON object: it does not start with '{'"),
                arguments("", "the header is not a JSON object: it does not start with '{'"),
                arguments("{} {}", "the header goes on after its JSON object"),
                arguments("{" + good + "," + good + "}", "the header names tensor 'a' twice"),
                arguments("{\"__metadata__\":{},\"__metadata__\":{}}", "the header names '__metadata__' twice"),
                arguments(
                        "{\"__metadata__\":{\"a\":1}}",
                        "'__metadata__' is not an object of strings with different names"),
                arguments(
                        "{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}",
                        "'__metadata__' is not an object of strings with different names"),
                arguments("{\"__metadata__\":[]}", "'__metadata__' is not an object of strings with different names"),
                arguments("{\"a\":[]}", "the header describes tensor 'a' by something other than an object"),
                arguments("{\"a\":{}}", "tensor 'a' lacks 'dtype', 'shape' or two 'data_offsets'"),
                arguments(tensor("\"F32\"", "[2]", "[8]"), "tensor 'a' lacks 'dtype', 'shape' or two 'data_offsets'"),
                arguments(
                        tensor("\"F32\"", "[2]", "[0,8]],\"shape\":[[2]")
                                .replace("]]", "]")
                                .replace("[[", "["),
                        "tensor 'a' has 'shape' twice"),
                arguments(tensor("7", "[2]", "[0,8]"), "'dtype' of tensor 'a' is not a string"),
                arguments(tensor("\"F32\"", "2", "[0,8]"), "'shape' of tensor 'a' is not a list"),
                arguments(
                        tensor("\"F32\"", "[-2]", "[0,8]"),
                        "'shape' of tensor 'a' holds -2, but only integers from 0 to 2^63 - 1 are valid"),
                arguments(
                        tensor("\"F32\"", "[2.0]", "[0,8]"),
                        "'shape' of tensor 'a' holds 2.0, but only integers from 0 to 2^63 - 1 are valid"),
                arguments(
                        tensor("\"F32\"", "[\"2\"]", "[0,8]"),
                        "'shape' of tensor 'a' holds 2, but only integers from 0 to 2^63 - 1 are valid"),
                arguments(
                        tensor("\"F32\"", "[[2]]", "[0,8]"),
                        "'shape' of tensor 'a' holds [, but only integers from 0 to 2^63 - 1 are valid"),
                arguments(
                        tensor("\"F32\"", "[2]", "[0,9223372036854775808]"),
                        "'data_offsets' of tensor 'a' holds 9223372036854775808, but only integers from 0 to 2^63 - 1"
                                + " are valid"),
                arguments(
                        tensor("\"F32\"", "[2]", "[0,1e1]"),
                        "'data_offsets' of tensor 'a' holds 1e1, but only integers from 0 to 2^63 - 1 are valid"),
                arguments(
                        tensor("\"F32\"", "[2]", "[-8,0]"),
                        "'data_offsets' of tensor 'a' holds -8, but only integers from 0 to 2^63 - 1 are valid"),
                arguments(
                        tensor("\"F32\"", "[2]", "[0,8,8]"), "'data_offsets' of tensor 'a' holds more than 2 numbers"),
                arguments(
                        tensor("\"F32\"", "[" + "1,".repeat(64) + "1]", "[0,4]"),
                        "'shape' of tensor 'a' holds more than 64 numbers"),
                arguments(tensor("\"F32\"", "[2]", "[8,0]"), "tensor 'a' begins at byte 8 of the data and ends at 0"),
                arguments(
                        tensor("\"F32\"", "[3]", "[0,8]"),
                        "tensor 'a' is F32 [3], which takes 12 bytes, but its offsets span 8"),
                arguments(
                        tensor("\"F64\"", "[]", "[0,0]"),
                        "tensor 'a' is F64 [], which takes 8 bytes, but its offsets span 0"),
                arguments(
                        tensor("\"F32\"", "[4294967296,4294967296]", "[0,8]"),
                        "tensor 'a' is F32 [4294967296, 4294967296], which no number of bytes can hold"),
                arguments(tensor("\"F4\"", "[3]", "[0,2]"), "tensor 'a' is F4 [3], which no number of bytes can hold"),
                arguments(
                        tensor("\"F32\"", "[3]", "[0,12]"),
                        "tensor 'a' ends at byte 12 of the data, of which the file has only 8"),
                arguments(
                        tensor("\"U8\"", "[9223372036854775807]", "[0,9223372036854775807]"),
                        "tensor 'a' is U8 [9223372036854775807], which no number of bytes can hold"),
                arguments(
                        tensor("\"U8\"", "[1000000000000000000]", "[0,1000000000000000000]"),
                        "tensor 'a' ends at byte 1000000000000000000 of the data, of which the file has only 8"),
                arguments(tensor("\"F32\"", "[1]", "[4,8]"), "bytes 0 to 4 of the data belong to no tensor"),
                arguments(tensor("\"F32\"", "[1]", "[0,4]"), "bytes 4 to 8 of the data belong to no tensor"),
                arguments("{}", "bytes 0 to 8 of the data belong to no tensor"),
                arguments(
                        "{" + good + ",\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
                        "tensors 'a' and 'b' overlap"),
                arguments(
                        "{" + good + ",\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
                        "tensors 'a' and 'b' overlap"),
                arguments(
                        "{" + good + ",\"b\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[4,4]}}",
                        "tensors 'a' and 'b' overlap"));
    }

    private static String tensor(String type, String shape, String offsets) {
        return "{\"a\":{\"dtype\":" + type + ",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}}";
    }

    @ParameterizedTest
    @MethodSource("headers")
    void aHeaderThatDoesNotFitIsRefused(String header, String problem) throws IOException {
        assertRefused(RawFile.bytes(header, 8), problem + DAMAGED);
    }

    static Stream<String> notJson() {
        return Stream.of(
                "{",
                "{\"a\":",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2 \"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[NaN],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[" + "1".repeat(2000) + "],\"data_offsets\":[0,8]}}",
                "{\"" + "a".repeat(60_000) + "\":{}}",
                "{\"a\":{\"x\":" + "[".repeat(10_000),
                "{'a':{}}",
                "{} \0\0");
    }

    @ParameterizedTest
    @MethodSource("notJson")
    void aHeaderThatIsNotJsonIsRefused(String header) throws IOException {
        Path path = RawFile.write(folder.resolve("x.safetensors"), header, 8);
        assertThatThrownBy(() -> SafetensorsFile.open(path).close())
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith(path + ": the header is not valid JSON")
                .hasMessageMatching("[^\\p{Cntrl}]{1,600}")
                .hasMessageEndingWith(DAMAGED);
    }

    @Test
    void aHeaderThatIsNotUtf8IsRefused() throws IOException {
        byte[] header = {'{', '"', (byte) 0xc0, (byte) 0x80, '"', ':', '{', '}', '}'};
        Path path = Files.write(folder.resolve("x.safetensors"), RawFile.bytes(header.length, header, new byte[0]));
        assertThatThrownBy(() -> SafetensorsFile.open(path).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("the header is not valid JSON");
    }

    @Test
    void aFileShorterThanItsHeaderIsRefused() throws IOException {
        assertRefused(
                new byte[5], "has 5 bytes, but a safetensors file starts with 8 for the header's length" + DAMAGED);
        assertRefused(
                new byte[0], "has 0 bytes, but a safetensors file starts with 8 for the header's length" + DAMAGED);
        assertRefused(
                RawFile.bytes(3, new byte[] {'{', '}'}, new byte[0]),
                "declares a header of 3 bytes, but only 2 follow" + DAMAGED);
        assertRefused(
                RawFile.bytes(-1, new byte[] {'{', '}'}, new byte[0]),
                "declares a header of 18446744073709551615 bytes, but only 2 follow" + DAMAGED);
    }

    @Test
    void aHeaderBeyondTheLimitIsRefusedUnread() throws IOException {
        Path path = SparseFile.sparse(folder.resolve("x.safetensors"), "{}", 100_000_100, new byte[1]);
        byte[] length = {(byte) 0x01, (byte) 0xe1, (byte) 0xf5, 0x05, 0, 0, 0, 0};
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.write(length);
        }
        assertThatThrownBy(() -> SafetensorsFile.open(path).close())
                .isInstanceOf(ModelException.class)
                .hasMessage(path + ": declares a header of 100000001 bytes, more than the format's limit of 100000000"
                        + DAMAGED);
    }

    @Test
    void anUnknownTypeIsRefusedByName() throws IOException {
        assertRefused(
                RawFile.bytes(tensor("\"Q4_K\"", "[2]", "[0,8]"), 8),
                "tensor 'a' has dtype 'Q4_K', which is not known; convert the file to F32, F16 or BF16");
    }

    @Test
    void aGitLfsPointerIsNamed() throws IOException {
        assertRefused(
                "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"
                        .getBytes(StandardCharsets.US_ASCII),
                "is a Git LFS pointer to the weights; fetch them with 'git lfs pull'");
    }

    @Test
    void aPathThatIsNoFileIsRefused() {
        Path missing = folder.resolve("missing.safetensors");
        assertThatThrownBy(() -> SafetensorsFile.open(missing))
                .isInstanceOf(ModelException.class)
                .hasMessage(missing + ": does not exist; check the path");
        assertThatThrownBy(() -> SafetensorsFile.open(folder))
                .isInstanceOf(ModelException.class)
                .hasMessage(folder + ": is not a regular file; give the path of a safetensors file");
    }

    @Test
    void aNameFromTheFileCannotBreakTheMessage() throws IOException {
        String name = "\\n\\u001b[31m\\u202e" + "x".repeat(1000);
        assertRefused(
                RawFile.bytes("{\"" + name + "\":{}}", 0),
                "tensor '??[31m?" + "x".repeat(113) + "...' lacks 'dtype', 'shape' or two 'data_offsets'" + DAMAGED);
    }

    @Test
    void aMissingTensorIsRefusedWithSimilarNames() throws IOException {
        Path path = folder.resolve("x.safetensors");
        new SafetensorsWriter().add("logits", new float[] {1}, 1).write(path);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThatThrownBy(() -> file.values("logit"))
                    .isInstanceOf(ModelException.class)
                    .hasMessage(path + ": has no tensor 'logit', but has the similar 'logits'; check the name and the"
                            + " file");
            assertThatThrownBy(() -> file.values("relevance"))
                    .hasMessage(path + ": has no tensor 'relevance'; check the name and the file");
        }
    }

    @Test
    void emptyTensorsScalarsAndUnknownFieldsAreFine() throws IOException {
        String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2,0],\"data_offsets\":[0,0]},"
                + "\"b\":{\"extra\":{\"x\":[1]},\"shape\":[],\"dtype\":\"F32\",\"data_offsets\":[0,4]},"
                + "\"c\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[4,4]}}   ";
        try (SafetensorsFile file = SafetensorsFile.open(RawFile.write(folder.resolve("x.safetensors"), header, 4))) {
            assertThat(file.tensors()).containsOnlyKeys("a", "b", "c");
        }
    }
}
