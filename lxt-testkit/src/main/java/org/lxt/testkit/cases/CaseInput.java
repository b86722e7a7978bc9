package org.lxt.testkit.cases;

import org.lxt.explain.Attribution;
import org.lxt.explain.Prompt;
import org.lxt.explain.Target;

/** What the model of a case is run on, and how what comes out is laid out in the expected tensors. */
interface CaseInput {
    /** The input of a case. */
    static CaseInput of(OracleCase oracle) {
        return oracle.isOfImages() ? new ImageBatch(oracle) : new PaddedBatch(oracle);
    }

    /** A row of the batch. */
    Prompt prompt(int row);

    /** The target at the place that the case names, if it names one. */
    Target at(Target target, ExplainedOutput explained);

    /** Adds the tensors of an attribution. */
    void stack(Attribution a, int row, TensorStack stack);
}
