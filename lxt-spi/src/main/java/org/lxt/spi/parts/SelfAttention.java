// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts;

import static org.lxt.tensor.ops.Operations.reshape;

import org.jspecify.annotations.Nullable;
import org.lxt.rules.AttentionInput;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.NormLayer;
import org.lxt.rules.Rules;
import org.lxt.rules.RunObserver;
import org.lxt.spi.KeptKeys;
import org.lxt.spi.rope.HeadRotation;
import org.lxt.spi.rope.RotaryEmbedding;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.attention.AttentionShape;
import org.lxt.tensor.ops.attention.ScoreTerms;

/**
 * Self-attention: projections, norms of query and key if there are any, rotation if there is one, attention, projection
 * back.
 *
 * @param projections the four projections
 * @param norms norms of query and key, applied before the rotation; or none
 * @param shape heads, score function, mask
 * @param rope rotary embedding of query and key, or none where positions are learned
 * @param added what is added to the scores, and sinks
 */
public record SelfAttention(
        Projections projections,
        @Nullable QueryKeyNorms norms,
        AttentionShape shape,
        @Nullable RotaryEmbedding rope,
        AddedScores added) {
    /** Attention with nothing added to its scores, and without sinks. */
    public SelfAttention(
            Projections projections,
            @Nullable QueryKeyNorms norms,
            AttentionShape shape,
            @Nullable RotaryEmbedding rope) {
        this(projections, norms, shape, rope, AddedScores.NONE);
    }

    /**
     * The projections.
     *
     * @param query from the hidden size to all query heads
     * @param key to all key heads
     * @param value to all value heads
     * @param output from all query heads back to the hidden size
     * @param areLayers whether rules for linear layers reach them
     */
    public record Projections(
            Named<LinearLayer> query,
            Named<LinearLayer> key,
            Named<LinearLayer> value,
            Named<LinearLayer> output,
            boolean areLayers) {
        /** Projections that are layers, called {@code q_proj}, {@code k_proj}, {@code v_proj} and {@code o_proj}. */
        public static Projections named(LinearLayer query, LinearLayer key, LinearLayer value, LinearLayer output) {
            return new Projections(
                    new Named<>("q_proj", query),
                    new Named<>("k_proj", key),
                    new Named<>("v_proj", value),
                    new Named<>("o_proj", output),
                    true);
        }

        private Tensor apply(Rules rules, Site at, Named<LinearLayer> projection, Tensor x) {
            Site own = projection.below(at);
            return areLayers
                    ? rules.linear(own, projection.part(), x)
                    : rules.ordinaryLinear(own, projection.part(), x);
        }
    }

    /** What a norm of queries or keys runs over. */
    public enum NormWidth {
        /** Each head by itself, all with the same weight. */
        HEAD,
        /** All heads of a token together. */
        PROJECTION
    }

    /**
     * Norms of queries and keys.
     *
     * @param query norm of queries
     * @param key norm of keys
     * @param width what they run over
     */
    public record QueryKeyNorms(Named<NormLayer> query, Named<NormLayer> key, NormWidth width) {
        private Tensor apply(Rules rules, Site at, Named<NormLayer> norm, Tensor x, int headSize) {
            if (width == NormWidth.PROJECTION) {
                return rules.norm(norm.below(at), norm.part(), x);
            }
            int heads = x.columns() / headSize;
            Tensor byHead = reshape(x, Shape.of(Math.multiplyExact(x.rows(), heads), headSize));
            // one value whose units are the heads, not a row for each head
            Tensor normed = rules.observedBy(RunObserver.NONE).norm(norm.below(at), norm.part(), byHead);
            return rules.value(norm.below(at), reshape(normed, x.shape()), heads);
        }
    }

    /**
     * Attends.
     *
     * @param at site of the attention, such as {@code layers.3.self_attn}
     * @param asking {@code [run.wanted(), hidden]}, what queries are made of
     * @param seen {@code [run.rows(), hidden]}, what keys and values are made of
     * @return {@code [run.wanted(), hidden]}
     */
    public Tensor apply(Rules rules, Site at, Tensor asking, Tensor seen, LayerRun run) {
        Tensor q = projections.apply(rules, at, projections.query(), asking);
        Tensor k = projections.apply(rules, at, projections.key(), seen);
        Tensor v = projections.apply(rules, at, projections.value(), seen);
        if (norms != null) {
            q = norms.apply(rules, at, norms.query(), q, shape.headSize());
            k = norms.apply(rules, at, norms.key(), k, shape.headSize());
        }
        if (rope != null) {
            q = HeadRotation.apply(
                    rules, at.child("q_rotation"), q, run.angles().ofWanted(), shape.heads());
            k = HeadRotation.apply(
                    rules, at.child("k_rotation"), k, run.angles().ofRows(), shape.keyValueHeads());
        }
        Tensor context = rules.attention(at, input(at, q, k, v, added.of(rules, at, q, k, run), run));
        return projections.apply(rules, at, projections.output(), context);
    }

    private AttentionInput input(Site at, Tensor q, Tensor k, Tensor v, ScoreTerms terms, LayerRun run) {
        KeptKeys keys = run.keys();
        if (keys == null) {
            return new AttentionInput(q, k, v, shape, terms, run.wanted(), run.rows());
        }
        KeptKeys.Seen seen = keys.extend(at, k, v, run.rows(), shape.window());
        return new AttentionInput(q, seen.keys(), seen.values(), shape, terms, run.wanted(), seen.rows());
    }
}
