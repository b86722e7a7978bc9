// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.request;

/** Is told how far a long computation is. Called by the thread that computes, so it must be quick. */
@FunctionalInterface
public interface Progress {
    /** What takes its time. */
    enum Phase {
        /** A checkpoint is opened and its model put together; one step. */
        LOAD,
        /** The forward pass; one step a layer, and one for what surrounds them. */
        FORWARD,
        /** The backward pass, in as many steps; with hops, or with more targets than there is room for at once, that many times as many. */
        BACKWARD,
        /** A method looks at other points than the prompt itself; one step for each. */
        POINTS,
        /** What flows into the nodes of a graph; one step for each. */
        EDGES,
        /** A prompt is continued; one step for each token. */
        GENERATE
    }

    /** Tells nobody. */
    Progress NONE = (_, _, _) -> {};

    /**
     * Tells how far a phase is: called with 0 when it begins, and with its total when it ends.
     *
     * @param phase the phase
     * @param done how many of its steps are done
     * @param total how many there are; of {@link Phase#GENERATE} at most
     */
    void at(Phase phase, int done, int total);
}
