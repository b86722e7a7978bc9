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

/** Runs of {@code g f'(x)}, a loop for each function as in {@link Activations}. */
public final class ActivationGradients {
    private ActivationGradients() {}

    /** {@code n} elements from the byte positions on. */
    public static void run(
            Activation f, MemorySegment d, long dAt, MemorySegment g, long gAt, MemorySegment x, long xAt, int n) {
        switch (f) {
            case SILU -> silu(d, dAt, g, gAt, x, xAt, n);
            case GELU -> gelu(d, dAt, g, gAt, x, xAt, Activations.densities(x, xAt, n), n);
            case GELU_TANH -> geluTanh(d, dAt, g, gAt, x, xAt, n);
            case RELU -> relu(d, dAt, g, gAt, x, xAt, n);
            case TANH -> tanh(d, dAt, g, gAt, x, xAt, n);
            case SIGMOID -> sigmoid(d, dAt, g, gAt, x, xAt, n);
        }
    }

    private static void silu(MemorySegment d, long dAt, MemorySegment g, long gAt, MemorySegment x, long xAt, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            long at = 4L * i;
            store(Curves.siluDerivative(load(x, xAt + at)).mul(load(g, gAt + at)), d, dAt + at);
        }
        if (i < n) {
            long at = 4L * i;
            int left = n - i;
            storeTail(
                    Curves.siluDerivative(loadTail(x, xAt + at, left)).mul(loadTail(g, gAt + at, left)),
                    d,
                    dAt + at,
                    left);
        }
    }

    private static void gelu(
            MemorySegment d, long dAt, MemorySegment g, long gAt, MemorySegment x, long xAt, float[] density, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            long at = 4L * i;
            FloatVector own = FloatVector.fromArray(F, density, i);
            store(Curves.geluDerivative(load(x, xAt + at), own).mul(load(g, gAt + at)), d, dAt + at);
        }
        if (i < n) {
            long at = 4L * i;
            int left = n - i;
            storeTail(
                    Curves.geluDerivative(loadTail(x, xAt + at, left), FloatVector.fromArray(F, density, i))
                            .mul(loadTail(g, gAt + at, left)),
                    d,
                    dAt + at,
                    left);
        }
    }

    private static void geluTanh(
            MemorySegment d, long dAt, MemorySegment g, long gAt, MemorySegment x, long xAt, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            long at = 4L * i;
            store(Curves.geluTanhDerivative(load(x, xAt + at)).mul(load(g, gAt + at)), d, dAt + at);
        }
        if (i < n) {
            long at = 4L * i;
            int left = n - i;
            storeTail(
                    Curves.geluTanhDerivative(loadTail(x, xAt + at, left)).mul(loadTail(g, gAt + at, left)),
                    d,
                    dAt + at,
                    left);
        }
    }

    private static void relu(MemorySegment d, long dAt, MemorySegment g, long gAt, MemorySegment x, long xAt, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            long at = 4L * i;
            store(Curves.reluDerivative(load(x, xAt + at)).mul(load(g, gAt + at)), d, dAt + at);
        }
        if (i < n) {
            long at = 4L * i;
            int left = n - i;
            storeTail(
                    Curves.reluDerivative(loadTail(x, xAt + at, left)).mul(loadTail(g, gAt + at, left)),
                    d,
                    dAt + at,
                    left);
        }
    }

    private static void tanh(MemorySegment d, long dAt, MemorySegment g, long gAt, MemorySegment x, long xAt, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            long at = 4L * i;
            store(Curves.tanhDerivative(load(x, xAt + at)).mul(load(g, gAt + at)), d, dAt + at);
        }
        if (i < n) {
            long at = 4L * i;
            int left = n - i;
            storeTail(
                    Curves.tanhDerivative(loadTail(x, xAt + at, left)).mul(loadTail(g, gAt + at, left)),
                    d,
                    dAt + at,
                    left);
        }
    }

    private static void sigmoid(
            MemorySegment d, long dAt, MemorySegment g, long gAt, MemorySegment x, long xAt, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            long at = 4L * i;
            store(Curves.sigmoidDerivative(load(x, xAt + at)).mul(load(g, gAt + at)), d, dAt + at);
        }
        if (i < n) {
            long at = 4L * i;
            int left = n - i;
            storeTail(
                    Curves.sigmoidDerivative(loadTail(x, xAt + at, left)).mul(loadTail(g, gAt + at, left)),
                    d,
                    dAt + at,
                    left);
        }
    }
}
