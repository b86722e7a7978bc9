// SPDX-License-Identifier: BSD-3-Clause
/** Matrix products from packed panels: tiles of sums in registers, in float32 and by pairs of bfloat16. */
package org.lxt.asm.kernel.product;
