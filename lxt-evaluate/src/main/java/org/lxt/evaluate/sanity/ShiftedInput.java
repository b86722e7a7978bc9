// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.sanity;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.spi.Model;
import org.lxt.spi.ModelInput;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.ModelSizes;
import org.lxt.spi.OutputKind;
import org.lxt.spi.Run;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.Operations;

/**
 * A model whose input is another model's, shifted by a constant that it takes off again before anything else: it computes the same, with
 * the same gradients. All elements are shifted by the root mean square of the first input that is read.
 */
final class ShiftedInput implements Model {
    private final Model model;
    private @Nullable Double shift;

    ShiftedInput(Model model) {
        this.model = model;
    }

    @Override
    public ModelSizes sizes() {
        return model.sizes();
    }

    @Override
    public List<OutputKind> outputs() {
        return model.outputs();
    }

    @Override
    public Tensor input(Scope scope, ModelInput input) {
        Tensor own = model.input(scope, input);
        return Operations.add(own, constant(scope, own.shape(), shift(own.toDoubles())));
    }

    @Override
    public ModelOutput forward(Run run, Tensor input) {
        Tensor back = constant(input.scope(), input.shape(), -shift(new double[] {1}));
        return model.forward(run, Operations.add(input, back));
    }

    private synchronized double shift(double[] values) {
        Double known = shift;
        if (known == null) {
            known = Math.sqrt(Arrays.stream(values).map(v -> v * v).average().orElse(1));
            shift = known;
        }
        return known;
    }

    private static Tensor constant(Scope scope, Shape shape, double value) {
        double[] values = new double[Math.toIntExact(shape.size())];
        Arrays.fill(values, value);
        return scope.constant(shape, values);
    }
}
