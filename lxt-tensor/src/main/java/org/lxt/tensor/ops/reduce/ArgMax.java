// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.reduce;

import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.Temporaries;
import org.lxt.tensor.backend.memory.Buffer;

/** Where along an axis the first of the largest numbers stands. No gradient passes; the host waits for the answer. */
public final class ArgMax {
    private ArgMax() {}

    /**
     * Finds the positions along an axis; a negative one counts from the end.
     *
     * @return a position for each element of {@link Max}, in their order
     */
    public static int[] apply(Tensor x, int axis) {
        Axis along = Max.axis("arg max", x, axis);
        int groups = along.groups(x.rows());
        double[] positions = new double[Math.multiplyExact(groups, along.inner())];
        Backend backend = x.scope().backend();
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer values = temporaries.allocate(positions.length);
            Buffer places = temporaries.allocate(positions.length);
            backend.reductions().max(values, places, x.buffer(), groups, along.length(), along.inner());
            backend.read(places, 0, positions);
            int[] result = new int[positions.length];
            for (int i = 0; i < result.length; i++) {
                result[i] = (int) positions[i];
            }
            return result;
        }
    }
}
