// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.lxt.cuda.driver.DeviceStream;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.WeightData;

/**
 * Copies a weight to a device: as one run of bytes straight out of its file where it is one, else some rows at a time, put
 * together on the host. What is stored in blocks is widened there to float32: the kernels for devices read no blocks.
 */
public final class WeightUpload {
    private static final int STAGE_BYTES = 1 << 24;
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final DeviceStream stream;
    private final DeviceMemory memory;

    /** To a device, into its memory. */
    public WeightUpload(DeviceStream stream, DeviceMemory memory) {
        this.stream = stream;
        this.memory = memory;
    }

    /** Copies a weight. */
    public DeviceWeight load(WeightData data) {
        boolean transposed = data.columnStride() != 1;
        int rows = transposed ? data.columns() : data.rows();
        int columns = transposed ? data.rows() : data.columns();
        long stride = transposed ? data.columnStride() : data.rowStride();
        boolean widened = data.encoding() == Encoding.F64 || data.encoding().isBlocked();
        Encoding encoding = widened ? Encoding.F32 : data.encoding();
        Piece piece = memory.take((long) rows * columns * encoding.bytes());
        try {
            boolean dense = stride == columns || rows == 1;
            if (dense && data.segment().isNative() && !widened) {
                long bytes = (long) rows * columns * encoding.bytes();
                stream.upload(piece.address(), data.segment().asSlice(data.offset() * encoding.bytes(), bytes));
            } else {
                WeightData upright = transposed ? transposed(data) : data;
                copyRows(piece, upright, new Stored(rows, columns, encoding.bytes()));
            }
        } catch (RuntimeException e) {
            memory.release(piece);
            throw e;
        }
        return new DeviceWeight(piece, encoding, data.rows(), data.columns(), transposed);
    }

    /**
     * The stored matrix.
     *
     * @param bytes of an element on the device
     */
    private record Stored(int rows, int columns, int bytes) {}

    private void copyRows(Piece piece, WeightData data, Stored stored) {
        long rowBytes = (long) stored.columns * stored.bytes;
        int most = Math.clamp(STAGE_BYTES / rowBytes, 1, stored.rows);
        double[] values = new double[stored.columns];
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment stage = arena.allocate(most * rowBytes, Double.BYTES);
            for (int first = 0; first < stored.rows; first += most) {
                int count = Math.min(most, stored.rows - first);
                for (int r = 0; r < count; r++) {
                    copyRow(stage.asSlice(r * rowBytes, rowBytes), data, first + r, values);
                }
                stream.upload(piece.address() + first * rowBytes, stage.asSlice(0, count * rowBytes));
            }
        }
    }

    /** The rows as they are stored. */
    private static WeightData transposed(WeightData data) {
        return new WeightData(
                data.segment(),
                data.encoding(),
                data.offset(),
                data.columns(),
                data.rows(),
                data.columnStride(),
                data.rowStride());
    }

    private static void copyRow(MemorySegment to, WeightData data, int row, double[] values) {
        Encoding encoding = data.encoding();
        int columns = data.columns();
        if (encoding != Encoding.F64 && !encoding.isBlocked()) {
            long from = (data.offset() + row * data.rowStride()) * encoding.bytes();
            MemorySegment.copy(data.segment(), from, to, 0, (long) columns * encoding.bytes());
            return;
        }
        data.decodeRow(row, 0, columns, values);
        for (int c = 0; c < columns; c++) {
            to.setAtIndex(FLOAT, c, (float) values[c]);
        }
    }
}
