// SPDX-License-Identifier: BSD-3-Clause
/** What the kernels compute, and the code for it: {@link org.lxt.asm.kernel.Assembled}. */
package org.lxt.asm.kernel;
