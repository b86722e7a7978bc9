// SPDX-License-Identifier: BSD-3-Clause
/** Arithmetic between the products: along rows, softmax of scores, activations. */
package org.lxt.asm.kernel.row;
