// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.compose;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.kernel.AttentionKernels;
import org.lxt.tensor.backend.kernel.AttentionPlan;
import org.lxt.tensor.backend.kernel.AttentionPlan.Block;
import org.lxt.tensor.backend.kernel.ScoreFunction;
import org.lxt.tensor.backend.memory.Buffer;

/**
 * Score functions, what is added to scores, and sinks: from products to probabilities and back, in double on the host, as
 * plainly as it can be written. One head of one block after the other.
 */
final class BlockScores {
    private final Backend backend;
    private final AttentionPlan plan;
    private final List<AddedTable> tables;
    private final double @Nullable [] sinks;
    private final double[] relevance;
    private @Nullable Square current;

    BlockScores(Backend backend, AttentionPlan plan) {
        this.backend = backend;
        this.plan = plan;
        this.tables = plan.tables().stream()
                .map(table -> new AddedTable(backend, plan, table))
                .toList();
        Buffer logits = plan.sinks();
        this.sinks = logits == null ? null : new double[plan.heads()];
        if (logits != null && sinks != null) {
            backend.read(logits, 0, sinks);
        }
        this.relevance = new double[4 * plan.gradientRows()];
    }

    /** Makes probabilities of the scaled products of a head. */
    void softmax(Buffer p, Buffer products, Block block, int head) {
        Square square = new Square(block, head);
        backend.read(products, 0, square.products);
        square.softmax();
        backend.write(p, square.p);
        current = square;
    }

    /** Makes the gradients of the scaled products out of those of the probabilities that were computed last. */
    void gradient(Buffer g) {
        Square square = Objects.requireNonNull(current);
        double[] gradient = new double[square.p.length];
        backend.read(g, 0, gradient);
        square.gradient(gradient);
        backend.write(g, gradient);
    }

    /** Stores what the gradients of all blocks have added up to. */
    void finish(@Nullable Buffer scoreRelevance) {
        if (scoreRelevance != null) {
            backend.write(scoreRelevance, relevance);
        }
        tables.forEach(AddedTable::writeGradient);
    }

    private final class Square {
        private final Block block;
        private final int head;
        private final int keys;
        private final double[] products;
        private final double[] capped;
        private final double[] scores;
        private final double[] p;
        private final double[] sunk;

        Square(Block block, int head) {
            this.block = block;
            this.head = head;
            this.keys = block.keys();
            int size = block.queries() * keys;
            this.products = new double[size];
            this.capped = new double[size];
            this.scores = new double[size];
            this.p = new double[size];
            this.sunk = new double[block.queries()];
        }

        void softmax() {
            ScoreFunction ofScaled = new ScoreFunction(1, plan.score().cap());
            for (int i = 0; i < block.queries(); i++) {
                int from = block.band().from(i);
                int to = block.band().to(i, keys);
                double largest = sinks == null ? Double.NEGATIVE_INFINITY : sinks[head];
                for (int j = from; j < to; j++) {
                    int at = i * keys + j;
                    capped[at] = ofScaled.value(products[at]);
                    scores[at] = capped[at];
                    for (AddedTable table : tables) {
                        scores[at] += table.value(block, head, i, j);
                    }
                    largest = Math.max(largest, scores[at]);
                }
                double sink = sinks == null ? 0 : StrictMath.exp(sinks[head] - largest);
                double sum = sink;
                for (int j = from; j < to; j++) {
                    p[i * keys + j] = StrictMath.exp(scores[i * keys + j] - largest);
                    sum += p[i * keys + j];
                }
                for (int j = from; j < to; j++) {
                    p[i * keys + j] /= sum;
                }
                sunk[i] = from < to ? sink / sum : 0;
            }
        }

        void gradient(double[] g) {
            for (int i = 0; i < block.queries(); i++) {
                double mean = 0;
                for (int j = 0; j < keys; j++) {
                    mean += p[i * keys + j] * g[i * keys + j];
                }
                int row = block.gradientRow() + i;
                if (sinks != null) {
                    add(AttentionKernels.SINKS, row, -sinks[head] * sunk[i] * mean);
                }
                for (int j = 0; j < keys; j++) {
                    int at = i * keys + j;
                    double ofScore = p[at] * (g[at] - mean);
                    double ofProduct = ofScore * plan.score().slope(capped[at]);
                    add(AttentionKernels.SCORES, row, scores[at] * ofScore);
                    add(AttentionKernels.CAPPED, row, capped[at] * ofScore);
                    add(AttentionKernels.PRODUCTS, row, products[at] * ofProduct);
                    if (ofScore != 0) {
                        for (AddedTable table : tables) {
                            table.addGradient(block, head, i, j, ofScore);
                        }
                    }
                    g[at] = ofProduct;
                }
            }
        }

        private void add(int sum, int row, double amount) {
            relevance[sum * plan.gradientRows() + row] += amount;
        }
    }
}
