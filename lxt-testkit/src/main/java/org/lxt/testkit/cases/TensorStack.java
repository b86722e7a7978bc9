// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.cases;

import java.util.LinkedHashMap;
import java.util.Map;

/** Collects one tensor of each name for every explanation, stacked along a first dimension if the case has one. */
final class TensorStack {
    private final boolean stacked;
    private final Map<String, ActualTensor> tensors = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    TensorStack(boolean stacked) {
        this.stacked = stacked;
    }

    void add(String name, double[] values, int... extents) {
        int[] inner = extents.length == 0 ? new int[] {values.length} : extents;
        int count = counts.merge(name, 1, Integer::sum);
        ActualTensor before = tensors.get(name);
        double[] all = new double[(before == null ? 0 : before.values().length) + values.length];
        if (before != null) {
            System.arraycopy(before.values(), 0, all, 0, before.values().length);
        }
        System.arraycopy(values, 0, all, all.length - values.length, values.length);
        long[] shape = new long[inner.length + (stacked ? 1 : 0)];
        if (stacked) {
            shape[0] = count;
        } else if (count > 1) {
            throw new CaseException("a case of " + count + " explanations needs a leading dimension");
        }
        for (int d = 0; d < inner.length; d++) {
            shape[shape.length - inner.length + d] = inner[d];
        }
        tensors.put(name, new ActualTensor(shape, all));
    }

    void into(Map<String, ActualTensor> target) {
        target.putAll(tensors);
    }
}
