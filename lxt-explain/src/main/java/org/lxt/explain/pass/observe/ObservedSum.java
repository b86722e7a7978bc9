// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.pass.observe;

import java.util.Arrays;
import org.lxt.explain.method.AttentionSum;
import org.lxt.explain.method.LayerAttention;

/** What one of the packed prompts has after an attention. */
final class ObservedSum implements AttentionSum {
    private final SumValues values;
    private final AttentionValues attended;
    private final ObservedAttention attention;

    ObservedSum(SumValues values, ObservedAttention attention) {
        this.values = values;
        this.attention = attention;
        this.attended = attention.values();
    }

    @Override
    public LayerAttention attention() {
        return attention;
    }

    @Override
    public int width() {
        return values.width;
    }

    @Override
    public double[] whole(int query) {
        return row(values.y, query);
    }

    @Override
    public double[] residual(int query) {
        double[] row = row(values.x, query);
        values.normResidual(attention.row(query), row);
        return row;
    }

    private double[] row(double[] rows, int query) {
        int first = attention.row(query) * values.width;
        return Arrays.copyOfRange(rows, first, first + values.width);
    }

    @Override
    public double[] values(int head) {
        int size = attended.shape.headSize();
        int inner = attended.shape.heads() * size;
        int tokens = attention.tokens();
        double[] projected = new double[tokens * values.width];
        for (int t = 0; t < tokens; t++) {
            int value = attended.key(attention.keyRow(t), head);
            for (int c = 0; c < values.width; c++) {
                double sum = 0;
                for (int i = 0; i < size; i++) {
                    sum += attended.v[value + i] * values.projection[c * inner + head * size + i];
                }
                projected[t * values.width + c] = sum;
            }
        }
        return projected;
    }

    @Override
    public void norm(int query, double[] part) {
        values.normAdded(attention.row(query), part);
    }
}
