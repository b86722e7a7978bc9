// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.device;

import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Backends;

/**
 * A pretended device: what a GPU backend would look like behind {@link Backend}. Its memory is out of the host's reach,
 * its operations run later, in order, on a thread of its own, and it has none of the fused kernels.
 *
 * <p>It refuses what a real device would answer with wrong numbers: freed or foreign handles, arrays changed after the
 * call, matrix products in place.
 */
public interface StandInDevice extends Backend {
    /** The name by which {@link Backends#named} finds it. */
    String NAME = "stand-in-device";

    /** Opens a device of its own. */
    static StandInDevice open() {
        return (StandInDevice) Backends.named(NAME, new BackendOptions(1));
    }

    /** Number of buffers that were allocated and not freed; can still be asked when the device is closed. */
    int liveBuffers();

    /** Number of weights that were loaded and not freed; can still be asked when the device is closed. */
    int liveWeights();

    /** Number of buffers that were allocated so far, freed ones counted. */
    long allocations();

    /** Number of indices that were loaded and not freed; can still be asked when the device is closed. */
    int liveIndices();

    /** Number of indices that were loaded so far, freed ones counted. */
    long indexLoads();

    /** Lets the n-th load of an index from now on fail, and none after it; 0 for none. */
    void failIndexLoad(long n);

    /** Number of weights that were loaded so far, freed ones counted. */
    long weightLoads();

    /** Lets the n-th allocation from now on fail, and none after it; 0 for none. */
    void failAllocation(long n);

    /** Lets the n-th load of a weight from now on fail, and none after it; 0 for none. */
    void failLoad(long n);

    /** Number of operations that were issued so far. */
    long issued();
}
