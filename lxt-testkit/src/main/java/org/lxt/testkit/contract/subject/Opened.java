// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.contract.subject;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lxt.rules.Rules;
import org.lxt.spi.InputKind;
import org.lxt.spi.Model;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.WeightStore;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Backends;

/** A model of a plugin under test, loaded from random numbers. */
public final class Opened implements AutoCloseable {
    private final Subject subject;
    private final Backend backend;
    private final WeightStore store;
    private final Scope parameters;
    private final Rules rules;
    private final RandomWeights weights;
    private final ModelConfig config;
    private final Model model;

    private Opened(Subject subject, Backend backend, Rules rules, RandomWeights weights) {
        this.subject = subject;
        this.backend = backend;
        this.rules = rules;
        this.weights = weights;
        this.config = Subject.config(subject.options());
        this.store = new WeightStore(backend);
        this.parameters = Scope.open(store, ScopeOptions.PLAIN);
        try {
            this.model = subject.family().load(config, weights, parameters);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    public static Opened of(Subject subject, String backend, Rules rules, RandomWeights weights) {
        return new Opened(subject, Backends.named(backend, new BackendOptions(1)), rules, weights);
    }

    public Model model() {
        return model;
    }

    /** The options that were passed over, as nothing in transformers knows them. */
    public List<String> passedOver() {
        return config.passedOver();
    }

    /** The shapes of the parameters that the loader asked for, by name. */
    public Map<String, String> parameters() {
        return weights.asked();
    }

    /** Whether it reads images. */
    boolean readsImages() {
        return model.sizes().input() instanceof InputKind.Pixels;
    }

    /** The prompts or images of all checks. */
    public List<Trial> trials() {
        return subject.trials(model.sizes());
    }

    /** Runs the model forward on some, packed; the explained rows alone are wanted. */
    public Forward forward(List<Trial> trials) {
        return forward(trials, false);
    }

    /** Runs the model forward on some, packed. */
    public Forward forward(List<Trial> trials, boolean allRows) {
        return forward(trials, allRows, null);
    }

    /** Runs the model forward on one with other numbers where relevance is asked: embeddings of tokens, or pixels. */
    public Forward forward(Trial trial, double[] values) {
        return forward(List.of(trial), false, values);
    }

    private Forward forward(List<Trial> trials, boolean allRows, double @Nullable [] values) {
        Scope scope = Scope.open(store, new ScopeOptions(rules.set().strict(), true));
        try {
            return new Forward(scope, model, rules, Trial.packed(trials, readsImages()), trials, allRows, values);
        } catch (RuntimeException e) {
            scope.close();
            throw e;
        }
    }

    @Override
    public void close() {
        parameters.close();
        store.close();
        backend.close();
    }
}
