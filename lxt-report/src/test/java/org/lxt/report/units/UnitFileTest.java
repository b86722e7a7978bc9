// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.checkpoint.SafetensorsFile;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.ExplainedEntry;
import org.lxt.explain.result.ModelIdentity;
import org.lxt.explain.units.UnitRelevance;
import org.lxt.report.ReportException;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.Site;

/** Units as files of tensors. */
class UnitFileTest {
    private static final double[] RELEVANCE = {1, -2, 0.5, 0, 3, 4};
    private static final double[] ACTIVATION = {0, 1, 2, 3, 4, 5};

    @TempDir
    Path folder;

    private static Attribution attribution(List<UnitRelevance> units) {
        ModelIdentity model = new ModelIdentity("tiny", List.of("Tiny"), "tiny", "tests", "scalar");
        Candidate target = new Candidate(1, "a", 2, 0.5);
        return Attribution.builder(
                        model,
                        "attnlrp",
                        OutputKind.nextToken(),
                        List.of(new ExplainedEntry(0, 1, target, 2, Optional.empty(), List.of())))
                .units(units)
                .build();
    }

    private static Attribution withUnits() {
        return attribution(List.of(new UnitRelevance(Site.of("layers.0.mlp.neurons"), 2, 3, RELEVANCE, ACTIVATION)));
    }

    @Test
    void safetensors() throws IOException {
        Path file = folder.resolve("units.safetensors");
        UnitFile.write(List.of(withUnits()), file);
        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            assertThat(read.values("relevance/layers.0.mlp.neurons")).containsExactly(RELEVANCE);
            assertThat(read.values("activation/layers.0.mlp.neurons")).containsExactly(ACTIVATION);
            assertThat(read.tensor("relevance/layers.0.mlp.neurons").shape()).containsExactly(2, 3);
        }
    }

    @Test
    void numpy() throws IOException {
        Path file = folder.resolve("units.npz");
        UnitFile.write(List.of(withUnits(), withUnits()), file);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .contains("1/relevance/layers.0.mlp.neurons.npy")
                    .hasSize(4);
            ZipEntry entry = zip.getEntry("0/relevance/layers.0.mlp.neurons.npy");
            ByteBuffer bytes =
                    ByteBuffer.wrap(zip.getInputStream(entry).readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            byte[] magic = new byte[8];
            bytes.get(magic);
            assertThat(magic).containsExactly(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0);
            byte[] header = new byte[bytes.getShort()];
            bytes.get(header);
            assertThat(new String(header, StandardCharsets.US_ASCII))
                    .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }")
                    .endsWith("\n");
            assertThat(bytes.position() % 64).isZero();
            for (double expected : RELEVANCE) {
                assertThat(bytes.getFloat()).isEqualTo((float) expected);
            }
            assertThat(bytes.hasRemaining()).isFalse();
        }
    }

    @Test
    void wrongUsesAreRefusedInASentence() {
        assertThatThrownBy(() -> UnitFile.write(List.of(withUnits()), folder.resolve("units.txt")))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining(".safetensors or .npz");
        assertThatThrownBy(() -> UnitFile.write(List.of(attribution(List.of())), folder.resolve("units.npz")))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("no units");
    }
}
