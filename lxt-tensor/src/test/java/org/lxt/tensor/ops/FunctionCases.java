// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops;

import static org.lxt.tensor.Ledger.Cause.BIAS;
import static org.lxt.tensor.Ledger.Cause.ORDINARY;
import static org.lxt.tensor.ops.Operations.exp;
import static org.lxt.tensor.ops.Operations.log;
import static org.lxt.tensor.ops.Operations.logSoftmax;
import static org.lxt.tensor.ops.Operations.max;
import static org.lxt.tensor.ops.Operations.mean;
import static org.lxt.tensor.ops.Operations.negate;
import static org.lxt.tensor.ops.Operations.power;
import static org.lxt.tensor.ops.Operations.scale;
import static org.lxt.tensor.ops.Operations.softmax;
import static org.lxt.tensor.ops.Operations.sqrt;
import static org.lxt.tensor.ops.Operations.sum;

import java.util.ArrayList;
import java.util.List;
import org.lxt.tensor.Case;
import org.lxt.tensor.Case.Input;
import org.lxt.tensor.RandomValues;
import org.lxt.tensor.Shape;

/** Elementary functions, functions along every axis, and layer norm, on tensors of one to four dimensions. */
final class FunctionCases {
    private final RandomValues random;
    private final Shape shape;
    private final List<Case> cases = new ArrayList<>();

    private FunctionCases(RandomValues random) {
        this.random = random;
        int[] extents = new int[random.between(1, 4)];
        for (int d = 0; d < extents.length; d++) {
            extents[d] = random.between(1, 4);
        }
        this.shape = Shape.of(extents);
    }

    static List<Case> of(RandomValues random) {
        FunctionCases made = new FunctionCases(random);
        made.elementary();
        int dimensions = made.shape.dimensions();
        for (int axis = 0; axis < dimensions; axis++) {
            made.along(random.coin() ? axis : axis - dimensions);
        }
        if (dimensions > 1) {
            made.topK();
            made.layerNorm();
        }
        return made.cases;
    }

    private Input x() {
        return new Input(shape, random.values(Math.toIntExact(shape.size())));
    }

    private Input positive() {
        double[] values = random.values(Math.toIntExact(shape.size()));
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (Math.abs(values[i]) + 0.4);
        }
        return new Input(shape, values);
    }

    private void add(Case tried) {
        cases.addAll(MixedRows.with(random, tried, shape.rows(), shape.columns()));
    }

    private void elementary() {
        double factor = random.value();
        add(Case.ordinary("scale by " + factor, List.of(x()), (s, x) -> scale(x.get(0), factor)));
        add(Case.ordinary("negate", List.of(x()), (s, x) -> negate(x.get(0))));
        add(Case.ordinary("exp", List.of(x()), (s, x) -> exp(x.get(0)), ORDINARY));
        add(Case.ordinary("log", List.of(positive()), (s, x) -> log(x.get(0)), ORDINARY));
        add(Case.ordinary("sqrt", List.of(positive()), (s, x) -> sqrt(x.get(0)), ORDINARY));
        double part = random.coin() ? 0.5 : 1 + random.value();
        add(Case.ordinary("power " + part, List.of(positive()), (s, x) -> power(x.get(0), part), ORDINARY));
        int whole = random.between(-2, 4);
        Input base = whole < 0 ? positive() : x();
        add(Case.ordinary("power " + whole, List.of(base), (s, x) -> power(x.get(0), whole), ORDINARY));
    }

    private void along(int axis) {
        String where = " along axis " + axis + " of " + shape;
        Shape reduced = shape.with(axis < 0 ? axis + shape.dimensions() : axis, 1);
        Case sum = Case.ordinary("sum" + where, List.of(x()), (s, x) -> sum(x.get(0), axis));
        Case mean = Case.ordinary("mean" + where, List.of(x()), (s, x) -> mean(x.get(0), axis));
        Case max = Case.ordinary("max" + where, List.of(x()), (s, x) -> max(x.get(0), axis));
        for (Case tried : List.of(sum, mean, max)) {
            cases.addAll(MixedRows.with(random, tried, reduced.rows(), reduced.columns()));
        }
        add(Case.ordinary("softmax" + where, List.of(x()), (s, x) -> softmax(x.get(0), axis), ORDINARY));
        add(Case.ordinary("log softmax" + where, List.of(x()), (s, x) -> logSoftmax(x.get(0), axis), ORDINARY));
    }

    private void topK() {
        int length = shape.extent(shape.dimensions() - 1);
        int k = random.between(1, length);
        Case top = Case.ordinary(
                "top " + k + " of " + shape,
                List.of(x()),
                (s, x) -> Operations.topK(x.get(0), k).values());
        cases.addAll(MixedRows.with(random, top, shape.rows(), shape.columns() / length * k));
    }

    private void layerNorm() {
        int n = shape.extent(shape.dimensions() - 1);
        Input weight = new Input(Shape.of(n), random.values(n));
        Input bias = new Input(random.coin() ? Shape.of(n) : Shape.of(1, n), random.values(n));
        double epsilon = random.coin() ? 1e-2 : 0.5;
        String name = "layer norm of " + shape + ", epsilon " + epsilon;
        add(Case.ordinary(
                name,
                List.of(x()),
                (s, x) -> Operations.layerNorm(x.get(0), weight.constant(s), bias.constant(s), epsilon, false),
                BIAS,
                ORDINARY));
        add(Case.ordinary(
                name + ", no bias",
                List.of(x()),
                (s, x) -> Operations.layerNorm(x.get(0), weight.constant(s), null, epsilon, false),
                ORDINARY));
        add(Case.changed(
                name + ", constant spread",
                List.of(x()),
                (s, x) -> Operations.layerNorm(x.get(0), weight.constant(s), bias.constant(s), epsilon, true),
                BIAS));
    }
}
