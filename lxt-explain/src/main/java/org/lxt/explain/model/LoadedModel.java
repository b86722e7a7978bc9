// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.lxt.checkpoint.Checkpoint;
import org.lxt.checkpoint.EndTokens;
import org.lxt.explain.call.CallGate;
import org.lxt.explain.input.PromptEncoder;
import org.lxt.explain.method.Propagation;
import org.lxt.explain.result.ModelIdentity;
import org.lxt.explain.target.RequestCheck;
import org.lxt.explain.target.TargetPlaces;
import org.lxt.explain.target.TokenNames;
import org.lxt.rules.Rules;
import org.lxt.spi.Model;
import org.lxt.spi.ModelFamily;
import org.lxt.spi.OutputKind;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.ModelException;
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
public final class LoadedModel implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LoadedModel.class.getName());

    /** Layers times the square of their width; models whose layers have fewer than about 20 million parameters have less. */
    private static final double WORTH_WARMING = 2e6;

    private final Set<String> remarks = Collections.synchronizedSet(new LinkedHashSet<>());
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
    private final Supplier<Set<Integer>> endTokens;
    private final SentenceEmbedder sentences;
    private final CallGate gate;

    private LoadedModel(LoadOptions options, Checkpoint checkpoint, Backend backend) {
        this.checkpoint = checkpoint;
        this.backend = backend;
        ModelMap map = options.families() != null ? options.families() : ModelMap.defaults();
        family = map.familyOf(checkpoint.config(), checkpoint);
        tokenizer = CheckpointTokenizer.of(checkpoint);
        endTokens = endTokens(checkpoint, CheckpointTokenizer.unnamedEnds(checkpoint, tokenizer));
        weights = new WeightStore(backend, checkpoint.pages(Runtime.getRuntime().maxMemory()));
        parameters = Scope.open(weights, ScopeOptions.PLAIN);
        sentences = SentenceEmbedder.read(checkpoint);
        ModelConfig config = sentences.optionsOf(family, checkpoint.config());
        try {
            model = family.load(config, checkpoint, parameters);
            options.labels().requireFitting(model.outputs());
            sentences.load(parameters);
        } catch (RuntimeException e) {
            sentences.close();
            parameters.close();
            weights.close();
            throw e;
        }
        outputs = options.labels().in(model.outputs());
        prompts = new PromptEncoder(tokenizer, model.sizes(), options.otherImageSizes());
        identity = new ModelIdentity(
                options.name(), config.architectures(), family.name(), family.origin(), backend.description());
        gate = new CallGate(options.maxConcurrent());
    }

    /** Opens a checkpoint. */
    public static LoadedModel open(LoadOptions options) {
        Checkpoint checkpoint = Checkpoint.open(options.folder());
        try {
            var backends = Backends.with(options.backends());
            Backend backend = options.backend() == null
                    ? Backends.best(backends, options.backendOptions())
                    : Backends.named(backends, options.backend(), options.backendOptions());
            try {
                return new LoadedModel(options, checkpoint, backend);
            } catch (RuntimeException e) {
                backend.close();
                throw e;
            }
        } catch (RuntimeException e) {
            checkpoint.close();
            throw e;
        }
    }

    /** The files that it was opened from. */
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /**
     * The rules of a propagation.
     *
     * @throws org.lxt.spi.checkpoint.ModelException if the family has no patches for its rule set
     */
    public Rules rules(Propagation propagation) {
        Rules set = family.rules(propagation.rules());
        return propagation.composite().map(c -> c.on(set)).orElse(set);
    }

    /** Tells of something worth knowing about how the model is explained: once, and to who asks for the remarks. */
    public void remark(String sentence) {
        if (remarks.add(sentence)) {
            LOG.log(System.Logger.Level.WARNING, sentence);
        }
    }

    /** How the options of the checkpoint were understood where they leave it open, and what passes had to remark. */
    public List<String> remarks() {
        List<String> all = new ArrayList<>(checkpoint.config().remarks());
        synchronized (remarks) {
            all.addAll(remarks);
        }
        return List.copyOf(all);
    }

    /** The family that reads it. */
    public ModelFamily family() {
        return family;
    }

    /**
     * Whether a first pass gains from a {@link org.lxt.explain.run.WarmUp}: the kernels are compiled late, and there is more
     * to compute than what it takes to have them compiled.
     */
    public boolean gainsFromWarmUp() {
        double hidden = model.sizes().hidden();
        return backend.compilesLate() && hidden * hidden * model.sizes().layers() >= WORTH_WARMING;
    }

    /** Opens a scope on its backend with its weights. */
    public Scope scope(ScopeOptions options) {
        return Scope.open(weights, options);
    }

    /** The model. */
    public Model model() {
        return model;
    }

    /** The outputs of the model, under the names that the caller gave its classes. */
    public List<OutputKind> outputs() {
        return outputs;
    }

    /** The tokenizer, if the checkpoint has one. */
    public Optional<Tokenizer> tokenizer() {
        return tokenizer;
    }

    /** Reads prompts for it. */
    public PromptEncoder prompts() {
        return prompts;
    }

    /** Read now; but a damaged file that only generation needs is told to who generates. */
    private static Supplier<Set<Integer>> endTokens(Checkpoint checkpoint, Set<Integer> more) {
        try {
            Set<Integer> ids = new TreeSet<>(EndTokens.of(checkpoint.folder(), checkpoint.config()));
            ids.addAll(more);
            return () -> Collections.unmodifiableSet(ids);
        } catch (ModelException e) {
            return () -> {
                throw e;
            };
        }
    }

    /**
     * The tokens with which it ends what it says.
     *
     * @throws ModelException if the checkpoint's files are damaged there
     */
    public Set<Integer> endTokens() {
        return endTokens.get();
    }

    /** How it makes a vector of a text, if it is a sentence-embedding model. */
    public SentenceEmbedder sentences() {
        return sentences;
    }

    /** What results say of it. */
    public ModelIdentity identity() {
        return identity;
    }

    /** Lets calls in. */
    public CallGate gate() {
        return gate;
    }

    /** The names of its tokens. */
    public TokenNames names() {
        return new TokenNames(tokenizer, model.sizes().vocabulary());
    }

    /** Finds where targets stand. */
    public TargetPlaces places() {
        return new TargetPlaces(outputs, names().mask());
    }

    /** Checks requests before they are computed. */
    public RequestCheck check() {
        return new RequestCheck(prompts, places(), names());
    }

    @Override
    public void close() {
        if (gate.close()) {
            parameters.close();
            weights.close();
            backend.close();
            sentences.close();
            checkpoint.close();
        }
    }
}
