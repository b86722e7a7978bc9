// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda;

import org.lxt.cuda.launch.LaunchedBackend;
import org.lxt.cuda.launch.LaunchedGamma;
import org.lxt.cuda.memory.DeviceBuffer;
import org.lxt.cuda.memory.DeviceWeight;
import org.lxt.cuda.memory.Piece;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.weight.WeightHandle;

/** The gamma rule: each of its two products is one over the weight as it is, or over its magnitudes, widened. */
final class CudaGamma extends LaunchedGamma {
    private final DeviceSession session;

    CudaGamma(LaunchedBackend backend, DeviceSession session) {
        super(backend);
        this.session = session;
    }

    @Override
    public void magnitudeLinear(
            Buffer y, Buffer magnitude, Buffer x, int rows, WeightHandle weight, int outputs, int inputs) {
        DeviceWeight w = (DeviceWeight) weight;
        session.products().forward(address(y), address(x), rows, w, false);
        long size = (long) rows * inputs;
        Piece sizes = session.memory().take(size * Float.BYTES);
        try {
            session.weights().magnitude(sizes.address(), address(x), size);
            session.products().forward(address(magnitude), sizes.address(), rows, w, true);
        } finally {
            session.memory().giveBack(sizes);
        }
    }

    @Override
    public void magnitudeLinearGradient(
            Buffer gx,
            Buffer gMagnitude,
            Buffer g,
            Buffer signed,
            int rows,
            WeightHandle weight,
            int outputs,
            int inputs) {
        DeviceWeight w = (DeviceWeight) weight;
        session.products().backward(address(gx), address(g), rows, w, false);
        session.products().backward(address(gMagnitude), address(signed), rows, w, true);
    }

    private static long address(Buffer buffer) {
        return ((DeviceBuffer) buffer).memory().address();
    }
}
