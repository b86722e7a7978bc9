// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.contract.check;

import static org.lxt.tensor.ops.Operations.add;

import java.util.ArrayList;
import java.util.List;
import org.lxt.rules.AttentionInput;
import org.lxt.rules.Patches;
import org.lxt.tensor.Gradients;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;

/**
 * Zeros that are added to what goes into and comes out of each operation that has a patch: by their gradient that of each
 * of these tensors is known, and by putting other numbers in their place the derivative.
 */
final class Probes {
    /**
     * One of these tensors.
     *
     * @param operation kind and site, such as {@code the product at 'layers.0.mlp.product'}
     * @param input whether it goes into the operation
     * @param values its numbers
     * @param zeros what is added
     */
    record Probe(String operation, boolean input, double[] values, Tensor zeros) {
        @Override
        public String toString() {
            return (input ? "" : "the output of ") + operation;
        }
    }

    private final List<Probe> probes = new ArrayList<>();
    private int moved = -1;
    private double[] by = {};

    /** Forgets the last run; in the next one a probe has numbers other than zeros. */
    void next(int index, double[] numbers) {
        probes.clear();
        moved = index;
        by = numbers;
    }

    /** Those of the last run, in the order of the forward pass. */
    List<Probe> probes() {
        return List.copyOf(probes);
    }

    double[] gradient(int index, Gradients gradients) {
        return gradients.gradient(probes.get(index).zeros(), 0);
    }

    /** Patches that do the same on tensors with probes. */
    Patches watching(Patches own) {
        return own.toBuilder()
                .attention(Patches.AttentionRule.heedingTerms((at, input) -> {
                    String words = words("attention", at);
                    AttentionInput probed = new AttentionInput(
                            into(words, input.q()),
                            into(words, input.k()),
                            into(words, input.v()),
                            input.shape(),
                            input.terms(),
                            input.queryRows(),
                            input.keyRows());
                    return from(words, own.attention().apply(at, probed));
                }))
                .norm((at, layer, x) -> {
                    String words = words("norm", at);
                    return from(words, own.norm().apply(at, layer, into(words, x)));
                })
                .activation((at, f, x) -> {
                    String words = words("activation", at);
                    return from(words, own.activation().apply(at, f, into(words, x)));
                })
                .product((at, a, b) -> {
                    String words = words("product", at);
                    return from(words, own.product().apply(at, into(words, a), into(words, b)));
                })
                .linear((at, layer, x) -> {
                    String words = words("linear layer", at);
                    return from(words, own.linear().apply(at, layer, into(words, x)));
                })
                .convolution((at, layer, x) -> {
                    String words = words("convolution", at);
                    return from(words, own.convolution().apply(at, layer, into(words, x)));
                })
                .mlp((rules, at, layer, x) -> {
                    String words = words("MLP", at);
                    return from(words, own.mlp().apply(rules, at, layer, into(words, x)));
                })
                .build();
    }

    private static String words(String kind, Site at) {
        return "the " + kind + " at '" + at + "'";
    }

    private Tensor into(String operation, Tensor x) {
        return probed(operation, true, x);
    }

    private Tensor from(String operation, Tensor x) {
        return probed(operation, false, x);
    }

    private Tensor probed(String operation, boolean input, Tensor x) {
        Shape shape = x.shape();
        double[] numbers = probes.size() == moved ? by : new double[Math.toIntExact(shape.size())];
        Tensor zeros = x.scope().watch(x.scope().constant(shape, numbers));
        probes.add(new Probe(operation, input, x.toDoubles(), zeros));
        return add(x, zeros);
    }
}
