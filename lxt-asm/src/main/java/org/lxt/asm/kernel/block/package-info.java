// SPDX-License-Identifier: BSD-3-Clause
/** Weights that are stored in blocks: how machine code decodes them, and products of few rows with them. */
package org.lxt.asm.kernel.block;
