// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend.memory;

/**
 * Whole numbers as one backend holds them, most often which row of one operand each row of another meets: uploaded once,
 * then used by any number of kernels.
 */
public interface Index {
    /** How many. */
    int size();
}
