// SPDX-License-Identifier: BSD-3-Clause
/** Memory for code: {@link org.lxt.asm.memory.CodePages}, and functions in it: {@link org.lxt.asm.memory.Functions}. */
package org.lxt.asm.memory;
