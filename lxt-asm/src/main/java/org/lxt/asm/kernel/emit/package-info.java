// SPDX-License-Identifier: BSD-3-Clause
/** What kernels share when they write their instructions: loads of stored elements, lanes at the end of a row, exponentials. */
package org.lxt.asm.kernel.emit;
