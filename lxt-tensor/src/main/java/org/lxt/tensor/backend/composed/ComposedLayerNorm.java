package org.lxt.tensor.backend.composed;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.Buffer;

/** Layer norm out of mandatory kernels. */
public final class ComposedLayerNorm {
    private ComposedLayerNorm() {}

    /** See {@link Backend#layerNorm}. */
    public static void forward(
            Backend backend,
            Buffer y,
            Buffer mean,
            Buffer inverseDeviation,
            Buffer x,
            Buffer weight,
            @Nullable Buffer bias,
            double epsilon,
            int rows,
            int columns) {
        backend.sum(mean, x, rows, columns, 1);
        backend.scale(mean, mean, -1.0 / columns, rows);
        backend.repeat(y, mean, rows, columns, 1);
        backend.scale(mean, mean, -1, rows);
        backend.add(y, y, x, (long) rows * columns);
        // from the differences, not as a difference of squares, which would cancel
        backend.rowDot(inverseDeviation, y, y, null, rows, columns);
        backend.inverseRoot(inverseDeviation, inverseDeviation, 1.0 / columns, epsilon, rows);
        backend.scaleRows(y, y, inverseDeviation, null, rows, columns);
        backend.multiplyVector(y, y, weight, 0, rows, columns);
        if (bias != null) {
            backend.addVector(y, y, bias, rows, columns);
        }
    }
}
