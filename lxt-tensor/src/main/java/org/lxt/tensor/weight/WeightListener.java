// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.weight;

/** Is told which weight is about to be read whole. Called by the threads that compute, so it must be quick. */
@FunctionalInterface
public interface WeightListener {
    /** Tells nobody. */
    WeightListener NONE = _ -> {};

    /** A product is about to read all of this weight where it is stored. */
    void read(WeightData weight);
}
