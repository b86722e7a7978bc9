package org.lxt.tensor.ops.attention;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.Nature;
import org.lxt.tensor.Operation;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.Temporaries;
import org.lxt.tensor.backend.kernel.AttentionPlan;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.compose.Kernels;
import org.lxt.tensor.ops.shared.Shapes;
import org.lxt.tensor.rows.PackedRows;
import org.lxt.tensor.rows.RowMap;

/**
 * Grouped-query attention over packed sequences: {@code softmax(scale q k^T) v} for each head, hidden keys left out.
 *
 * <p>Gradient: the ordinary one. With S the scores and GS their gradient it absorbs, if only v is watched, nothing; else
 * {@code -sum(y G)} as a product with v (when v is watched too), {@code sum(y G) - sum(S GS)} in the softmax, and {@code
 * -sum(S GS)} as the product of q and k (when both are watched).
 */
public final class Attention extends Operation {
    private final Tensor q;
    private final Tensor k;
    private final Tensor v;
    private final AttentionBlocks blocks;
    private @Nullable Tensor y;

    private Attention(Tensor q, Tensor k, Tensor v, AttentionBlocks blocks) {
        super("attention", q, k, v);
        this.q = q;
        this.k = k;
        this.v = v;
        this.blocks = blocks;
        keep(q);
        keep(k);
        keep(v);
    }

    /**
     * Applies attention.
     *
     * @param q {@code [queryRows, heads * headSize]}
     * @param k {@code [keyRows, keyValueHeads * headSize]}
     * @param v of the shape of k
     * @param queryRows how the rows of q are packed: all positions, or only the explained ones
     * @param keyRows how the rows of k and v are packed: whole sequences, or without first rows that no query's window reaches
     * @return {@code [queryRows, heads * headSize]}
     */
    public static Tensor apply(
            Tensor q, Tensor k, Tensor v, AttentionShape shape, PackedRows queryRows, PackedRows keyRows) {
        Shapes.requireColumns("attention", "q", q, shape.heads() * shape.headSize());
        Shapes.requireColumns("attention", "k", k, shape.keyValueHeads() * shape.headSize());
        Shapes.requireSame("attention on k and v", k, v);
        if (q.rows() != queryRows.size() || k.rows() != keyRows.size()) {
            throw new IllegalArgumentException("attention: q has " + q.rows() + " rows packed as " + queryRows.size()
                    + ", k " + k.rows() + " packed as " + keyRows.size());
        }
        AttentionBlocks blocks = new AttentionBlocks(shape, queryRows, keyRows);
        Buffer y = q.scope().allocate(q.shape());
        Kernels.attention(q.scope().backend()).attention(y, q.buffer(), k.buffer(), v.buffer(), blocks.forward());
        return q.scope().record(new Attention(q, k, v, blocks), q.shape(), y);
    }

    @Override
    public Nature nature() {
        return q.isWatched() || k.isWatched() ? Nature.NON_LINEAR : Nature.LINEAR;
    }

    @Override
    protected void keepOutput(Tensor output) {
        if (nature() == Nature.NON_LINEAR) {
            keepNow(output);
            y = output;
        }
    }

    @Override
    public void backward(Gradient sparse, BackwardPass pass) {
        Gradient g = pass.dense(sparse);
        Backend backend = pass.backend();
        RowMap keyMap = blocks.keyMap(g.map());
        AttentionPlan plan = blocks.backward(g.map(), keyMap);
        Gradient gq = q.isWatched() ? pass.create(g.map(), q.columns()) : null;
        Gradient gk = k.isWatched() ? pass.create(keyMap, k.columns()) : null;
        Gradient gv = v.isWatched() ? pass.create(keyMap, v.columns()) : null;
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer scoreRelevance = pass.hasLedger() && y != null ? temporaries.allocate(g.rows()) : null;
            Kernels.attention(backend)
                    .attentionGradient(
                            bufferOf(gq),
                            bufferOf(gk),
                            bufferOf(gv),
                            scoreRelevance,
                            g.buffer(),
                            q.buffer(),
                            k.buffer(),
                            v.buffer(),
                            plan);
            if (scoreRelevance != null) {
                book(g, scoreRelevance, pass);
            }
        }
        send(q, gq, pass);
        send(k, gk, pass);
        send(v, gv, pass);
    }

    private void book(Gradient g, Buffer scoreRelevance, BackwardPass pass) {
        Backend backend = pass.backend();
        Tensor output = java.util.Objects.requireNonNull(y);
        Index rows = pass.rows(g);
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer outputRelevance = temporaries.allocate(g.rows());
            backend.rows().rowDot(outputRelevance, g.buffer(), output.buffer(), rows, g.rows(), g.columns());
            if (v.isWatched()) {
                pass.book(
                        Ledger.Cause.PRODUCT,
                        g.map(),
                        -1,
                        out -> backend.elements().scale(out, outputRelevance, 1, g.rows()));
            }
            pass.book(
                    Ledger.Cause.SOFTMAX,
                    g.map(),
                    1,
                    out -> backend.elements().scale(out, outputRelevance, 1, g.rows()));
            pass.book(
                    Ledger.Cause.SOFTMAX,
                    g.map(),
                    -1,
                    out -> backend.elements().scale(out, scoreRelevance, 1, g.rows()));
            if (q.isWatched() && k.isWatched()) {
                pass.book(
                        Ledger.Cause.PRODUCT,
                        g.map(),
                        -1,
                        out -> backend.elements().scale(out, scoreRelevance, 1, g.rows()));
            }
        }
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
