// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method;

/**
 * Other values in the place of a question's input.
 *
 * @param question the question
 * @param values {@code [rows, columns]} of the question, row by row
 */
public record Point(Question question, double[] values) {
    /** Checks that there are as many values as the question has. */
    public Point {
        if (values.length != Math.multiplyExact(question.rows(), question.columns())) {
            throw new IllegalArgumentException(
                    values.length + " values for an input of " + question.rows() + " x " + question.columns());
        }
    }
}
