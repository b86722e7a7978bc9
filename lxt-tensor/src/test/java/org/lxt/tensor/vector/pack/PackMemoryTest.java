// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lxt.tensor.backend.Precision;
import org.lxt.tensor.processor.choice.KernelChoice;
import org.lxt.tensor.vector.VectorBackendProvider;
import org.lxt.tensor.vector.hardware.Lanes;
import org.lxt.tensor.vector.pack.PackMemory.Packing;
import org.lxt.tensor.vector.tile.Tiles;

@Tag("vector")
class PackMemoryTest {
    private static final int INNER = 512;
    private static long size;
    private static Tiles tiles;

    @BeforeAll
    static void requireVectors() {
        assumeTrue(new VectorBackendProvider().availability().available(), "there is no vector backend here");
        tiles = Tiles.of(KernelChoice.of("none", Precision.FLOAT32));
        size = KeptPanels.bytes(tiles, INNER, tiles.columns());
    }

    private static Packing packing(PackMemory memory) {
        return new Packing(memory, INNER, tiles.columns());
    }

    @Test
    void countsWholePanels() {
        assertThat(size).isEqualTo(4L * INNER * tiles.columns());
        // one more column takes a panel, one more step as many as are packed together
        assertThat(KeptPanels.bytes(tiles, INNER, tiles.columns() + 1)).isEqualTo(2 * size);
        assertThat(KeptPanels.bytes(tiles, INNER + 1, tiles.columns()))
                .isEqualTo(4L * (INNER + 2 * Lanes.LENGTH) * tiles.columns());
    }

    @Test
    void keepsFromTheSecondProductOn() {
        Packing packing = packing(new PackMemory(tiles, size));
        assertThat(packing.next()).isNull();
        KeptPanels kept = packing.next();
        assertThat(kept).isNotNull();
        assertThat(packing.next()).isSameAs(kept);
    }

    @Test
    void keepsNoMoreThanItsBound() {
        PackMemory memory = new PackMemory(tiles, 2 * size);
        Packing[] all = Stream.generate(() -> packing(memory)).limit(3).toArray(Packing[]::new);
        for (int round = 0; round < 3; round++) {
            for (Packing packing : all) {
                packing.next();
            }
        }
        assertThat(all[0].next()).isNotNull();
        assertThat(all[1].next()).isNotNull();
        assertThat(all[2].next()).isNull();
    }

    @Test
    void passesOverWhatDoesNotFit() {
        PackMemory memory = new PackMemory(tiles, size);
        Packing large = new Packing(memory, INNER, 2 * tiles.columns());
        Packing small = packing(memory);
        for (int round = 0; round < 2; round++) {
            large.next();
            small.next();
        }
        assertThat(large.next()).isNull();
        assertThat(small.next()).isNotNull();
    }

    @Test
    void keepsNothingOnceClosed() {
        PackMemory memory = new PackMemory(tiles, size);
        Packing packing = packing(memory);
        packing.next();
        packing.next();
        memory.close();
        assertThat(packing.next()).isNull();
    }

    @Test
    void countsWeightsNoLongerThanTheyAreLoaded() {
        PackMemory memory = new PackMemory(tiles, size);
        Packing first = packing(memory);
        first.next();
        assertThat(first.next()).isNotNull();
        Packing second = packing(memory);
        second.next();
        assertThat(second.next()).isNull();
        first.free();
        assertThat(second.next()).isNotNull();
    }
}
