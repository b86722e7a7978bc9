// SPDX-License-Identifier: BSD-3-Clause
/** Times two programs that explain the same prompt, in turn. Run by {@code bench/compare}. */
@NullMarked
package org.lxt.bench.compare;

import org.jspecify.annotations.NullMarked;
