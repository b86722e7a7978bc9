// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts.mixture;

import static org.lxt.tensor.ops.Operations.scatterAddRows;

import java.util.List;
import org.lxt.rules.MlpLayer;
import org.lxt.rules.Rules;
import org.lxt.spi.parts.FeedForward;
import org.lxt.spi.parts.LayerRun;
import org.lxt.tensor.Role;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;

/**
 * A mixture of experts: each token goes through a few of many MLPs, whose outputs are added up by routing weight. The
 * product of output and weight has the product rule; the experts are gated MLPs like any other.
 *
 * @param router chooses the experts of each token
 * @param experts the MLPs
 */
public record SparseMlp(Router router, List<MlpLayer> experts) implements FeedForward {
    @Override
    public Tensor apply(Rules rules, Site at, Tensor x, LayerRun run) {
        Router.Choice choice = router.choose(rules, at.child("gate"), x);
        Site inside = at.child("experts");
        Tensor outputs = rules.experts(inside, experts, choice.routing(), x);
        Tensor weighted = rules.product(inside.child("product").as(Role.ROUTING), outputs, choice.weights());
        Tensor added = rules.routed(inside, weighted, choice.routing(), experts.size());
        run.output().experts(inside, added, choice.routing(), run.wanted());
        return x.scope().at(inside, () -> scatterAddRows(added, choice.routing().tokenOfPair(), x.rows()));
    }
}
