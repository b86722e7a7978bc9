// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops;

import static org.lxt.tensor.Ledger.Cause.BIAS;
import static org.lxt.tensor.Ledger.Cause.CONSTANT;
import static org.lxt.tensor.Ledger.Cause.DIVISION;
import static org.lxt.tensor.Ledger.Cause.ORDINARY;
import static org.lxt.tensor.Ledger.Cause.PRODUCT;
import static org.lxt.tensor.Ledger.Cause.STABILIZER;
import static org.lxt.tensor.ops.Operations.activate;
import static org.lxt.tensor.ops.Operations.add;
import static org.lxt.tensor.ops.Operations.multiply;
import static org.lxt.tensor.ops.Operations.rmsNorm;
import static org.lxt.tensor.ops.Operations.rope;
import static org.lxt.tensor.ops.Operations.selectRows;
import static org.lxt.tensor.ops.relevance.RelevanceOperations.divideGradient;
import static org.lxt.tensor.ops.relevance.RelevanceOperations.secant;
import static org.lxt.tensor.ops.relevance.RelevanceOperations.shareWithConstants;

import java.util.ArrayList;
import java.util.List;
import org.lxt.tensor.Case;
import org.lxt.tensor.Case.Input;
import org.lxt.tensor.RandomValues;
import org.lxt.tensor.Shape;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.ops.attention.RopeTable;
import org.lxt.tensor.rows.PackedRows;
import org.lxt.tensor.weight.Weight;

/** Every operation but attention, each in a random configuration. */
final class ElementCases {
    private final RandomValues random;
    private final int rows;
    private final int columns;
    private final List<Case> cases = new ArrayList<>();

    private ElementCases(RandomValues random) {
        this.random = random;
        this.rows = random.between(1, 5);
        this.columns = random.between(1, 6);
    }

    static List<Case> of(RandomValues random) {
        ElementCases made = new ElementCases(random);
        made.linear();
        made.sums();
        made.products();
        made.activations();
        made.norms();
        made.rows();
        made.changed();
        return made.cases;
    }

    private Input x() {
        return random.input(rows, columns);
    }

    private Input vector(int size) {
        return new Input(Shape.of(size), random.values(size));
    }

    private void linear() {
        Weight weight = random.weight(random.between(1, 6), columns);
        Weight further = random.weight(random.between(1, 4), weight.rows());
        Input bias = vector(weight.rows());
        cases.add(Case.ordinary("linear", List.of(x()), (s, x) -> Operations.linear(x.get(0), weight, null)));
        cases.add(Case.ordinary(
                "linear with bias",
                List.of(x()),
                (s, x) -> Operations.linear(x.get(0), weight, bias.constant(s)),
                BIAS));
        cases.add(Case.ordinary(
                "linear with bias, then linear",
                List.of(x()),
                (s, x) -> Operations.linear(Operations.linear(x.get(0), weight, bias.constant(s)), further, null),
                BIAS));
        cases.add(Case.ordinary(
                "linear with bias, then tanh",
                List.of(x()),
                (s, x) -> activate(Activation.TANH, Operations.linear(x.get(0), weight, bias.constant(s))),
                BIAS,
                ORDINARY));
    }

    private void sums() {
        Input constant = x();
        cases.add(Case.ordinary("sum", List.of(x(), x()), (s, x) -> add(x.get(0), x.get(1))));
        cases.add(Case.ordinary(
                "sum with a constant on the right",
                List.of(x()),
                (s, x) -> add(x.get(0), constant.constant(s)),
                CONSTANT));
        cases.add(Case.ordinary(
                "sum with a constant on the left",
                List.of(x()),
                (s, x) -> add(constant.constant(s), x.get(0)),
                CONSTANT));
        cases.add(Case.ordinary("x + x", List.of(x()), (s, x) -> add(x.get(0), x.get(0))));
        cases.add(Case.ordinary("x + x, three times over", List.of(x()), (s, x) -> {
            var twice = add(x.get(0), x.get(0));
            return add(add(twice, x.get(0)), twice);
        }));
    }

    private void products() {
        Input constant = x();
        cases.add(Case.ordinary("product", List.of(x(), x()), (s, x) -> multiply(x.get(0), x.get(1)), PRODUCT));
        cases.add(Case.ordinary(
                "product with a constant on the right",
                List.of(x()),
                (s, x) -> multiply(x.get(0), constant.constant(s))));
        cases.add(Case.ordinary(
                "product with a constant on the left",
                List.of(x()),
                (s, x) -> multiply(constant.constant(s), x.get(0))));
        cases.add(Case.ordinary("x * x", List.of(x()), (s, x) -> multiply(x.get(0), x.get(0)), PRODUCT));
    }

    private void activations() {
        for (Activation f : Activation.values()) {
            cases.add(Case.ordinary(f.toString(), List.of(x()), (s, x) -> activate(f, x.get(0)), ORDINARY));
        }
    }

    private void norms() {
        Input weight = vector(columns);
        for (double offset : new double[] {0, 1}) {
            double epsilon = random.coin() ? 1e-6 : 0.3;
            String name = "rms norm, offset " + offset + ", epsilon " + epsilon;
            cases.add(Case.ordinary(
                    name,
                    List.of(x()),
                    (s, x) -> rmsNorm(x.get(0), weight.constant(s), offset, epsilon, false),
                    ORDINARY));
            cases.add(Case.changed(
                    name + ", constant spread",
                    List.of(x()),
                    (s, x) -> rmsNorm(x.get(0), weight.constant(s), offset, epsilon, true)));
        }
    }

    private void rows() {
        PackedRows all = random.sequences(3, 4);
        PackedRows wanted = random.someOf(all);
        Input packed = random.input(all.size(), columns);
        cases.add(
                Case.ordinary("selected rows " + wanted, List.of(packed), (s, x) -> selectRows(x.get(0), all, wanted)));
        int heads = random.between(1, 3);
        int half = random.between(1, 3);
        Input turned = random.input(rows, heads * half * 2);
        int[] positions = new int[rows];
        float[] frequencies = new float[half];
        for (int r = 0; r < rows; r++) {
            positions[r] = random.between(0, 50);
        }
        for (int j = 0; j < half; j++) {
            frequencies[j] = (float) Math.pow(100, -j / (double) half);
        }
        double amplitude = random.coin() ? 1 : 1.25;
        cases.add(Case.ordinary(
                "rope of " + heads + " heads",
                List.of(turned),
                (s, x) -> rope(x.get(0), RopeTable.of(s, positions, frequencies, amplitude), heads)));
    }

    private void changed() {
        double n = random.coin() ? 2 : -0.75;
        cases.add(Case.changed("divided gradient", List.of(x()), (s, x) -> divideGradient(x.get(0), n), DIVISION));
        cases.add(Case.changed(
                "shared with constants", List.of(x()), (s, x) -> shareWithConstants(x.get(0), n), CONSTANT));
        double epsilon = random.coin() ? 1e-10 : 0.01;
        cases.add(Case.changed(
                "secant of silu",
                List.of(x()),
                (s, x) -> secant(x.get(0), activate(Activation.SILU, x.get(0).detach()), epsilon),
                STABILIZER));
    }
}
