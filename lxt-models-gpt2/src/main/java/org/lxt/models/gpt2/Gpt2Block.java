package org.lxt.models.gpt2;

import org.lxt.rules.AttentionInput;
import org.lxt.rules.MlpLayer;
import org.lxt.rules.NormLayer;
import org.lxt.rules.Rules;
import org.lxt.spi.decoder.SelfAttention;
import org.lxt.tensor.PackedRows;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.Add;
import org.lxt.tensor.ops.AttentionShape;
import org.lxt.tensor.ops.SelectRows;

/** One layer: {@code x + attention(norm(x))}, then {@code x + mlp(norm(x))}. */
record Gpt2Block(
        Site site,
        NormLayer attentionNorm,
        SelfAttention.Projections projections,
        AttentionShape shape,
        NormLayer mlpNorm,
        MlpLayer mlp) {

    /**
     * Applies the layer. Keys and values are computed for all rows, the rest only for the wanted ones: in the last layer
     * these are the explained positions.
     */
    Tensor apply(Rules rules, Tensor x, PackedRows rows, PackedRows wanted) {
        Tensor afterAttention = Add.apply(SelectRows.apply(x, rows, wanted), attention(rules, x, rows, wanted));
        Tensor normed = rules.norm(site.child("ln_2"), mlpNorm, afterAttention);
        return Add.apply(afterAttention, rules.mlp(site.child("mlp"), mlp, normed));
    }

    private Tensor attention(Rules rules, Tensor x, PackedRows rows, PackedRows wanted) {
        Site at = site.child("attn");
        Tensor h = rules.norm(site.child("ln_1"), attentionNorm, x);
        Tensor q = rules.linear(at.child("query"), projections.query(), SelectRows.apply(h, rows, wanted));
        Tensor k = rules.linear(at.child("key"), projections.key(), h);
        Tensor v = rules.linear(at.child("value"), projections.value(), h);
        Tensor context = rules.attention(at, new AttentionInput(q, k, v, shape, wanted, rows));
        return rules.linear(at.child("c_proj"), projections.output(), context);
    }
}
