// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method;

/**
 * What the model makes of a question as it is.
 *
 * @param question the question
 * @param input the values that relevance is asked at, {@code [rows, columns]} of the question, row by row
 * @param value the explained value
 */
public record Asked(Question question, double[] input, double value) {}
