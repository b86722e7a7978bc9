package org.lxt.tensor.host;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.lxt.tensor.weight.WeightData;
import org.lxt.tensor.weight.WeightHandle;

/** A weight that stays where and as it is stored; host backends decode it while they use it. */
public record StoredWeight(WeightData data) implements WeightHandle {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Decodes columns {@code from .. from + count} of a row into {@code destination[0 .. count]}. */
    public void decodeRow(int row, int from, int count, double[] destination) {
        MemorySegment segment = data.segment();
        long first = data.offset() + row * data.rowStride() + from * data.columnStride();
        long step = data.columnStride();
        switch (data.encoding()) {
            case F64 -> {
                for (int i = 0; i < count; i++) {
                    destination[i] = segment.get(DOUBLE, (first + i * step) * 8);
                }
            }
            case F32 -> {
                for (int i = 0; i < count; i++) {
                    destination[i] = segment.get(FLOAT, (first + i * step) * 4);
                }
            }
            case F16 -> {
                for (int i = 0; i < count; i++) {
                    destination[i] = Float.float16ToFloat(segment.get(SHORT, (first + i * step) * 2));
                }
            }
            case BF16 -> {
                for (int i = 0; i < count; i++) {
                    destination[i] = Float.intBitsToFloat(segment.get(SHORT, (first + i * step) * 2) << 16);
                }
            }
        }
    }
}
