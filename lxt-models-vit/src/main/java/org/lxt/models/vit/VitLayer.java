package org.lxt.models.vit;

import org.lxt.rules.AttentionInput;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.Linears;
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

/** One layer, with its norms before: {@code x + attention(norm(x))}, then {@code x + mlp(norm(x))}. */
record VitLayer(
        Site site,
        NormLayer attentionNorm,
        SelfAttention.Projections projections,
        AttentionShape shape,
        NormLayer mlpNorm,
        MlpLayer mlp) {

    /**
     * Applies the layer. Keys and values are computed for all rows, the rest only for the wanted ones: in the last layer
     * these are the rows that the heads read.
     */
    Tensor apply(Rules rules, Tensor x, PackedRows rows, PackedRows wanted) {
        Tensor normed = rules.norm(site.child("ln_1"), attentionNorm, x);
        Tensor attended = Add.apply(SelectRows.apply(x, rows, wanted), attention(rules, normed, rows, wanted));
        Tensor inner = rules.norm(site.child("ln_2"), mlpNorm, attended);
        return Add.apply(attended, rules.mlp(site.child("mlp"), mlp, inner));
    }

    private Tensor attention(Rules rules, Tensor h, PackedRows rows, PackedRows wanted) {
        Site at = site.child("self_attention");
        Tensor q = project(at.child("query"), projections.query(), SelectRows.apply(h, rows, wanted));
        Tensor k = project(at.child("key"), projections.key(), h);
        Tensor v = project(at.child("value"), projections.value(), h);
        Tensor context = rules.attention(at, new AttentionInput(q, k, v, shape, wanted, rows));
        return project(at.child("out_proj"), projections.output(), context);
    }

    /** Rules for linear layers do not reach the projections of the reference's attention, which are no layers there. */
    private static Tensor project(Site at, LinearLayer layer, Tensor x) {
        return Linears.ORDINARY.apply(at, layer, x);
    }
}
