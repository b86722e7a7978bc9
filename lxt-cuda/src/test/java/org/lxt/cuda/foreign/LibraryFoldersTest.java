// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryFoldersTest {
    @TempDir
    private Path root;

    private void make(String... folders) throws IOException {
        for (String folder : folders) {
            Files.createDirectories(root.resolve(folder));
        }
    }

    private List<String> found(Map<String, String> variables) {
        return new LibraryFolders(variables::get, root)
                .all().stream().map(f -> root.relativize(f).toString()).toList();
    }

    @Test
    void toolkitsNewestFirst() throws IOException {
        make("usr/local/cuda-12.9/lib64", "usr/local/cuda-12.10/lib64", "usr/local/cuda-9.0/targets/sbsa-linux/lib");
        assertThat(found(Map.of()))
                .containsExactly(
                        "usr/local/cuda-12.10/lib64",
                        "usr/local/cuda-12.9/lib64",
                        "usr/local/cuda-9.0/targets/sbsa-linux/lib");
    }

    @Test
    void packagesOfPythonForBothVersionsOfCuda() throws IOException {
        make(
                "venv/lib/python3.12/site-packages/nvidia/cu13/lib",
                "venv/lib/python3.12/site-packages/nvidia/cublas/lib",
                "venv/lib/python3.12/site-packages/nvidia/cuda_nvrtc/lib",
                "home/.local/lib/python3.11/site-packages/nvidia/cublas/lib");
        Map<String, String> variables = Map.of(
                "VIRTUAL_ENV",
                root.resolve("venv").toString(),
                "HOME",
                root.resolve("home").toString());
        assertThat(found(variables))
                .containsExactly(
                        "venv/lib",
                        "venv/lib/python3.12/site-packages/nvidia/cu13/lib",
                        "venv/lib/python3.12/site-packages/nvidia/cuda_nvrtc/lib",
                        "venv/lib/python3.12/site-packages/nvidia/cublas/lib",
                        "home/.local/lib",
                        "home/.local/lib/python3.11/site-packages/nvidia/cublas/lib");
    }

    @Test
    void thePythonOnThePath() throws IOException {
        make("opt/py/bin", "opt/py/lib/python3.13/site-packages/nvidia/cu13/lib", "bin");
        Path python = Files.createFile(root.resolve("opt/py/bin/python3.13"));
        assertThat(python.toFile().setExecutable(true)).isTrue();
        Files.createSymbolicLink(root.resolve("bin/python3"), python);
        assertThat(found(Map.of("PATH", root.resolve("bin").toString())))
                .contains("opt/py/lib/python3.13/site-packages/nvidia/cu13/lib");
    }

    @Test
    void whatTheEnvironmentNamesComesFirstAndWhatIsNotThereIsLeftOut() throws IOException {
        make("own/lib64", "usr/local/cuda/lib64", "usr/lib64");
        assertThat(found(Map.of("CUDA_HOME", root.resolve("own").toString(), "CUDA_PATH", "/nowhere")))
                .containsExactly("own/lib64", "usr/local/cuda/lib64", "usr/lib64");
    }

    @Test
    void listsOfFolders() {
        assertThat(LibraryFolders.parse("/a::/b ")).containsExactly(Path.of("/a"), Path.of("/b "));
        assertThat(LibraryFolders.parse(null)).isEmpty();
        assertThat(LibraryFolders.parse("\0")).isEmpty();
    }
}
