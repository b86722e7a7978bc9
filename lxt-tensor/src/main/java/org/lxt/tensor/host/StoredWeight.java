// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.host;

import org.lxt.tensor.weight.WeightData;
import org.lxt.tensor.weight.WeightHandle;

/** A weight that stays where and as it is stored; host backends decode it while they use it. */
public record StoredWeight(WeightData data) implements WeightHandle {
    @Override
    public boolean isReadInPlace() {
        return true;
    }

    /** Decodes columns {@code from .. from + count} of a row into {@code destination[0 .. count]}. */
    public void decodeRow(int row, int from, int count, double[] destination) {
        data.decodeRow(row, from, count, destination);
    }
}
