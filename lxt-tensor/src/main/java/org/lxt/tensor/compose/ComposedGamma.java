// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.compose;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.Temporaries;
import org.lxt.tensor.backend.kernel.GammaKernels;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.weight.WeightHandle;

/** The kernels of the gamma rule out of mandatory ones. */
public record ComposedGamma(Backend backend) implements GammaKernels {

    @Override
    public void magnitudeLinear(
            Buffer y, Buffer magnitude, Buffer x, int rows, WeightHandle w, int outputs, int inputs) {
        backend.matrices().linear(y, x, rows, w);
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer size = temporaries.allocate((long) rows * inputs);
            Signs.magnitude(backend, size, x, rows * inputs);
            ChangedWeight weight = new ChangedWeight(backend, w, outputs, inputs);
            weight.forEachBlock(
                    (block, n) -> Signs.magnitude(backend, block, block, n),
                    (block, at) -> weight.forward(magnitude, size, rows, block, at, 0));
        }
    }

    @Override
    public void magnitudeLinearGradient(
            Buffer gx, Buffer gMagnitude, Buffer g, Buffer signed, int rows, WeightHandle w, int outputs, int inputs) {
        backend.matrices().linearGradient(gx, g, rows, w);
        backend.fill(gMagnitude, 0, (long) rows * inputs);
        ChangedWeight weight = new ChangedWeight(backend, w, outputs, inputs);
        weight.forEachBlock(
                (block, n) -> Signs.magnitude(backend, block, block, n),
                (block, at) -> weight.backward(gMagnitude, signed, rows, block, at));
    }

    @Override
    public void gammaFactors(
            Buffer factors, Buffer signed, Buffer y, Buffer magnitude, double gamma, double stabilizer, int size) {
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer divisor = temporaries.allocate(size);
            Buffer other = temporaries.allocate(size);
            backend.elements().scale(divisor, magnitude, gamma / 2, size);
            Signs.magnitude(backend, factors, y, size);
            backend.elements().scale(other, factors, 1 + gamma / 2, size);
            backend.elements().add(divisor, divisor, other, size);
            backend.fill(other, stabilizer, size);
            backend.elements().add(divisor, divisor, other, size);
            backend.elements().divide(factors, factors, divisor, null, 1, size);
            backend.elements().divide(signed, y, divisor, null, 1, size);
        }
    }

    @Override
    public void gammaGradient(
            Buffer gx,
            Buffer u,
            Buffer v,
            Buffer x,
            @Nullable Index xRows,
            double gamma,
            double epsilon,
            int rows,
            int columns) {
        int size = rows * columns;
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer own = temporaries.allocate(size);
            Buffer part = temporaries.allocate(size);
            Index map = xRows != null
                    ? xRows
                    : temporaries.index(IntStream.range(0, rows).toArray());
            backend.movement().gatherRows(own, x, map, columns);
            Signs.magnitude(backend, part, own, size);
            backend.elements().multiply(part, part, v, null, rows, columns);
            backend.elements().scale(part, part, gamma / 2, size);
            backend.elements().multiply(gx, own, u, null, rows, columns);
            backend.elements().scale(gx, gx, 1 + gamma / 2, size);
            backend.elements().add(gx, gx, part, size);
            Signs.stabilized(backend, own, own, epsilon, size);
            backend.elements().divide(gx, gx, own, null, rows, columns);
        }
    }
}
