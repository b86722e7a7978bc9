// SPDX-License-Identifier: BSD-3-Clause
/** The kernels in CUDA C, and how each is launched: which grid, which arguments. Knows nothing of a driver or of memory. */
package org.lxt.cuda.launch;
