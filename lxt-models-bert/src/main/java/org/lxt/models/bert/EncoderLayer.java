package org.lxt.models.bert;

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

/** One layer, with its norms behind the additions: {@code norm(x + attention(x))}, then {@code norm(x + mlp(x))}. */
record EncoderLayer(
        Site site,
        SelfAttention.Projections projections,
        AttentionShape shape,
        NormLayer attentionNorm,
        MlpLayer mlp,
        NormLayer outputNorm) {

    /**
     * Applies the layer. Keys and values are computed for all rows, the rest only for the wanted ones: in the last layer
     * these are the rows that the head reads.
     */
    Tensor apply(Rules rules, Tensor x, PackedRows rows, PackedRows wanted) {
        Tensor own = SelectRows.apply(x, rows, wanted);
        Tensor attended = Add.apply(own, attention(rules, x, own, rows, wanted));
        Tensor normed = rules.norm(site.child("attention").child("norm"), attentionNorm, attended);
        Tensor added = Add.apply(normed, rules.mlp(site.child("mlp"), mlp, normed));
        return rules.norm(site.child("norm"), outputNorm, added);
    }

    private Tensor attention(Rules rules, Tensor x, Tensor own, PackedRows rows, PackedRows wanted) {
        Site at = site.child("attention");
        Tensor q = rules.linear(at.child("query"), projections.query(), own);
        Tensor k = rules.linear(at.child("key"), projections.key(), x);
        Tensor v = rules.linear(at.child("value"), projections.value(), x);
        Tensor context = rules.attention(at, new AttentionInput(q, k, v, shape, wanted, rows));
        return rules.linear(at.child("output"), projections.output(), context);
    }
}
