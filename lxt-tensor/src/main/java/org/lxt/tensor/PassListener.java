// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

/** Is told how far the passes through a model are. Called by the thread that computes, so it must be quick. */
public interface PassListener {
    /** Tells nobody. */
    PassListener NONE = new PassListener() {
        @Override
        public void layerDone() {}

        @Override
        public void wentBack(int done, int total) {}
    };

    /** Another layer of the forward pass was run, see {@link Scope#layer}. */
    void layerDone();

    /**
     * The backward pass went past another operation.
     *
     * @param done how many it has passed
     * @param total how many there are
     */
    void wentBack(int done, int total);
}
