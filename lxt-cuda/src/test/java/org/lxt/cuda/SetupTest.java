// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.cuda.foreign.LibrarySearch;
import org.lxt.cuda.standin.StandIn;

/** What is missing is said in one sentence, and what was found line by line. */
class SetupTest {
    private static final long MEMORY = 1L << 30;

    private StandIn standIn;
    private String folder;

    @BeforeEach
    void install() {
        standIn = StandIn.install();
        folder = System.getProperty("lxt.cuda.path");
    }

    @AfterEach
    void asItWas() {
        StandIn.install();
    }

    private static Setup setup(String folders) {
        return Setup.find(LibrarySearch.of(folders), "Linux");
    }

    @Test
    void everythingIsThere() {
        Setup setup = setup(folder);
        assertThat(setup.availability().available()).isTrue();
        assertThat(setup.reason()).isEqualTo("float32 on Stand-in A");
        assertThat(setup.details())
                .containsExactly(
                        "driver for CUDA 12.4: " + folder + "/libcuda.so.1",
                        "device 0: Stand-in A, compute capability 9.0, 1,024 MB",
                        "device 1: Stand-in B, compute capability 9.0, 1,024 MB",
                        "NVRTC 12.4: " + folder + "/libnvrtc.so.12",
                        "cuBLAS: " + folder + "/libcublas.so.12");
    }

    @Test
    void noDevice() {
        standIn.machine(0, 90, 12_040, MEMORY);
        assertThat(setup(folder).reason())
                .startsWith("the NVIDIA driver does not start: CUDA_ERROR_NO_DEVICE; the command nvidia-smi");
    }

    @Test
    void anOldDriver() {
        standIn.machine(1, 90, 11_080, MEMORY);
        assertThat(setup(folder).reason())
                .isEqualTo(
                        "the NVIDIA driver is for CUDA 11.8 and too old: install one for CUDA 12.0 or newer, which is 525"
                                + " or higher");
    }

    @Test
    void anOldDevice() {
        standIn.machine(1, 70, 12_040, MEMORY);
        assertThat(setup(folder).reason())
                .isEqualTo("Stand-in A has compute capability 7.0 and is too old: 7.5 or newer is needed");
    }

    @Test
    void aNewDriverIsNoReasonToTakeNoOlderLibraries() {
        standIn.machine(1, 90, 13_000, MEMORY);
        assertThat(setup(folder).availability().available()).isTrue();
    }

    @Test
    void aLibraryIsMissing(@TempDir Path empty) throws IOException {
        Files.createSymbolicLink(empty.resolve("libcuda.so.1"), Path.of(folder, "libcuda.so.1"));
        Setup setup = Setup.find(LibrarySearch.of(empty.toString(), v -> null, empty), "Linux");
        assertThat(setup.availability().available()).isFalse();
        assertThat(setup.reason())
                .startsWith("NVRTC, which compiles kernels, is not found, none of libnvrtc.so.12;")
                .contains("'pip install nvidia-cuda-nvrtc-cu12'", "LXT_CUDA_PATH");
        Files.createSymbolicLink(empty.resolve("libnvrtc.so.12"), Path.of(folder, "libnvrtc.so.12"));
        assertThat(Setup.find(LibrarySearch.of(empty.toString(), v -> null, empty), "Linux")
                        .reason())
                .startsWith("cuBLAS, which multiplies matrices, is not found")
                .contains("'pip install nvidia-cublas-cu12'");
    }

    @Test
    void anotherSystem() {
        assertThat(Setup.find(LibrarySearch.of(folder), "Mac OS X").reason())
                .isEqualTo("NVIDIA devices are computed on under Linux, of which WSL is one, and this is Mac OS X");
    }

    @Test
    void aFileThatIsNoLibrary(@TempDir Path empty) throws IOException {
        Files.writeString(empty.resolve("libcuda.so.1"), "no library");
        assertThat(Setup.find(LibrarySearch.of(empty.toString(), v -> null, empty), "Linux")
                        .availability()
                        .available())
                .isFalse();
    }
}
