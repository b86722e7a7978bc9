package org.lxt.models.llama;

import org.lxt.rules.AttentionInput;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.MlpLayer;
import org.lxt.rules.NormLayer;
import org.lxt.rules.Rules;
import org.lxt.tensor.PackedRows;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.Add;
import org.lxt.tensor.ops.AttentionShape;
import org.lxt.tensor.ops.Rope;
import org.lxt.tensor.ops.RopeTable;
import org.lxt.tensor.ops.SelectRows;

/** One decoder layer: {@code x + attention(norm(x))}, then {@code x + mlp(norm(x))}. */
record LlamaBlock(
        Site site,
        NormLayer inputNorm,
        LinearLayer query,
        LinearLayer key,
        LinearLayer value,
        LinearLayer output,
        NormLayer postAttentionNorm,
        MlpLayer mlp,
        AttentionShape shape) {

    /** Rotary angles of the tokens, and of those rows whose output is wanted. */
    record Angles(RopeTable all, RopeTable wanted) {}

    /**
     * Applies the layer. Keys and values are computed for all rows, the rest only for the wanted ones: in the last layer
     * these are the explained positions.
     */
    Tensor apply(Rules rules, Tensor x, PackedRows rows, PackedRows wanted, Angles angles) {
        Tensor afterAttention = Add.apply(SelectRows.apply(x, rows, wanted), attention(rules, x, rows, wanted, angles));
        Tensor normed = rules.norm(site.child("post_attention_layernorm"), postAttentionNorm, afterAttention);
        return Add.apply(afterAttention, rules.mlp(site.child("mlp"), mlp, normed));
    }

    private Tensor attention(Rules rules, Tensor x, PackedRows rows, PackedRows wanted, Angles angles) {
        Site at = site.child("self_attn");
        Tensor h = rules.norm(site.child("input_layernorm"), inputNorm, x);
        Tensor q = rules.linear(at.child("q_proj"), query, SelectRows.apply(h, rows, wanted));
        Tensor k = rules.linear(at.child("k_proj"), key, h);
        Tensor v = rules.linear(at.child("v_proj"), value, h);
        q = Rope.apply(q, angles.wanted(), shape.heads());
        k = Rope.apply(k, angles.all(), shape.keyValueHeads());
        Tensor context = rules.attention(at, new AttentionInput(q, k, v, shape, wanted, rows));
        return rules.linear(at.child("o_proj"), output, context);
    }
}
