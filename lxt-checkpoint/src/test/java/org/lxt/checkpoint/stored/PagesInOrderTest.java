// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.Weight;
import org.lxt.tensor.weight.WeightData;

/** Pages of weights that are read one after the other, brought in by a thread of its own. */
@Timeout(60)
class PagesInOrderTest {
    private static final int ROWS = 64;
    private static final int COLUMNS = 1024;
    private static final long BYTES = 4L * ROWS * COLUMNS;

    @TempDir
    private Path folder;

    private Path file;
    private final BlockingQueue<Long> seen = new LinkedBlockingQueue<>();

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("weights");
        Files.write(file, new byte[Math.toIntExact(4 * BYTES)]);
    }

    @Test
    void followsAPassForwardAndBack() throws InterruptedException {
        try (MappedFile mapped = MappedFile.open(file, "weights");
                PagesInOrder pages = new PagesInOrder(0, s -> seen.add(number(s, mapped)))) {
            List<WeightData> weights = weights(mapped);
            for (int i = 0; i < 4; i++) {
                read(pages, weights.get(i));
            }
            assertThat(seen).as("while the order is learned").isEmpty();
            read(pages, weights.get(2));
            assertThat(next()).isEqualTo(1);
            read(pages, weights.get(1));
            assertThat(next()).isEqualTo(0);
            read(pages, weights.get(0));
            read(pages, weights.get(1));
            assertThat(next()).isEqualTo(2);
        }
    }

    @Test
    void theMemoryHoldsTheSameAfterIt() {
        try (MappedFile mapped = MappedFile.open(file, "weights");
                PagesInOrder pages = new PagesInOrder()) {
            for (WeightData weight : weights(mapped)) {
                pages.read(weight);
                double[] row = new double[COLUMNS];
                weight.decodeRow(ROWS - 1, 0, COLUMNS, row);
                assertThat(row).containsOnly(0);
            }
        }
    }

    @Test
    void filesMayBeClosedAfterIt() {
        assertThatCode(() -> {
                    for (int i = 0; i < 50; i++) {
                        try (MappedFile mapped = MappedFile.open(file, "weights");
                                PagesInOrder pages = new PagesInOrder(0, MemorySegment::load)) {
                            List<WeightData> weights = weights(mapped);
                            weights.forEach(pages::read);
                            weights.reversed().forEach(pages::read);
                        }
                    }
                })
                .doesNotThrowAnyException();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(t -> t.getName().equals("lxt-pages"));
    }

    @Test
    void weightsInOrdinaryMemoryAreNoneOfItsBusiness() {
        try (PagesInOrder pages = new PagesInOrder(0, _ -> seen.add(0L))) {
            for (int i = 0; i < 3; i++) {
                pages.read(Weight.of("w", new float[] {1, 2}, 1, 2).data());
            }
        }
        assertThat(seen).isEmpty();
    }

    /** The thread is given time to see each reading by itself. */
    private static void read(PagesInOrder pages, WeightData weight) throws InterruptedException {
        pages.read(weight);
        Thread.sleep(50);
    }

    private @Nullable Long next() throws InterruptedException {
        return seen.poll(20, TimeUnit.SECONDS);
    }

    private static long number(MemorySegment weight, MappedFile mapped) {
        return (weight.address() - mapped.bytes().address()) / BYTES;
    }

    private static List<WeightData> weights(MappedFile mapped) {
        List<WeightData> weights = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            weights.add(Weight.of("w" + i, mapped.bytes().asSlice(i * BYTES, BYTES), Encoding.F32, ROWS, COLUMNS)
                    .data());
        }
        return weights;
    }
}
