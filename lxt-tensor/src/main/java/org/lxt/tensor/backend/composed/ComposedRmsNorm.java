package org.lxt.tensor.backend.composed;

import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.Buffer;

/** The root-mean-square norm out of mandatory kernels. */
public final class ComposedRmsNorm {
    private ComposedRmsNorm() {}

    /** See {@link Backend#rmsNorm}. */
    public static void forward(
            Backend backend,
            Buffer y,
            Buffer inverseRms,
            Buffer x,
            Buffer weight,
            double offset,
            double epsilon,
            int rows,
            int columns) {
        backend.rowDot(inverseRms, x, x, null, rows, columns);
        backend.inverseRoot(inverseRms, inverseRms, 1.0 / columns, epsilon, rows);
        backend.scaleRows(y, x, inverseRms, null, rows, columns);
        backend.multiplyVector(y, y, weight, offset, rows, columns);
    }
}
