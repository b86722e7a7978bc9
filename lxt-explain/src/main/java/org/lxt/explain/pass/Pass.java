// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.pass;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.call.Call;
import org.lxt.explain.method.Propagation;
import org.lxt.explain.model.LoadedModel;
import org.lxt.rules.Rules;
import org.lxt.rules.RunObserver;
import org.lxt.spi.KeptKeys;
import org.lxt.spi.ModelInput;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.Run;
import org.lxt.tensor.Gradients;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.Seed;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.rows.PackedRows;

/** One forward pass of a loaded model under some rules, and the backward pass over it if it is recorded. */
public final class Pass implements AutoCloseable {
    /**
     * What came of a forward pass.
     *
     * @param input the values that relevance is asked at
     * @param output the outputs
     */
    public record Result(Tensor input, ModelOutput output) {}

    private final LoadedModel loaded;
    private final Rules rules;
    private final RunObserver observer;
    private final Call call;
    private final Scope scope;
    private final boolean recorded;
    private final PassSteps steps;
    private final int depth;
    private long since = System.nanoTime();
    private boolean isBack;

    private Pass(
            LoadedModel loaded,
            Rules rules,
            RunObserver observer,
            Call call,
            ScopeOptions options,
            boolean recorded,
            int depth) {
        this.loaded = loaded;
        this.rules = rules.observedBy(observer);
        this.observer = observer;
        this.call = call;
        this.recorded = recorded;
        this.scope = loaded.scope(options);
        this.depth = depth;
        this.steps = new PassSteps(call, Math.min(depth, loaded.model().sizes().layers()));
    }

    /** A pass that {@link #backward} can follow. */
    public static Pass recorded(LoadedModel loaded, Propagation rules, Call call, ScopeOptions options) {
        return recorded(loaded, rules, call, options, RunObserver.NONE);
    }

    /** The same, and this observer is told what the forward pass computes. */
    public static Pass recorded(
            LoadedModel loaded, Propagation rules, Call call, ScopeOptions options, RunObserver observer) {
        return new Pass(loaded, loaded.rules(rules), observer, call, options, true, Run.ALL_LAYERS);
    }

    /** The same through the first layers alone, and on to the head. */
    public static Pass recorded(LoadedModel loaded, Propagation rules, Call call, ScopeOptions options, int depth) {
        return new Pass(loaded, loaded.rules(rules), RunObserver.NONE, call, options, true, depth);
    }

    /**
     * A forward pass alone: what a layer made is given back as soon as the next one has read it. The rules are of no account
     * for it.
     */
    public static Pass unrecorded(LoadedModel loaded, Call call) {
        return unrecorded(loaded, call, RunObserver.NONE);
    }

    /** The same, and this observer is told what it computes. */
    public static Pass unrecorded(LoadedModel loaded, Call call, RunObserver observer) {
        Rules any = loaded.family().rules(loaded.family().defaultRules());
        return new Pass(loaded, any, observer, call, ScopeOptions.PLAIN, false, Run.ALL_LAYERS);
    }

    /** Runs forward on what the model makes of its input. */
    public Result forward(ModelInput read, PackedRows wanted) {
        return forward(read, wanted, loaded.model().input(scope, read), null);
    }

    /** Runs forward on what the model makes of the next tokens of a sequence. */
    public Result forward(ModelInput read, PackedRows wanted, KeptKeys keys) {
        return forward(read, wanted, loaded.model().input(scope, read), keys);
    }

    /**
     * Runs forward on other values in the place of those.
     *
     * @param shape the shape that the model gives its input
     * @param values values, row by row
     */
    Result forward(ModelInput read, PackedRows wanted, Shape shape, double[] values) {
        return forward(read, wanted, scope.constant(shape, values), null);
    }

    /** The same where the sequences go on from what these keys are of. */
    Result forward(ModelInput read, PackedRows wanted, Shape shape, double[] values, KeptKeys keys) {
        return forward(read, wanted, scope.constant(shape, values), keys);
    }

    private Result forward(ModelInput read, PackedRows wanted, Tensor values, @Nullable KeptKeys keys) {
        Tensor input = recorded ? scope.watch(values) : values;
        steps.forward(scope);
        Run run = new Run(rules, read, wanted, keys, depth);
        ModelOutput output = loaded.model().forward(run, input);
        observer.forwardDone();
        run.rules().remarks().forEach(loaded::remark);
        return new Result(input, output);
    }

    /** The rules that it runs under. */
    public Rules rules() {
        return rules;
    }

    /** Tells that all that was wanted of the forward pass has been read. */
    public void forwardDone() {
        steps.forwardDone();
    }

    /** Goes back over what was recorded, for all seeds together. */
    public Gradients backward(List<Seed> seeds) {
        return backward(seeds, true);
    }

    /** Goes back, and keeps what was recorded unless this is the last time. */
    Gradients backward(List<Seed> seeds, boolean isLast) {
        if (!isBack) {
            call.clock().addForward(lap());
            isBack = true;
        }
        steps.backward();
        Gradients gradients = isLast ? scope.backward(seeds) : scope.backwardKeepingTape(seeds);
        steps.walkDone();
        return gradients;
    }

    /** Tells in how many rounds it is gone back, at most; one if this is not called. */
    void expectBackward(int rounds) {
        steps.expect(rounds);
    }

    /** Begins a round of walks back; a single walk needs none. */
    void beginRound(int walks) {
        steps.round(walks);
    }

    /** Tells that it is not gone back over again, even if more rounds were expected. */
    void backwardDone() {
        steps.backwardDone();
    }

    private long lap() {
        long now = System.nanoTime();
        long nanos = now - since;
        since = now;
        return nanos;
    }

    /** Ends it: what was read of it since it turned back was part of it. */
    @Override
    public void close() {
        if (isBack) {
            call.clock().addBackward(lap());
        } else {
            call.clock().addForward(lap());
        }
        scope.close();
    }
}
