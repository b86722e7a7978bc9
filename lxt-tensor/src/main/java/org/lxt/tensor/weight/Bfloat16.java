// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.weight;

/** Single numbers of bfloat16: the upper half of a float32. */
public final class Bfloat16 {
    /** Set in a NaN so that it does not become infinite when its lower half is cut off. */
    private static final int QUIET = 0x40;

    private Bfloat16() {}

    /** The nearest one; of two that are equally near the one whose last bit is 0. What is too large becomes infinite. */
    public static short round(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) ((bits >>> 16) | QUIET);
        }
        return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
    }

    /** Its value, exactly. */
    public static float value(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }
}
