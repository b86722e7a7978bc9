// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops;

import static org.lxt.tensor.Ledger.Cause.CONSTANT;
import static org.lxt.tensor.Ledger.Cause.ORDINARY;
import static org.lxt.tensor.Ledger.Cause.PRODUCT;
import static org.lxt.tensor.ops.Operations.divide;
import static org.lxt.tensor.ops.Operations.subtract;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.lxt.tensor.Case;
import org.lxt.tensor.Case.Input;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.RandomValues;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.element.Add;
import org.lxt.tensor.ops.element.Divide;
import org.lxt.tensor.ops.element.Multiply;
import org.lxt.tensor.ops.element.Subtract;

/** Sums, differences, products and quotients of a tensor with what may stand beside it, on either side. */
final class BroadcastCases {
    private static final Ledger.Cause[] NONE = {};

    private final RandomValues random;
    private final List<Case> cases = new ArrayList<>();

    private BroadcastCases(RandomValues random) {
        this.random = random;
    }

    static List<Case> of(RandomValues random) {
        BroadcastCases made = new BroadcastCases(random);
        int rows = random.between(1, 4);
        int first = random.between(1, 3);
        int second = random.between(1, 3);
        Shape large = random.coin() ? Shape.of(rows, first) : Shape.of(rows, first, second);
        boolean flat = large.dimensions() == 2;
        made.beside(large, large);
        made.beside(large, flat ? Shape.of(1, first) : Shape.of(1, first, second));
        made.beside(large, Shape.of(rows, 1));
        made.beside(large, random.coin() ? Shape.of(1, 1) : Shape.of(1));
        made.vector(large);
        return made.cases;
    }

    private void beside(Shape large, Shape small) {
        for (boolean swapped : new boolean[] {false, true}) {
            both("add", large, small, swapped, Add::apply, NONE, CONSTANT);
            both("subtract", large, small, swapped, Subtract::apply, NONE, CONSTANT);
            both("multiply", large, small, swapped, Multiply::apply, new Ledger.Cause[] {PRODUCT});
            both("divide", large, small, swapped, Divide::apply, new Ledger.Cause[] {ORDINARY}, ORDINARY);
        }
    }

    private void both(
            String name,
            Shape large,
            Shape small,
            boolean swapped,
            BinaryOperator<Tensor> operation,
            Ledger.Cause[] watched,
            Ledger.Cause... withConstant) {
        Input a = input(swapped ? small : large);
        Input b = input(swapped ? large : small);
        String what = name + " " + a.shape() + " and " + b.shape();
        add(large, Case.ordinary(what, List.of(a, b), (s, x) -> operation.apply(x.get(0), x.get(1)), watched));
        add(
                large,
                Case.ordinary(
                        what + ", the right constant",
                        List.of(a),
                        (s, x) -> operation.apply(x.get(0), b.constant(s)),
                        withConstant));
        add(
                large,
                Case.ordinary(
                        what + ", the left constant",
                        List.of(b),
                        (s, x) -> operation.apply(a.constant(s), x.get(0)),
                        withConstant));
    }

    private void vector(Shape large) {
        Input vector = input(Shape.of(large.columns()));
        List<Input> x = List.of(input(large));
        add(large, Case.ordinary("add a vector", x, (s, t) -> Operations.add(t.get(0), vector.constant(s)), CONSTANT));
        add(large, Case.ordinary("divide by a vector", x, (s, t) -> divide(t.get(0), vector.constant(s))));
        add(
                large,
                Case.ordinary("subtract from a vector", x, (s, t) -> subtract(vector.constant(s), t.get(0)), CONSTANT));
    }

    private void add(Shape large, Case tried) {
        cases.addAll(MixedRows.with(random, tried, large.rows(), large.columns()));
    }

    /** Far enough from 0 to divide by, of either sign. */
    private Input input(Shape shape) {
        double[] values = random.values(Math.toIntExact(shape.size()));
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] + Math.copySign(0.7, values[i]));
        }
        return new Input(shape, values);
    }
}
