// SPDX-License-Identifier: BSD-3-Clause
/** Products of few rows, which read the weights where they lie. */
package org.lxt.asm.kernel.skinny;
