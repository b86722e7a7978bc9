package org.lxt.tensor.vector.pack;

import static org.lxt.tensor.vector.hardware.Lanes.F;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;

/** Takes the signs away from what is packed. */
public final class Magnitudes {
    private Magnitudes() {}

    /** {@code size} elements of {@code d} from {@code at} on become their magnitudes. */
    public static void inPlace(float[] d, int at, int size) {
        run(d, at, d, at, size);
    }

    /** {@code size} elements of {@code d} from {@code at} on become the magnitudes of those of {@code x} from {@code xAt} on. */
    public static void run(float[] d, int at, float[] x, int xAt, int size) {
        int i = 0;
        for (; i <= size - LENGTH; i += LENGTH) {
            FloatVector.fromArray(F, x, xAt + i).abs().intoArray(d, at + i);
        }
        for (; i < size; i++) {
            d[at + i] = Math.abs(x[xAt + i]);
        }
    }
}
