// SPDX-License-Identifier: BSD-3-Clause
/**
 * The backend of SIMD kernels: {@link org.lxt.tensor.vector.VectorBackend} hands kernels their memory and their share of the
 * threads. The kernels are in the packages below; those of elements and rows know memory and positions alone.
 */
package org.lxt.tensor.vector;
