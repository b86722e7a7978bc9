// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.attention;

import static org.lxt.tensor.vector.hardware.Lanes.F;
import static org.lxt.tensor.vector.hardware.Lanes.FLOAT;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;

import java.util.List;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.kernel.AttentionPlan;
import org.lxt.tensor.backend.kernel.AttentionPlan.Block;
import org.lxt.tensor.host.HostBuffer;
import org.lxt.tensor.vector.element.Curves;

/**
 * What becomes of products of queries and keys before and after the softmax of a plan that {@linkplain AttentionPlan#isPlain is
 * not plain}. Those of plain plans are scaled inside the softmax and never come here.
 */
final class ScoreMath {
    private final float scale;
    private final float cap;
    private final boolean isCapped;
    private final List<TableInPlace> tables;
    private final @Nullable HostBuffer sinks;

    private ScoreMath(AttentionPlan plan) {
        this.scale = (float) plan.scale();
        this.cap = (float) plan.score().cap();
        this.isCapped = plan.score().isCapped();
        this.tables = plan.tables().stream()
                .map(table -> new TableInPlace(table, plan.heads()))
                .toList();
        this.sinks = (HostBuffer) plan.sinks();
    }

    /** That of a plan; null if it is plain. */
    static @Nullable ScoreMath of(AttentionPlan plan) {
        return plan.isPlain() ? null : new ScoreMath(plan);
    }

    /** The logit of a head that belongs to no key; minus infinity if there is none. */
    float sink(int head) {
        return sinks == null ? Float.NEGATIVE_INFINITY : sinks.segment().get(FLOAT, 4L * head);
    }

    /** Whether the gradient of a table that has a row for each key is wanted. */
    boolean hasKeyGradient() {
        return tables.stream().anyMatch(table -> table.isOfKeys() && table.hasGradient());
    }

    /** Makes scores of products: {@code n} of them, a whole number of vectors, those of hidden keys included. */
    void scores(float[] s, int at, int n) {
        for (int i = at; i < at + n; i += LENGTH) {
            capped(FloatVector.fromArray(F, s, i)).intoArray(s, i);
        }
    }

    private FloatVector capped(FloatVector products) {
        FloatVector scaled = products.mul(scale);
        return isCapped ? Curves.tanh(scaled.mul(1 / cap)).mul(cap) : scaled;
    }

    /** Adds what a block adds to the score of one query and {@code keys} keys, from key {@code first}, {@code step} apart. */
    void addToRow(float[] s, int at, Block block, int head, int query, int first, int keys) {
        for (TableInPlace table : tables) {
            for (int j = 0; j < keys; j++) {
                s[at + j] += table.value(block, head, query, first + j);
            }
        }
    }

    /** The same for one key and {@code queries} queries. */
    void addToColumns(float[] s, int at, Block block, int head, int first, int queries, int key) {
        for (TableInPlace table : tables) {
            for (int i = 0; i < queries; i++) {
                s[at + i] += table.value(block, head, first + i, key);
            }
        }
    }

    /**
     * The gradients of scores at one key and {@code queries} queries go into the tables that have a row for each query.
     *
     * @param added is increased, for each query, by what was added to its score times the gradient
     */
    void tableGradients(
            float[] gradients, int at, Block block, int head, int first, int queries, int key, float[] added) {
        for (TableInPlace table : tables) {
            for (int i = 0; i < queries; i++) {
                float g = gradients[at + i];
                added[i] += table.value(block, head, first + i, key) * g;
                if (g != 0 && !table.isOfKeys()) {
                    table.addGradient(block, head, first + i, key, g);
                }
            }
        }
    }

    /** Those of one query and {@code keys} keys go into the tables that have a row for each key. */
    void keyTableGradients(float[] gradients, int at, Block block, int head, int query, int first, int from, int to) {
        for (TableInPlace table : tables) {
            if (table.isOfKeys()) {
                for (int j = from; j < to; j++) {
                    table.addGradient(block, head, query, first + j, gradients[at + j]);
                }
            }
        }
    }

    /**
     * Makes gradients of scaled products out of those of scores, down the columns of rows {@code from .. to}.
     *
     * @param products what {@link #scores} made scores of
     * @param ofProducts gets each column's sum of scaled products times their gradients
     * @param ofCapped gets that of capped ones times theirs
     */
    void gradients(float[] products, float[] gradients, int from, int to, float[] ofProducts, float[] ofCapped) {
        int columns = ofProducts.length;
        for (int part = 0; part < columns; part += LENGTH) {
            FloatVector productSum = FloatVector.broadcast(F, 0);
            FloatVector cappedSum = FloatVector.broadcast(F, 0);
            for (int row = from; row < to; row++) {
                int at = row * columns + part;
                FloatVector p = FloatVector.fromArray(F, products, at);
                FloatVector g = FloatVector.fromArray(F, gradients, at);
                FloatVector c = capped(p);
                cappedSum = c.fma(g, cappedSum);
                FloatVector ofScaled = g.mul(slope(c));
                productSum = p.mul(scale).fma(ofScaled, productSum);
                ofScaled.intoArray(gradients, at);
            }
            productSum.intoArray(ofProducts, part);
            cappedSum.intoArray(ofCapped, part);
        }
    }

    /** The same along a row of {@code n}, given the capped products. */
    void gradientsOfRow(float[] capped, int cappedAt, float[] gradients, int at, int n) {
        for (int i = 0; i < n && isCapped; i += LENGTH) {
            FloatVector g = FloatVector.fromArray(F, gradients, at + i);
            g.mul(slope(FloatVector.fromArray(F, capped, cappedAt + i))).intoArray(gradients, at + i);
        }
    }

    private FloatVector slope(FloatVector capped) {
        if (!isCapped) {
            return FloatVector.broadcast(F, 1);
        }
        FloatVector share = capped.mul(1 / cap);
        return share.mul(share).neg().add(1);
    }
}
