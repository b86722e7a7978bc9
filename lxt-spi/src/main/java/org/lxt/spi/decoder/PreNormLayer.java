package org.lxt.spi.decoder;

import org.lxt.rules.NormLayer;
import org.lxt.rules.Rules;
import org.lxt.spi.rope.RotaryEmbedding;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.Add;
import org.lxt.tensor.ops.SelectRows;

/**
 * The layer of LLaMA and its relatives: {@code x + attention(norm(x))}, then {@code x + mlp(norm(x))}.
 *
 * @param site where it is in the model
 * @param inputNorm norm before attention
 * @param attention attention
 * @param postAttentionNorm norm before the MLP
 * @param mlp MLP, or a mixture of them
 */
public record PreNormLayer(
        Site site, NormLayer inputNorm, SelfAttention attention, NormLayer postAttentionNorm, FeedForward mlp)
        implements DecoderLayer {
    @Override
    public RotaryEmbedding rope() {
        return attention.rope();
    }

    @Override
    public Tensor apply(Rules rules, Tensor x, LayerRun run) {
        Tensor h = rules.norm(site.child("input_layernorm"), inputNorm, x);
        Tensor attended = attention.apply(rules, site.child("self_attn"), h, run);
        Tensor afterAttention = Add.apply(SelectRows.apply(x, run.rows(), run.wanted()), attended);
        Tensor normed = rules.norm(site.child("post_attention_layernorm"), postAttentionNorm, afterAttention);
        return Add.apply(afterAttention, mlp.apply(rules, site.child("mlp"), normed, run));
    }
}
