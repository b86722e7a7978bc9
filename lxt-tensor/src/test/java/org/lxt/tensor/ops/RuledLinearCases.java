// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops;

import static org.lxt.tensor.Ledger.Cause.BIAS;
import static org.lxt.tensor.Ledger.Cause.STABILIZER;
import static org.lxt.tensor.ops.relevance.RelevanceOperations.alphaBetaLinear;
import static org.lxt.tensor.ops.relevance.RelevanceOperations.gammaLinear;
import static org.lxt.tensor.ops.relevance.RelevanceOperations.spreadLinear;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.Case;
import org.lxt.tensor.RandomValues;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.relevance.SpreadLinear;
import org.lxt.tensor.weight.Weight;

/** Linear layers under a rule of their own. */
final class RuledLinearCases {
    /** A linear layer under a rule. */
    interface Layer {
        Tensor apply(Tensor x, Weight weight, @Nullable Tensor bias);
    }

    private RuledLinearCases() {}

    static List<Case> of(RandomValues random) {
        int rows = random.between(1, 4);
        int inputs = random.between(1, 6);
        int outputs = random.between(1, 5);
        Weight weight = random.weight(outputs, inputs);
        double[] bias = random.values(outputs);
        double gamma = random.coin() ? 0.25 : 100;
        double stabilizer = random.coin() ? 1e-6 : 0.3;
        double beta = random.coin() ? 1 : 0.5;
        List<Case> cases = new ArrayList<>();
        for (boolean biased : new boolean[] {true, false}) {
            String how = biased ? " with bias" : "";
            add(
                    cases,
                    random,
                    "gamma " + gamma + how,
                    rows,
                    inputs,
                    biased ? bias : null,
                    weight,
                    (x, w, b) -> gammaLinear(x, w, b, gamma, stabilizer));
            add(
                    cases,
                    random,
                    "epsilon " + stabilizer + how,
                    rows,
                    inputs,
                    biased ? bias : null,
                    weight,
                    (x, w, b) -> gammaLinear(x, w, b, 0, stabilizer));
            add(
                    cases,
                    random,
                    "z+" + how,
                    rows,
                    inputs,
                    biased ? bias : null,
                    weight,
                    (x, w, b) -> alphaBetaLinear(x, w, b, 0, stabilizer));
            add(
                    cases,
                    random,
                    "beta " + beta + how,
                    rows,
                    inputs,
                    biased ? bias : null,
                    weight,
                    (x, w, b) -> alphaBetaLinear(x, w, b, beta, stabilizer));
            for (SpreadLinear.Spread spread : SpreadLinear.Spread.values()) {
                add(
                        cases,
                        random,
                        spread + how,
                        rows,
                        inputs,
                        biased ? bias : null,
                        weight,
                        (x, w, b) -> spreadLinear(x, w, b, spread, stabilizer));
            }
        }
        return cases;
    }

    private static void add(
            List<Case> cases,
            RandomValues random,
            String name,
            int rows,
            int inputs,
            double @Nullable [] bias,
            Weight weight,
            Layer layer) {
        Case.Body body = (s, x) -> layer.apply(x.getFirst(), weight, bias(s, bias));
        Case tried = Case.changed("linear, " + name, List.of(random.input(rows, inputs)), body, STABILIZER, BIAS);
        cases.addAll(MixedRows.with(random, tried, rows, weight.rows()));
    }

    private static @Nullable Tensor bias(Scope scope, double @Nullable [] values) {
        return values == null ? null : scope.constant(Shape.of(values.length), values);
    }
}
