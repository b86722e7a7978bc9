// SPDX-License-Identifier: BSD-3-Clause
/** Panels packed, turned and copied. */
package org.lxt.asm.kernel.move;
