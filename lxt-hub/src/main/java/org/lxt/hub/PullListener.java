// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub;

/** Told how far a pull is, on the thread that pulls; it should be quick. */
@FunctionalInterface
public interface PullListener {
    /** Tells nobody. */
    PullListener NONE = _ -> {};

    /** Called at the beginning of each file, some times a second while it comes, and at its end. */
    void at(PullProgress progress);
}
