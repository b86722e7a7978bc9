package org.lxt.explain;

import java.util.List;
import java.util.Optional;
import org.lxt.checkpoint.Checkpoint;
import org.lxt.explain.method.Propagation;
import org.lxt.rules.Rules;
import org.lxt.spi.Model;
import org.lxt.spi.ModelFamily;
import org.lxt.spi.OutputKind;
import org.lxt.spi.host.ModelMap;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.WeightStore;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.Backends;
import org.lxt.tokenizers.Tokenizer;

/**
 * An opened checkpoint: the model, what reads its prompts, and what computes it. Any number of rule sets share one. Safe for
 * several threads; closing it waits for the calls under way.
 */
final class LoadedModel implements AutoCloseable {
    private final Checkpoint checkpoint;
    private final ModelFamily family;
    private final Backend backend;
    private final WeightStore weights;
    private final Scope parameters;
    private final Model model;
    private final List<OutputKind> outputs;
    private final Optional<Tokenizer> tokenizer;
    private final PromptEncoder prompts;
    private final ModelIdentity identity;
    private final CallGate gate;

    private LoadedModel(ExplainerBuilder builder, Checkpoint checkpoint, Backend backend) {
        this.checkpoint = checkpoint;
        this.backend = backend;
        ModelMap map = builder.models != null ? builder.models : ModelMap.defaults();
        family = map.familyOf(checkpoint.config(), checkpoint);
        tokenizer = Tokenizer.open(checkpoint.folder());
        weights = new WeightStore(backend);
        parameters = Scope.open(weights, ScopeOptions.PLAIN);
        try {
            model = family.load(checkpoint.config(), checkpoint, parameters);
            builder.labels.requireFitting(model.outputs());
        } catch (RuntimeException e) {
            parameters.close();
            weights.close();
            throw e;
        }
        outputs = builder.labels.in(model.outputs());
        prompts = new PromptEncoder(tokenizer, model.sizes(), builder.otherImageSizes);
        identity = new ModelIdentity(
                builder.name != null ? builder.name : ModelIdentity.nameOf(builder.folder),
                checkpoint.config().architectures(),
                family.name(),
                family.origin(),
                backend.description());
        gate = new CallGate(builder.maxConcurrent);
    }

    static LoadedModel open(ExplainerBuilder builder) {
        Checkpoint checkpoint = Checkpoint.open(builder.folder);
        try {
            var backends = Backends.with(builder.backends);
            Backend backend = builder.backend == null
                    ? Backends.best(backends, builder.options)
                    : Backends.named(backends, builder.backend, builder.options);
            try {
                return new LoadedModel(builder, checkpoint, backend);
            } catch (RuntimeException e) {
                backend.close();
                throw e;
            }
        } catch (RuntimeException e) {
            checkpoint.close();
            throw e;
        }
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    /**
     * The rules of a propagation.
     *
     * @throws org.lxt.spi.checkpoint.ModelException if the family has no patches for its rule set
     */
    Rules rules(Propagation propagation) {
        Rules set = family.rules(propagation.rules());
        return propagation.composite().map(c -> c.on(set)).orElse(set);
    }

    ModelFamily family() {
        return family;
    }

    /** Opens a scope on its backend with its weights. */
    Scope scope(ScopeOptions options) {
        return Scope.open(weights, options);
    }

    Model model() {
        return model;
    }

    /** The outputs of the model, under the names that the caller gave its classes. */
    List<OutputKind> outputs() {
        return outputs;
    }

    Optional<Tokenizer> tokenizer() {
        return tokenizer;
    }

    PromptEncoder prompts() {
        return prompts;
    }

    ModelIdentity identity() {
        return identity;
    }

    CallGate gate() {
        return gate;
    }

    TokenNames names() {
        return new TokenNames(tokenizer, model.sizes().vocabulary());
    }

    TargetPlaces places() {
        return new TargetPlaces(outputs, names().mask());
    }

    RequestCheck check() {
        return new RequestCheck(prompts, places(), names());
    }

    @Override
    public void close() {
        if (gate.close()) {
            parameters.close();
            weights.close();
            backend.close();
            checkpoint.close();
        }
    }
}
