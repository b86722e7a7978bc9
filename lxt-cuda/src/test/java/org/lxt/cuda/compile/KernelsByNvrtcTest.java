// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.cuda.driver.CudaException;
import org.lxt.cuda.launch.KernelSources;

/** The kernels' source, compiled by NVIDIA's own compiler; this needs no device. */
class KernelsByNvrtcTest {
    /** Where an ELF file of 64 bits has its flags; in one for a device they say for which architecture. */
    private static final int FLAGS = 48;

    private static NvrtcApi compiler(int major) {
        return (major == 12 ? NvrtcPackage.CUDA_12 : NvrtcPackage.CUDA_13).compiler();
    }

    private static List<String> options(String architecture) {
        return List.of("--gpu-architecture=" + architecture, "-std=c++17", "--fmad=true");
    }

    @ParameterizedTest
    @CsvSource({"12, 75", "12, 80", "12, 90", "12, 100", "13, 75", "13, 100"})
    void theSourceCompiles(int major, int architecture) {
        NvrtcApi compiler = compiler(major);
        assertThat(compiler.version()).startsWith(major + ".");
        assertThat(compiler.architectures()).contains(architecture);
        byte[] code =
                compiler.compile(KernelSources.program(), KernelSources.headers(), options("sm_" + architecture), true);
        String text = new String(code, StandardCharsets.ISO_8859_1);
        assertThat(text).startsWith("\u007fELF");
        for (String name : KernelSources.names()) {
            assertThat(text).contains(".text." + name + "\0");
        }
        int flags = ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN).getInt(FLAGS);
        // in the lowest byte up to sm_90, in the one above it from sm_100 on
        assertThat(List.of(flags & 0xff, flags >> 8 & 0xff)).contains(architecture);
    }

    @Test
    void ptxForDevicesThatTheCompilerDoesNotKnow() {
        byte[] code =
                compiler(12).compile(KernelSources.program(), KernelSources.headers(), options("compute_75"), false);
        String text = new String(code, StandardCharsets.ISO_8859_1);
        for (String name : KernelSources.names()) {
            assertThat(text).contains(".entry " + name + "(");
        }
        // sums have one order: nothing adds to memory that others add to
        assertThat(text).doesNotContain("atom.").doesNotContain("red.global").doesNotContain("red.shared");
        // arithmetic as IEEE 754 has it: quotients and roots are rounded, subnormal numbers stay
        assertThat(text)
                .doesNotContain("div.approx")
                .doesNotContain("div.full")
                .doesNotContain("sqrt.approx")
                .doesNotContain("add.ftz")
                .doesNotContain("mul.ftz")
                .doesNotContain("fma.rn.ftz");
    }

    @Test
    void anErrorInTheSourceIsToldWithItsPlace() {
        assertThatThrownBy(() -> compiler(12)
                        .compile(
                                "#include \"broken.cuh\"\n",
                                Map.of("broken.cuh", "int f() { return x; }\n"),
                                options("sm_80"),
                                true))
                .isInstanceOf(CudaException.class)
                .hasMessageContaining("broken.cuh(1)")
                .hasMessageContaining("\"x\" is undefined");
    }
}
