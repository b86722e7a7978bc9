// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops;

import static org.lxt.tensor.Ledger.Cause.PRODUCT;
import static org.lxt.tensor.ops.Operations.batchMatMul;
import static org.lxt.tensor.ops.Operations.matMul;

import java.util.ArrayList;
import java.util.List;
import org.lxt.tensor.Case;
import org.lxt.tensor.Case.Input;
import org.lxt.tensor.RandomValues;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.linear.MatMul;

/** Matrix products of tensors, plain and in batches, with both, the left or the right factor watched. */
final class MatrixCases {
    /** A product, whichever of its factors is watched. */
    private interface Product {
        Tensor apply(Tensor a, Tensor b);
    }

    private final List<Case> cases = new ArrayList<>();

    private MatrixCases() {}

    static List<Case> of(RandomValues random) {
        MatrixCases made = new MatrixCases();
        int rows = random.between(1, 5);
        int inner = random.between(1, 4);
        int n = random.between(1, 4);
        boolean turnA = random.coin();
        boolean turnB = random.coin();
        made.add(
                random,
                "matmul" + (turnB ? " with b turned" : ""),
                Shape.of(rows, inner),
                turnB ? Shape.of(n, inner) : Shape.of(inner, n),
                (a, b) -> MatMul.apply(a, b, turnB));
        int batch = random.between(1, 3);
        made.add(
                random,
                "batch matmul" + (turnA ? ", a turned" : "") + (turnB ? ", b turned" : ""),
                turnA ? Shape.of(batch, inner, rows) : Shape.of(batch, rows, inner),
                turnB ? Shape.of(batch, n, inner) : Shape.of(batch, inner, n),
                (a, b) -> batchMatMul(a, b, turnA, turnB));
        made.square(random);
        return made.cases;
    }

    private void add(RandomValues random, String name, Shape left, Shape right, Product product) {
        Input a = input(random, left);
        Input b = input(random, right);
        both(name, List.of(a, b), (s, x) -> product.apply(x.get(0), x.get(1)));
        one(name + ", b constant", a, (s, x) -> product.apply(x.get(0), b.constant(s)));
        one(name + ", a constant", b, (s, x) -> product.apply(a.constant(s), x.get(0)));
    }

    private void square(RandomValues random) {
        int n = random.between(1, 3);
        both("x by x", List.of(input(random, Shape.of(n, n))), (s, x) -> matMul(x.get(0), x.get(0)));
        int rows = random.between(2, 4);
        both(
                "x by x turned, in batches",
                List.of(input(random, Shape.of(rows, n, 2))),
                (s, x) -> batchMatMul(x.get(0), x.get(0), false, true));
    }

    private void both(String name, List<Input> inputs, Case.Body body) {
        cases.add(Case.ordinary(name, inputs, body, PRODUCT));
        cases.add(Case.ordinary(
                name + ", some rows (or zeros) added up", inputs, (s, x) -> mixed(body.apply(s, x)), PRODUCT));
    }

    private void one(String name, Input input, Case.Body body) {
        cases.add(Case.ordinary(name, List.of(input), body));
        cases.add(Case.ordinary(
                name + ", some rows (or zeros) added up", List.of(input), (s, x) -> mixed(body.apply(s, x))));
    }

    /** A choice of rows that is the same at every call. */
    private static Tensor mixed(Tensor y) {
        return MovementCases.someAddedUp(y, new RandomValues(y.size()));
    }

    private static Input input(RandomValues random, Shape shape) {
        return new Input(shape, random.values(Math.toIntExact(shape.size())));
    }
}
