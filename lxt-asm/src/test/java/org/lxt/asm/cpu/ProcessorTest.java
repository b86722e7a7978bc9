// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.lxt.asm.memory.CodePagesException;

class ProcessorTest {
    /** Linux's kernel asks the processor, too, and leaves out what it does not support itself. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void saysWhatTheKernelSays() throws IOException, CodePagesException {
        assumeTrue(Processor.isOfThisKind(), "the code is for x86-64");
        List<String> flags = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("flags"))
                .findFirst()
                .map(line ->
                        List.of(line.substring(line.indexOf(':') + 1).strip().split(" ")))
                .orElse(List.of());
        assumeTrue(!flags.isEmpty(), "the kernel does not tell");
        Set<Feature> expected = Arrays.stream(Feature.values())
                .filter(feature -> flags.contains(feature.name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.toSet());
        assertThat(Processor.own().features()).isEqualTo(expected);
    }

    @Test
    void namesWhatIsMissing() {
        Processor processor = new Processor(Set.of(Feature.AVX2));
        assertThat(processor.missing(Feature.AVX2, Feature.FMA, Feature.AVX512_BF16))
                .isEqualTo("FMA, AVX512-BF16");
        assertThat(processor.missing(Feature.AVX2)).isEmpty();
    }

    /** The kernel lists AMX only where it hands out the permission too. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void amxNeedsPermission() throws CodePagesException {
        assumeTrue(Processor.isOfThisKind(), "the code is for x86-64");
        assertThat(MatrixPermission.request())
                .isEqualTo(Processor.own().features().contains(Feature.AMX_TILE));
    }
}
