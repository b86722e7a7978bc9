// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts;

import static org.lxt.tensor.ops.Operations.selectRows;

import org.jspecify.annotations.Nullable;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.NormLayer;
import org.lxt.rules.ResidualBranch;
import org.lxt.rules.Rules;
import org.lxt.spi.rope.RotaryEmbedding;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.Operations;

/**
 * The layer of a transformer: {@code x + c attention(x)}, then {@code x + c mlp(x)}, with norms where {@link BranchNorms}
 * says.
 *
 * @param site where it is in the model
 * @param aroundAttention norms of the first branch
 * @param attention attention
 * @param aroundMlp norms of the second branch
 * @param mlp MLP, or a mixture of several
 * @param factor c, which is 1 in most models
 */
public record ResidualLayer(
        Site site,
        BranchNorms aroundAttention,
        Named<SelfAttention> attention,
        BranchNorms aroundMlp,
        Named<FeedForward> mlp,
        double factor)
        implements Layer {
    private static final String ADDED = "added";
    private static final String MIDDLE = "middle";

    /** A layer whose branches have no factor. */
    public ResidualLayer(
            Site site,
            BranchNorms aroundAttention,
            Named<SelfAttention> attention,
            BranchNorms aroundMlp,
            Named<FeedForward> mlp) {
        this(site, aroundAttention, attention, aroundMlp, mlp, 1);
    }

    /** The same layer with this factor of both branches. */
    public ResidualLayer times(double value) {
        return new ResidualLayer(site, aroundAttention, attention, aroundMlp, mlp, value);
    }

    @Override
    public @Nullable RotaryEmbedding rope() {
        return attention.part().rope();
    }

    @Override
    public Tensor apply(Rules rules, Tensor x, LayerRun run) {
        Tensor own = selectRows(x, run.rows(), run.wanted());
        Tensor seen = norm(rules, aroundAttention.before(), x);
        // Where nothing norms them, queries and residual share the rows, and the rows' gradient is one.
        Tensor asking = aroundAttention.before() == null ? own : selectRows(seen, run.rows(), run.wanted());
        Tensor attended = attention.part().apply(rules, attention.below(site), asking, seen, run);
        Tensor between =
                rules.value(site.child(MIDDLE), add(rules, attention.below(site), aroundAttention, own, attended));
        LinearLayer projection = attention.part().projections().output().part();
        rules.added(branch(attention.below(site), aroundAttention, own, attended, between, run, projection));
        Tensor read = norm(rules, aroundMlp.before(), between);
        Tensor given = mlp.part().apply(rules, mlp.below(site), read, run);
        Tensor y = add(rules, mlp.below(site), aroundMlp, between, given);
        rules.added(branch(mlp.below(site), aroundMlp, between, given, y, run, null));
        return y;
    }

    private ResidualBranch branch(
            Site at,
            BranchNorms norms,
            Tensor x,
            Tensor given,
            Tensor y,
            LayerRun run,
            @Nullable LinearLayer attended) {
        Named<NormLayer> after = norms.after();
        Named<NormLayer> ofSum = norms.ofSum();
        return new ResidualBranch(
                at,
                x,
                given,
                after == null ? null : after.part(),
                factor,
                ofSum == null ? null : ofSum.part(),
                y,
                run.wanted(),
                attended);
    }

    private Tensor add(Rules rules, Site branch, BranchNorms norms, Tensor x, Tensor given) {
        Tensor normed = norm(rules, norms.after(), given);
        Tensor added = rules.value(branch.child(ADDED), factor == 1 ? normed : Operations.scale(normed, factor));
        return norm(rules, norms.ofSum(), Operations.add(x, added));
    }

    private Tensor norm(Rules rules, @Nullable Named<NormLayer> norm, Tensor x) {
        return norm == null ? x : rules.norm(norm.below(site), norm.part(), x);
    }
}
