// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops;

import static org.lxt.tensor.ops.Operations.multiply;
import static org.lxt.tensor.ops.Operations.selectRows;
import static org.lxt.tensor.ops.Operations.sum;

import java.util.List;
import org.lxt.tensor.Case;
import org.lxt.tensor.RandomValues;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.rows.PackedRows;

/** Puts behind a function what makes its gradient reach several of its rows, but not all, by different numbers. */
final class MixedRows {
    private MixedRows() {}

    /** The case itself, and the case with a weighted sum of some of its output's rows behind it. */
    static List<Case> with(RandomValues random, Case tried, int rows, int columns) {
        PackedRows all = PackedRows.ofLengths(rows);
        PackedRows some = random.someOf(all);
        double[] weights = random.values(some.size() * columns);
        Case.Body behind = (s, x) -> mix(s, tried.run(s, x), all, some, weights);
        return List.of(
                tried,
                new Case(
                        tried.name() + ", then rows " + some + " mixed",
                        tried.inputs(),
                        behind,
                        tried.causes(),
                        tried.ordinary()));
    }

    private static Tensor mix(Scope s, Tensor y, PackedRows all, PackedRows some, double[] weights) {
        Tensor chosen = selectRows(y, all, some);
        Tensor flat = s.constant(Shape.of(some.size(), y.columns()), weights);
        // rows that are all selected keep the shape they had
        Tensor factors = chosen.shape().equals(flat.shape()) ? flat : s.constant(chosen.shape(), weights);
        return sum(multiply(chosen, factors), 0);
    }
}
