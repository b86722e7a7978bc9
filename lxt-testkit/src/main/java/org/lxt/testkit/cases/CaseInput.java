// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.cases;

import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.spi.OutputKind;

/** What the model of a case is run on, and how the outputs are laid out in the expected tensors. */
interface CaseInput {
    /** The input of a case. */
    static CaseInput of(OracleCase oracle) {
        return oracle.isOfImages() ? new ImageBatch(oracle) : new PaddedBatch(oracle);
    }

    /** A row of the batch. */
    Prompt prompt(int row);

    /** The target at the place that the case names, if it names one. */
    Target at(Target target, ExplainedOutput explained);

    /** The entry of an output that a case's expected vector has at {@code index}. */
    default int entry(OutputKind output, int row, int index) {
        return index;
    }

    /** Where among the parts of the padded input a part of a row stands. */
    default int column(int row, int part) {
        return part;
    }

    /** Where in the expected vector an entry of an output stands. */
    default int expectedEntry(OutputKind output, int row, int entry) {
        return entry;
    }

    /** Sets what an expected output vector has at padding to 0. */
    default void clearPadding(double[] expected, OutputKind output, int row) {}

    /**
     * Adds the tensor of an attribution by a method other than propagation: of each token, or of each feature of the
     * input.
     */
    void stackBaseline(String name, Attribution a, int row, TensorStack stack);

    /** Adds the tensors of an attribution. */
    void stack(Attribution a, int row, TensorStack stack);
}
