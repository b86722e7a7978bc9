package org.lxt.explain;

import java.util.List;
import org.lxt.rules.RuleSet;
import org.lxt.rules.Rules;
import org.lxt.spi.ModelInput;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.Run;
import org.lxt.tensor.Gradients;
import org.lxt.tensor.PackedRows;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Seed;
import org.lxt.tensor.Tensor;

/**
 * One forward pass of a loaded model under some rules, and the backward pass over it if it was recorded.
 *
 * @param loaded the model
 * @param rules the rules
 * @param isOrdinary whether products and norms have their ordinary derivatives, whatever rules linear layers have
 * @param call the call that it belongs to
 * @param scope owns its tensors
 */
record Pass(LoadedModel loaded, Rules rules, boolean isOrdinary, Call call, Scope scope) {
    /**
     * What came of a forward pass.
     *
     * @param input the values that relevance is asked at
     * @param output the outputs
     * @param steps tells of the passes
     */
    record Result(Tensor input, ModelOutput output, PassSteps steps) {}

    /** Runs forward and records, so that {@link #backward} can follow. */
    Result record(ModelInput read, PackedRows wanted) {
        return forward(read, wanted, scope.watch(loaded.model().input(scope, read)));
    }

    /** Runs forward without recording: what a layer made is given back as soon as the next one has read it. */
    Result forward(ModelInput read, PackedRows wanted) {
        return forward(read, wanted, loaded.model().input(scope, read));
    }

    private Result forward(ModelInput read, PackedRows wanted, Tensor input) {
        PassSteps steps = PassSteps.forward(call, loaded.model().sizes().layers(), scope);
        return new Result(input, loaded.model().forward(new Run(rules, read, wanted), input), steps);
    }

    /** Goes back over what was recorded, for all seeds together. */
    Gradients backward(Result forward, List<Seed> seeds) {
        forward.steps().backward();
        Gradients gradients = scope.backward(seeds);
        forward.steps().backwardDone();
        return gradients;
    }

    /** The rule set. */
    RuleSet set() {
        return rules.set();
    }
}
