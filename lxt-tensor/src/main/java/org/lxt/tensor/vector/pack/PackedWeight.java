// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.pack;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.weight.WeightData;
import org.lxt.tensor.weight.WeightHandle;

/** A weight that stays where and as it is stored, and of which packed panels may be kept as well. */
public final class PackedWeight implements WeightHandle {
    private final WeightData data;
    private final PackMemory.Packing forward;
    private final PackMemory.Packing backward;

    /** A weight in native memory. */
    public PackedWeight(WeightData data, PackMemory memory) {
        this.data = data;
        this.forward = new PackMemory.Packing(memory, data.columns(), data.rows());
        this.backward = new PackMemory.Packing(memory, data.rows(), data.columns());
    }

    @Override
    public boolean isReadInPlace() {
        return true;
    }

    /** Gives the kept panels back. */
    public void free() {
        forward.free();
        backward.free();
    }

    /** The weight as it is stored. */
    public WeightData data() {
        return data;
    }

    /** As right operand of a gradient's product. */
    public Operand operand() {
        return Operand.of(data);
    }

    /** Panels of {@link #operand} transposed, that is, of the right operand of {@code y = x W^T}; null if none are kept. */
    @Nullable
    public KeptPanels forward() {
        return forward.next();
    }

    /** Panels of {@link #operand}; null if none are kept. */
    @Nullable
    public KeptPanels backward() {
        return backward.next();
    }
}
