// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.attention;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Nature;
import org.lxt.tensor.Operation;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.Temporaries;
import org.lxt.tensor.backend.kernel.AttentionPlan;
import org.lxt.tensor.backend.kernel.ScoreTable;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.compose.Kernels;
import org.lxt.tensor.ops.shared.Shapes;
import org.lxt.tensor.rows.PackedRows;
import org.lxt.tensor.rows.RowMap;

/**
 * Grouped-query attention over packed sequences: {@code softmax(scores) v} for each head, hidden keys left out, where scores are
 * what the {@linkplain AttentionShape#score score function} makes of {@code q k^T}, with {@linkplain ScoreTerms biases} added.
 *
 * <p>Gradient: the ordinary one. With S the scores and GS their gradient, and P and GP the scaled products of q and k, it
 * absorbs, if only v is watched, nothing; else {@code -sum(y G)} as a product with v (when v is watched too); {@code sum(y G) -
 * sum(S GS)} less what sinks get in the softmax; for sinks, these times their gradient; {@code sum(cap(P) GS) - sum(P GP)} in a
 * cap; for a constant bias, it times GS; and {@code -sum(P GP)} as the product of q and k (when both are watched; when neither
 * is, the product is a constant and absorbs {@code sum(P GP)}).
 */
public final class Attention extends Operation {
    private final Tensor q;
    private final Tensor k;
    private final Tensor v;
    private final ScoreTerms terms;
    private final AttentionBlocks blocks;
    private @Nullable Tensor y;

    private Attention(Tensor q, Tensor k, Tensor v, ScoreTerms terms, AttentionBlocks blocks) {
        super("attention", inputs(q, k, v, terms));
        this.q = q;
        this.k = k;
        this.v = v;
        this.terms = terms;
        this.blocks = blocks;
        keep(q);
        keep(k);
        keep(v);
        terms.biases().forEach(bias -> keep(bias.table()));
        if (terms.sinks() != null) {
            keep(terms.sinks());
        }
    }

    private static Tensor[] inputs(Tensor q, Tensor k, Tensor v, ScoreTerms terms) {
        List<Tensor> inputs = new ArrayList<>(List.of(q, k, v));
        terms.biases().forEach(bias -> inputs.add(bias.table()));
        return inputs.toArray(Tensor[]::new);
    }

    /**
     * Applies attention.
     *
     * @param q {@code [queryRows, heads * headSize]}
     * @param k {@code [keyRows, keyValueHeads * headSize]}
     * @param v of the shape of k
     * @param terms biases of the scores, and sinks
     * @param queryRows how the rows of q are packed: all positions, or only the explained ones
     * @param keyRows how the rows of k and v are packed: whole sequences, or without first rows that no query's window reaches
     * @return {@code [queryRows, heads * headSize]}
     */
    public static Tensor apply(
            Tensor q,
            Tensor k,
            Tensor v,
            AttentionShape shape,
            ScoreTerms terms,
            PackedRows queryRows,
            PackedRows keyRows) {
        Shapes.requireColumns("attention", "q", q, shape.heads() * shape.headSize());
        Shapes.requireColumns("attention", "k", k, shape.keyValueHeads() * shape.headSize());
        Shapes.requireSame("attention on k and v", k, v);
        if (q.rows() != queryRows.size() || k.rows() != keyRows.size()) {
            throw new IllegalArgumentException("attention: q has " + q.rows() + " rows packed as " + queryRows.size()
                    + ", k " + k.rows() + " packed as " + keyRows.size());
        }
        terms.require(shape, q, k);
        AttentionBlocks blocks = new AttentionBlocks(shape, terms, queryRows, keyRows);
        Buffer y = q.scope().allocate(q.shape());
        Kernels.attention(q.scope().backend()).attention(y, q.buffer(), k.buffer(), v.buffer(), blocks.forward());
        return q.scope().record(new Attention(q, k, v, terms, blocks), q.shape(), y);
    }

    @Override
    public Nature nature() {
        return areScoresWatched() ? Nature.NON_LINEAR : Nature.LINEAR;
    }

    private boolean areScoresWatched() {
        return q.isWatched()
                || k.isWatched()
                || terms.biases().stream().anyMatch(bias -> bias.table().isWatched());
    }

    @Override
    protected void keepOutput(Tensor output) {
        if (areScoresWatched()) {
            keepNow(output);
            y = output;
        }
    }

    @Override
    public void backward(Gradient sparse, BackwardPass pass) {
        Gradient g = pass.dense(sparse);
        Backend backend = pass.backend();
        RowMap keyMap = blocks.keyMap(g.map());
        Gradient gq = gradient(q, g.map(), pass);
        Gradient gk = gradient(k, keyMap, pass);
        Gradient gv = gradient(v, keyMap, pass);
        List<BiasGradient> ofBiases = new ArrayList<>();
        AttentionPlan plan = blocks.backward(g.map(), keyMap, bias -> {
            Gradient created = gradient(bias.table(), bias.rows() == ScoreTable.Rows.KEY ? keyMap : g.map(), pass);
            if (created != null) {
                ofBiases.add(new BiasGradient(bias.table(), created));
            }
            return bufferOf(created);
        });
        try (Temporaries temporaries = new Temporaries(backend)) {
            boolean books = pass.hasLedger() && areScoresWatched();
            Buffer relevance = books ? temporaries.allocate((plan.isPlain() ? 1L : 4L) * g.rows()) : null;
            Kernels.attention(backend)
                    .attentionGradient(
                            bufferOf(gq),
                            bufferOf(gk),
                            bufferOf(gv),
                            relevance,
                            g.buffer(),
                            q.buffer(),
                            k.buffer(),
                            v.buffer(),
                            plan);
            if (relevance != null) {
                AttentionBookings bookings = new AttentionBookings(pass, g, plan, relevance);
                bookings.softmax(Objects.requireNonNull(y), v.isWatched());
                bookings.scores(q.isWatched(), k.isWatched());
                ofBiases.forEach(bias -> bookings.watched(bias.table(), bias.gradient()));
            }
        }
        send(q, gq, pass);
        send(k, gk, pass);
        send(v, gv, pass);
        ofBiases.forEach(bias -> pass.send(bias.table(), bias.gradient()));
    }

    private record BiasGradient(Tensor table, Gradient gradient) {}

    private static @Nullable Gradient gradient(Tensor input, RowMap map, BackwardPass pass) {
        return input.isWatched() ? pass.create(map, input.columns()) : null;
    }

    private static @Nullable Buffer bufferOf(@Nullable Gradient g) {
        return g == null ? null : g.buffer();
    }

    private static void send(Tensor input, @Nullable Gradient g, BackwardPass pass) {
        if (g != null) {
            pass.send(input, g);
        }
    }
}
