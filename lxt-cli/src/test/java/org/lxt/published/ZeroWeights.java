// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.published;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.Weight;

/**
 * Parameters of any name and shape, all 0: each a part of one file without content, so that a model of any size loads in
 * no memory. It holds no parameter that it is asked about, and has the shapes of a vision transformer of the base size.
 */
final class ZeroWeights implements Weights, AutoCloseable {
    private static final long BYTES = 3L << 30;

    private final Path file;
    private final Arena arena;
    private final MemorySegment zeros;

    private ZeroWeights(Path file, Arena arena, MemorySegment zeros) {
        this.file = file;
        this.arena = arena;
        this.zeros = zeros;
    }

    static ZeroWeights in(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "zeros", "");
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new ZeroWeights(file, arena, channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES, arena));
        }
    }

    @Override
    public Set<String> names() {
        return Set.of();
    }

    @Override
    public Weight matrix(String name, int rows, int columns) {
        return Weight.of(name, zeros.asSlice(0, 2L * rows * columns), Encoding.F16, rows, columns);
    }

    @Override
    public Weight stack(String name, int count, int rows, int columns) {
        return matrix(name, Math.multiplyExact(count, rows), columns);
    }

    @Override
    public Weight filters(String name, int filters, int channels, int height, int width) {
        return matrix(name, filters, channels * height * width);
    }

    @Override
    public long[] shape(String name) {
        return name.endsWith("projection.weight")
                ? new long[] {768, 3, 16, 16}
                : name.endsWith("position_embeddings") ? new long[] {1, 197, 768} : new long[] {768, 768};
    }

    @Override
    public double[] stackValues(String name, int count, int rows, int columns) {
        return new double[count * rows * columns];
    }

    @Override
    public double[] vector(String name, int size) {
        return new double[size];
    }

    @Override
    public void close() throws IOException {
        arena.close();
        Files.delete(file);
    }
}
