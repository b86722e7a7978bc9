// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.element;

import static org.lxt.tensor.vector.hardware.Lanes.F;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;
import static org.lxt.tensor.vector.hardware.Lanes.load;
import static org.lxt.tensor.vector.hardware.Lanes.loadTail;
import static org.lxt.tensor.vector.hardware.Lanes.store;
import static org.lxt.tensor.vector.hardware.Lanes.storeTail;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.lxt.tensor.backend.kernel.Activation;

/**
 * Runs of activations. One loop for each function: a vector that passes through a choice or an interface inside a loop
 * is boxed.
 */
public final class Activations {
    private Activations() {}

    /** {@code n} elements from byte {@code dAt} and {@code xAt} on. */
    public static void run(Activation f, MemorySegment d, long dAt, MemorySegment x, long xAt, int n) {
        switch (f) {
            case SILU -> silu(d, dAt, x, xAt, n);
            case GELU -> gelu(d, dAt, x, xAt, densities(x, xAt, n), n);
            case GELU_TANH -> geluTanh(d, dAt, x, xAt, n);
            case RELU -> relu(d, dAt, x, xAt, n);
            case TANH -> tanh(d, dAt, x, xAt, n);
            case SIGMOID -> sigmoid(d, dAt, x, xAt, n);
        }
    }

    private static void silu(MemorySegment d, long dAt, MemorySegment x, long xAt, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            store(Curves.silu(load(x, xAt + 4L * i)), d, dAt + 4L * i);
        }
        if (i < n) {
            storeTail(Curves.silu(loadTail(x, xAt + 4L * i, n - i)), d, dAt + 4L * i, n - i);
        }
    }

    private static void gelu(MemorySegment d, long dAt, MemorySegment x, long xAt, float[] density, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            FloatVector own = FloatVector.fromArray(F, density, i);
            store(Curves.gelu(load(x, xAt + 4L * i), own), d, dAt + 4L * i);
        }
        if (i < n) {
            FloatVector own = FloatVector.fromArray(F, density, i);
            storeTail(Curves.gelu(loadTail(x, xAt + 4L * i, n - i), own), d, dAt + 4L * i, n - i);
        }
    }

    /**
     * {@code exp(-x^2 / 2)}, up to a whole number of vectors. Together with what GELU does with it, it would be more than the
     * compiler inlines in one loop, and then each vector is an object. Hence a loop of its own, called where there is no loop:
     * a caller that is hot itself would be given it to inline.
     */
    static float[] densities(MemorySegment x, long xAt, int n) {
        float[] density = new float[n + LENGTH];
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            Curves.density(load(x, xAt + 4L * i)).intoArray(density, i);
        }
        if (i < n) {
            Curves.density(loadTail(x, xAt + 4L * i, n - i)).intoArray(density, i);
        }
        return density;
    }

    private static void geluTanh(MemorySegment d, long dAt, MemorySegment x, long xAt, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            store(Curves.geluTanh(load(x, xAt + 4L * i)), d, dAt + 4L * i);
        }
        if (i < n) {
            storeTail(Curves.geluTanh(loadTail(x, xAt + 4L * i, n - i)), d, dAt + 4L * i, n - i);
        }
    }

    private static void relu(MemorySegment d, long dAt, MemorySegment x, long xAt, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            store(Curves.relu(load(x, xAt + 4L * i)), d, dAt + 4L * i);
        }
        if (i < n) {
            storeTail(Curves.relu(loadTail(x, xAt + 4L * i, n - i)), d, dAt + 4L * i, n - i);
        }
    }

    private static void tanh(MemorySegment d, long dAt, MemorySegment x, long xAt, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            store(Curves.tanh(load(x, xAt + 4L * i)), d, dAt + 4L * i);
        }
        if (i < n) {
            storeTail(Curves.tanh(loadTail(x, xAt + 4L * i, n - i)), d, dAt + 4L * i, n - i);
        }
    }

    private static void sigmoid(MemorySegment d, long dAt, MemorySegment x, long xAt, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            store(Curves.sigmoid(load(x, xAt + 4L * i)), d, dAt + 4L * i);
        }
        if (i < n) {
            storeTail(Curves.sigmoid(loadTail(x, xAt + 4L * i, n - i)), d, dAt + 4L * i, n - i);
        }
    }
}
