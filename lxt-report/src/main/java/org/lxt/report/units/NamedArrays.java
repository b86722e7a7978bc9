// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.units;

import java.util.ArrayList;
import java.util.List;

/** Matrices with names. */
final class NamedArrays {
    /** A matrix, row by row. */
    record Named(String name, int rows, int columns, float[] values) {}

    private final List<Named> all = new ArrayList<>();

    void add(String name, int rows, int columns, double[] values) {
        float[] single = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            single[i] = (float) values[i];
        }
        all.add(new Named(name, rows, columns, single));
    }

    List<Named> all() {
        return List.copyOf(all);
    }
}
