// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.linear.Routing;
import org.lxt.tensor.rows.PackedRows;

/**
 * Something that a run computes and that has a name: the output of a layer, the heads of an attention, the neurons of an MLP. Its
 * units are side by side in each row, all of one size; of a routed value each row is one unit.
 *
 * @param site its name, such as {@code layers.3.mlp.neurons}
 * @param tensor the value
 * @param rows which tokens its rows are, of a routed value those that were routed; null if they are not tokens
 * @param units how many units there are: heads, experts, else the elements of a row
 * @param routing of the outputs of experts, {@code [rows.size() * routing.perToken(), any]}, which expert each row is; else null
 */
public record NamedValue(
        Site site,
        Tensor tensor,
        @Nullable PackedRows rows,
        int units,
        @Nullable Routing routing) {
    /** The same name of another tensor of this shape. */
    public NamedValue with(Tensor other) {
        return new NamedValue(site, other, rows, units, routing);
    }

    /** {@link #with} by a name that needs no quotes in Scala. */
    public NamedValue withTensor(Tensor other) {
        return with(other);
    }
}
