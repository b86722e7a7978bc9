package org.lxt.models.gemma;

import org.lxt.rules.NormLayer;
import org.lxt.rules.Rules;
import org.lxt.spi.decoder.DecoderLayer;
import org.lxt.spi.decoder.FeedForward;
import org.lxt.spi.decoder.LayerRun;
import org.lxt.spi.decoder.SelfAttention;
import org.lxt.spi.rope.RotaryEmbedding;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.Add;
import org.lxt.tensor.ops.SelectRows;

/**
 * The layer of Gemma, with a norm on each side of attention and MLP: {@code x + norm(attention(norm(x)))}, then {@code x +
 * norm(mlp(norm(x)))}.
 */
record GemmaLayer(Site site, Norms norms, SelfAttention attention, FeedForward mlp) implements DecoderLayer {
    /** The four norms, in the order in which they are applied. */
    record Norms(NormLayer input, NormLayer postAttention, NormLayer preFeedForward, NormLayer postFeedForward) {}

    @Override
    public RotaryEmbedding rope() {
        return attention.rope();
    }

    @Override
    public Tensor apply(Rules rules, Tensor x, LayerRun run) {
        Tensor h = rules.norm(site.child("input_layernorm"), norms.input(), x);
        Tensor attended = rules.norm(
                site.child("post_attention_layernorm"),
                norms.postAttention(),
                attention.apply(rules, site.child("self_attn"), h, run));
        Tensor afterAttention = Add.apply(SelectRows.apply(x, run.rows(), run.wanted()), attended);
        Tensor normed = rules.norm(site.child("pre_feedforward_layernorm"), norms.preFeedForward(), afterAttention);
        Tensor made = rules.norm(
                site.child("post_feedforward_layernorm"),
                norms.postFeedForward(),
                mlp.apply(rules, site.child("mlp"), normed, run));
        return Add.apply(afterAttention, made);
    }
}
