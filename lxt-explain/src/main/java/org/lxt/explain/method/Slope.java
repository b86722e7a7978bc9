// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method;

/**
 * The explained value at a point, and its gradient there.
 *
 * @param value the explained value
 * @param gradient {@code [rows, columns]} of the question, row by row
 */
public record Slope(double value, double[] gradient) {}
