// SPDX-License-Identifier: BSD-3-Clause
/** Micro-benchmarks of the kernels, through the interface that every backend has. Run by {@code bench/micro}. */
@NullMarked
package org.lxt.bench.kernels;

import org.jspecify.annotations.NullMarked;
