// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.cases;

/**
 * A tensor that LXT computed for a case.
 *
 * @param shape extents
 * @param values elements, row by row
 */
public record ActualTensor(long[] shape, double[] values) {}
