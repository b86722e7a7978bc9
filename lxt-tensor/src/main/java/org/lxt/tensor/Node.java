// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A recorded operation, or a watched tensor that no operation made. */
final class Node {
    final int index;
    final @Nullable Operation operation;
    final Shape shape;
    /** Sites under which the value at this node is reported. */
    final List<Site> marks = new ArrayList<>();
    /** Sites under which the gradient at this node is kept. */
    final List<Site> kept = new ArrayList<>();
    /** The value, held only if it is marked. */
    @Nullable
    Tensor value;

    Node(int index, @Nullable Operation operation, Shape shape) {
        this.index = index;
        this.operation = operation;
        this.shape = shape;
    }
}
