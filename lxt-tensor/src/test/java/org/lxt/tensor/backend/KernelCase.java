// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend;

import java.util.function.Function;

/**
 * One call of one kernel on inputs of its own.
 *
 * @param name kernel and sizes
 * @param tolerance how far a float32 result may be from the float64 one, relative to its size but to no less than 1
 * @param run makes the inputs, calls the kernel and reads the result
 */
public record KernelCase(String name, double tolerance, Function<Backend, double[]> run) {
    @Override
    public String toString() {
        return name;
    }

    /** Fails unless the backend's result is as close to the reference's as the tolerance asks. */
    public void compare(Backend backend, Backend reference) {
        double[] actual = run.apply(backend);
        double[] expected = run.apply(reference);
        for (int i = 0; i < expected.length; i++) {
            double limit = tolerance * Math.max(1, Math.abs(expected[i]));
            boolean same = Double.compare(actual[i], expected[i]) == 0;
            if (!same && !(Math.abs(actual[i] - expected[i]) <= limit)) {
                throw new AssertionError(name + ": element " + i + " is " + actual[i] + " instead of " + expected[i]
                        + ", more than " + limit + " away");
            }
        }
    }
}
