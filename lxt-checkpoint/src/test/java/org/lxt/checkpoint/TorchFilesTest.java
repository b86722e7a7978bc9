// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
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

/** Files that torch itself wrote: the good ones give its tensors, the others one sentence. */
class TorchFilesTest {
    private static final Path FILES = Path.of(System.getProperty("lxt.root"), "oracle", "torch");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "views",
                "types",
                "module",
                "parameters",
                "wrapped-model",
                "wrapped-state-dict",
                "protocol-3",
                "protocol-4",
                "protocol-5"
            })
    void tensorsAreThoseThatTorchReads(String name) {
        try (TorchFile file = TorchFile.open(FILES.resolve(name + ".pth"));
                SafetensorsFile expected = SafetensorsFile.open(FILES.resolve(name + ".safetensors"))) {
            assertThat(file.tensors().keySet())
                    .isEqualTo(expected.tensors().keySet())
                    .isNotEmpty();
            expected.tensors().forEach((tensor, right) -> {
                TensorEntry entry = file.tensors().get(tensor);
                assertThat(entry.dtype()).as(tensor).isEqualTo(right.dtype());
                assertThat(entry.shape()).as(tensor).isEqualTo(right.shape());
                assertThat(entry.segment().mismatch(right.segment())).as(tensor).isEqualTo(-1);
                assertThat(entry.segment().isReadOnly()).isTrue();
            });
        }
    }

    static Stream<Arguments> bad() {
        String code = ", which no file of weights needs and which could run code, so nothing of it was read; save the"
                + " model's state_dict() alone, or convert it to safetensors where you trust it";
        String again = "; load it where you trust it and save its state_dict() again with torch.save or as safetensors";
        return Stream.of(
                arguments("system", "asks for the Python object 'posix.system'" + code),
                arguments("eval-protocol-4", "asks for the Python object 'builtins.eval'" + code),
                arguments("namespace", "asks for the Python object 'argparse.Namespace'" + code),
                arguments("whole-module", "asks for the Python object 'torch.nn.modules.linear.Linear'" + code),
                arguments("sparse", "asks for the Python object 'torch._utils._rebuild_sparse_tensor'" + code),
                arguments("quantized", "asks for the Python object 'torch._utils._rebuild_qtensor'" + code),
                arguments("complex", "asks for the Python object 'torch.ComplexFloatStorage'" + code),
                arguments("legacy", "is in the format of torch before version 1.6, which is not read" + again),
                arguments(
                        "list",
                        "holds no state dict: a dictionary of tensors by name, or one under state_dict, model_state,"
                                + " model; save the model's state_dict() with torch.save"),
                arguments(
                        "no-tensors",
                        "holds no state dict: a dictionary of tensors by name, or one under state_dict, model_state,"
                                + " model; save the model's state_dict() with torch.save"),
                arguments(
                        "repeated",
                        "tensor 'weight' is stored in another order than row by row, and its copy would take more"
                                + " memory than the file; save it with .contiguous()"),
                arguments(
                        "script",
                        "is a TorchScript program, which holds code; save the model's state_dict() with torch.save"
                                + " instead"),
                arguments(
                        "compressed",
                        "entry 'module/data.pkl' is compressed, which torch.save does not do; unpack the archive and"
                                + " zip it again without compression"),
                arguments(
                        "other",
                        "is a zip archive without the data.pkl of torch.save; give a .pth file, or unpack the archive"
                                + " and give what is in it"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void anythingElseIsRefusedInASentence(String name, String problem) {
        Path file = FILES.resolve("bad").resolve(name + ".pth");
        assertThatThrownBy(() -> TorchFile.open(file))
                .isInstanceOf(ModelException.class)
                .hasMessage(file + ": " + problem);
    }

    @Test
    void otherFormatsAreNamed() throws IOException {
        byte[] tar = new byte[1024];
        System.arraycopy(new byte[] {'u', 's', 't', 'a', 'r'}, 0, tar, 257, 5);
        assertRefused(tar, "is a tar archive, the format of torch before version 0.2 or a packed download");
        assertRefused(new byte[0], "is not a file of torch.save, which begins as a zip archive");
        assertRefused("<html>".getBytes(), "is not a file of torch.save, which begins as a zip archive");
        assertRefused(
                "version https://git-lfs.github.com/spec/v1\noid".getBytes(),
                "is a Git LFS pointer to the weights; fetch them with 'git lfs pull'");
    }

    private void assertRefused(byte[] bytes, String problem) throws IOException {
        Path file = Files.write(folder.resolve("x.pth"), bytes);
        assertThatThrownBy(() -> TorchFile.open(file))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith(file + ": " + problem);
    }

    private Path copy(String name, String as) throws IOException {
        return Files.copy(FILES.resolve(name), folder.resolve(as));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pytorch_model.bin", "model.pth", "vit_b_16-c867db91.pth", "weights.pt"})
    void aFolderMayHoldThemUnderTheirUsualNames(String name) throws IOException {
        copy("module.pth", name);
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            assertThat(checkpoint.names()).hasSize(7).contains("0.weight", "1.running_mean");
            assertThat(checkpoint.config().names()).isEmpty();
            assertThat(checkpoint.matrix("0.weight", 4, 3).rows()).isEqualTo(4);
            assertThat(checkpoint.vector("1.weight", 4)).hasSize(4);
        }
    }

    @Test
    void aFileAloneIsACheckpointWithTheConfigBesideIt() throws IOException {
        Path file = copy("module.pth", "some.pth");
        copy("types.pth", "other.pth");
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"x\"}");
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.origin()).isEqualTo(file.toString());
            assertThat(checkpoint.folder()).isEqualTo(folder);
            assertThat(checkpoint.config().modelType()).isEqualTo("x");
            assertThat(checkpoint.has("0.weight")).isTrue();
        }
        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOf(ModelException.class)
                .hasMessage(folder + ": holds 2 files of weights, 'other.pth' and 'some.pth'; give the path of the one"
                        + " that is meant");
    }

    @Test
    void safetensorsComeFirst() throws IOException {
        copy("types.pth", "pytorch_model.bin");
        copy("module.safetensors", "model.safetensors");
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            assertThat(checkpoint.has("0.weight")).isTrue();
        }
    }

    @Test
    void shardsAreRead() throws IOException {
        copy("module.pth", "pytorch_model-00001-of-00002.bin");
        copy("types.pth", "pytorch_model-00002-of-00002.bin");
        Path index = folder.resolve("pytorch_model.bin.index.json");
        Files.writeString(
                index,
                "{\"weight_map\": {\"0.weight\": \"pytorch_model-00001-of-00002.bin\","
                        + " \"float64\": \"pytorch_model-00002-of-00002.bin\"}}");
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            assertThat(checkpoint.names()).containsExactlyInAnyOrder("0.weight", "float64");
            assertThat(checkpoint.tensors().get("float64").shape()).containsExactly(2, 3);
        }
        Files.writeString(index, "{\"weight_map\": {\"a\": \"model.safetensors\"}}");
        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOf(ModelException.class)
                .hasMessage(index + ": 'weight_map' gives tensor 'a' the file 'model.safetensors', but only *.bin files"
                        + " of the same folder are read; correct the index");
    }
}
