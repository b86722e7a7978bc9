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
 * together on the host.
 */
public final class WeightUpload {
    private static final int STAGE_BYTES = 1 << 24;
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

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
        Encoding encoding = data.encoding() == Encoding.F64 ? Encoding.F32 : data.encoding();
        Piece piece = memory.take((long) rows * columns * encoding.bytes());
        try {
            boolean dense = stride == columns || rows == 1;
            if (dense && data.segment().isNative() && data.encoding() != Encoding.F64) {
                long bytes = (long) rows * columns * encoding.bytes();
                stream.upload(piece.address(), data.segment().asSlice(data.offset() * encoding.bytes(), bytes));
            } else {
                copyRows(piece, data, new Stored(rows, columns, stride, encoding.bytes()));
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
     * @param stride elements from one row to the next on the host
     * @param bytes of an element on the device
     */
    private record Stored(int rows, int columns, long stride, int bytes) {}

    private void copyRows(Piece piece, WeightData data, Stored stored) {
        long rowBytes = (long) stored.columns * stored.bytes;
        int most = Math.clamp(STAGE_BYTES / rowBytes, 1, stored.rows);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment stage = arena.allocate(most * rowBytes, Double.BYTES);
            for (int first = 0; first < stored.rows; first += most) {
                int count = Math.min(most, stored.rows - first);
                for (int r = 0; r < count; r++) {
                    long from = data.offset() + (first + r) * stored.stride;
                    copyRow(stage.asSlice(r * rowBytes, rowBytes), data, from, stored.columns);
                }
                stream.upload(piece.address() + first * rowBytes, stage.asSlice(0, count * rowBytes));
            }
        }
    }

    private static void copyRow(MemorySegment row, WeightData data, long from, int columns) {
        int bytes = data.encoding().bytes();
        if (data.encoding() != Encoding.F64) {
            MemorySegment.copy(data.segment(), from * bytes, row, 0, (long) columns * bytes);
            return;
        }
        for (int c = 0; c < columns; c++) {
            float rounded = (float) data.segment().get(DOUBLE, (from + c) * bytes);
            row.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), c, rounded);
        }
    }
}
