// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import java.util.List;
import java.util.Set;

/**
 * A function of watched inputs to try: its gradient, its ledger, its agreement between backends.
 *
 * @param name what it is, for the test report
 * @param inputs the watched inputs
 * @param body the function
 * @param causes what its operations may book
 * @param ordinary whether its gradient is meant to be its derivative
 */
public record Case(String name, List<Input> inputs, Body body, Set<Ledger.Cause> causes, boolean ordinary) {
    /**
     * A watched input.
     *
     * @param shape its shape
     * @param values its values
     */
    public record Input(Shape shape, double[] values) {
        /** As a constant. */
        public Tensor constant(Scope scope) {
            return scope.constant(shape, values);
        }
    }

    /** The function. */
    @FunctionalInterface
    public interface Body {
        /** Computes the output. */
        Tensor apply(Scope scope, List<Tensor> x);
    }

    /** A function with its ordinary derivative. */
    public static Case ordinary(String name, List<Input> inputs, Body body, Ledger.Cause... causes) {
        return new Case(name, inputs, body, Set.of(causes), true);
    }

    /** A function with a changed gradient. */
    public static Case changed(String name, List<Input> inputs, Body body, Ledger.Cause... causes) {
        return new Case(name, inputs, body, Set.of(causes), false);
    }

    /** The inputs, watched. */
    public List<Tensor> watch(Scope scope) {
        return inputs.stream().map(input -> scope.watch(input.constant(scope))).toList();
    }

    /** The output. */
    public Tensor run(Scope scope, List<Tensor> x) {
        return body.apply(scope, x);
    }

    @Override
    public String toString() {
        return name;
    }
}
