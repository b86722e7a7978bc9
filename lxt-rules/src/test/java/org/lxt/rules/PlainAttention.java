// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules;

import org.lxt.rules.Run.Matrix;
import org.lxt.tensor.ops.attention.AttentionShape;

/** Causal grouped-query attention of one sequence over plain arrays, with its score and context gradients scaled. */
final class PlainAttention {
    final Matrix y;
    final Matrix gq;
    final Matrix gk;
    final Matrix gv;

    /**
     * Forward and backward.
     *
     * @param scoreFactor factor of the gradient where q and k are multiplied: 1/2 for the uniform rule
     * @param contextFactor factor of the gradient where probabilities and values are multiplied
     */
    PlainAttention(
            AttentionShape shape, Matrix q, Matrix k, Matrix v, Matrix g, double scoreFactor, double contextFactor) {
        y = zero(q);
        gq = zero(q);
        gk = zero(k);
        gv = zero(v);
        int size = shape.headSize();
        for (int head = 0; head < shape.heads(); head++) {
            int kv = head / (shape.heads() / shape.keyValueHeads()) * size;
            int qh = head * size;
            for (int i = 0; i < q.rows(); i++) {
                double[] p = probabilities(shape, q, k, i, qh, kv);
                double[] gp = new double[i + 1];
                double mean = 0;
                for (int j = 0; j <= i; j++) {
                    for (int d = 0; d < size; d++) {
                        double context = contextFactor * g.at(i, qh + d);
                        add(y, i, qh + d, p[j] * v.at(j, kv + d));
                        add(gv, j, kv + d, p[j] * context);
                        gp[j] += context * v.at(j, kv + d);
                    }
                    mean += p[j] * gp[j];
                }
                for (int j = 0; j <= i; j++) {
                    double score = scoreFactor * p[j] * (gp[j] - mean) * shape.scale();
                    for (int d = 0; d < size; d++) {
                        add(gq, i, qh + d, score * k.at(j, kv + d));
                        add(gk, j, kv + d, score * q.at(i, qh + d));
                    }
                }
            }
        }
    }

    private static double[] probabilities(AttentionShape shape, Matrix q, Matrix k, int i, int qh, int kv) {
        double[] p = new double[i + 1];
        double total = 0;
        for (int j = 0; j <= i; j++) {
            double score = 0;
            for (int d = 0; d < shape.headSize(); d++) {
                score += q.at(i, qh + d) * k.at(j, kv + d);
            }
            p[j] = Math.exp(shape.scale() * score);
            total += p[j];
        }
        for (int j = 0; j <= i; j++) {
            p[j] /= total;
        }
        return p;
    }

    private static Matrix zero(Matrix like) {
        return new Matrix(like.rows(), like.columns(), new double[like.values().length]);
    }

    private static void add(Matrix m, int row, int column, double value) {
        m.values()[row * m.columns() + column] += value;
    }
}
