package org.lxt.spi.decoder;

import org.jspecify.annotations.Nullable;
import org.lxt.rules.AttentionInput;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.NormLayer;
import org.lxt.rules.Rules;
import org.lxt.spi.rope.HeadRotation;
import org.lxt.spi.rope.RotaryEmbedding;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.AttentionShape;
import org.lxt.tensor.ops.Reshape;
import org.lxt.tensor.ops.SelectRows;

/**
 * Self-attention with rotary positions: projections, norms of query and key if there are any, rotation, attention,
 * projection back.
 *
 * @param projections the four projections
 * @param norms norms of each head's query and key, applied before the rotation; or none
 * @param shape heads, scale, mask
 * @param rope rotary embedding of query and key
 */
public record SelfAttention(
        Projections projections, @Nullable HeadNorms norms, AttentionShape shape, RotaryEmbedding rope) {
    /**
     * The projections.
     *
     * @param query from the hidden size to all query heads
     * @param key to all key heads
     * @param value to all value heads
     * @param output from all query heads back to the hidden size
     */
    public record Projections(LinearLayer query, LinearLayer key, LinearLayer value, LinearLayer output) {}

    /**
     * Norms over the width of a head, the same for all heads.
     *
     * @param query norm of queries
     * @param key norm of keys
     */
    public record HeadNorms(NormLayer query, NormLayer key) {}

    /**
     * Attends.
     *
     * @param at site of the attention, such as {@code layers.3.self_attn}
     * @param h {@code [run.rows(), hidden]}, normed
     * @return {@code [run.wanted(), hidden]}
     */
    public Tensor apply(Rules rules, Site at, Tensor h, LayerRun run) {
        Tensor q = rules.linear(at.child("q_proj"), projections.query(), SelectRows.apply(h, run.rows(), run.wanted()));
        Tensor k = rules.linear(at.child("k_proj"), projections.key(), h);
        Tensor v = rules.linear(at.child("v_proj"), projections.value(), h);
        if (norms != null) {
            q = normEachHead(rules, at.child("q_norm"), norms.query(), q);
            k = normEachHead(rules, at.child("k_norm"), norms.key(), k);
        }
        q = HeadRotation.apply(q, run.wantedAngles(), shape.heads());
        k = HeadRotation.apply(k, run.angles(), shape.keyValueHeads());
        Tensor context = rules.attention(at, new AttentionInput(q, k, v, shape, run.wanted(), run.rows()));
        return rules.linear(at.child("o_proj"), projections.output(), context);
    }

    private Tensor normEachHead(Rules rules, Site at, NormLayer norm, Tensor x) {
        int heads = x.columns() / shape.headSize();
        Tensor byHead = Reshape.apply(x, Shape.of(Math.multiplyExact(x.rows(), heads), shape.headSize()));
        return Reshape.apply(rules.norm(at, norm, byHead), x.shape());
    }
}
