package org.lxt.explain;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lxt.checkpoint.Checkpoint;
import org.lxt.checkpoint.SentencePooling;
import org.lxt.rules.Composite;
import org.lxt.rules.RuleSet;
import org.lxt.rules.Rules;
import org.lxt.spi.Model;
import org.lxt.spi.ModelFamily;
import org.lxt.spi.ModelMap;
import org.lxt.spi.ModelSizes;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.BackendProvider;
import org.lxt.tensor.backend.Backends;
import org.lxt.tokenizers.Tokenizer;

/**
 * Explains the answers of one model under one rule set. Opening it maps the checkpoint; explaining reads it. Safe for use
 * by several threads at once.
 *
 * {@snippet :
 * try (Explainer lxt = Explainer.open(Path.of("Llama-3.2-1B-Instruct"))) {
 *     Attribution a = lxt.explain(Prompt.of("The 1922 expedition reached 8,"), Target.topLogit());
 *     a.tokens().forEach(t -> System.out.printf("%-12s %+.4f%n", t.text(), t.relevance()));
 * }
 * }
 */
public final class Explainer implements AutoCloseable {
    private final Checkpoint checkpoint;
    private final ModelFamily family;
    private final Backend backend;
    private final Scope parameters;
    private final Model model;
    private final List<OutputKind> outputs;
    private final Rules ofFamily;
    private final Rules rules;
    private final boolean isOrdinary;
    private final Optional<Tokenizer> tokenizer;
    private final ModelIdentity identity;
    private final PromptEncoder prompts;
    private final boolean checkpointing;
    private final Progress progress;
    private final boolean isOwner;

    private Explainer(Builder builder) {
        progress = builder.progress;
        progress.at(Progress.Phase.LOAD, 0, 1);
        checkpoint = Checkpoint.open(builder.folder);
        checkpointing = builder.checkpointing;
        try {
            ModelMap map = builder.models != null ? builder.models : ModelMap.defaults();
            family = map.familyOf(checkpoint.config(), checkpoint);
            ofFamily = family.rules(builder.ruleSet.apply(family));
            rules = builder.composite == null ? ofFamily : ofFamily.with(builder.composite);
            isOrdinary = ofFamily.set().equals(RuleSet.GRADIENT);
            tokenizer = Tokenizer.open(checkpoint.folder());
            List<BackendProvider> backends = Backends.with(builder.backends);
            backend = builder.backend == null
                    ? Backends.best(backends, builder.options)
                    : Backends.named(backends, builder.backend, builder.options);
            parameters = Scope.open(backend, ScopeOptions.PLAIN);
            model = load(builder.labels);
            outputs = builder.labels.in(model.outputs());
            prompts = new PromptEncoder(tokenizer, model.sizes(), builder.otherImageSizes);
            identity = new ModelIdentity(
                    builder.name != null ? builder.name : builder.folder.toString(),
                    checkpoint.config().architectures(),
                    family.name(),
                    family.origin(),
                    backend.description());
            isOwner = true;
            progress.at(Progress.Phase.LOAD, 1, 1);
        } catch (RuntimeException e) {
            checkpoint.close();
            throw e;
        }
    }

    private Explainer(Explainer owner, Composite composite) {
        progress = owner.progress;
        checkpoint = owner.checkpoint;
        checkpointing = owner.checkpointing;
        family = owner.family;
        ofFamily = owner.ofFamily;
        rules = ofFamily.with(composite);
        isOrdinary = owner.isOrdinary;
        tokenizer = owner.tokenizer;
        backend = owner.backend;
        parameters = owner.parameters;
        model = family.load(checkpoint.config(), checkpoint, rules, parameters);
        outputs = owner.outputs;
        prompts = owner.prompts;
        identity = owner.identity;
        isOwner = false;
    }

    private Model load(ClassNames names) {
        try {
            Model loaded = family.load(checkpoint.config(), checkpoint, rules, parameters);
            names.requireFitting(loaded.outputs());
            return loaded;
        } catch (RuntimeException e) {
            parameters.close();
            backend.close();
            throw e;
        }
    }

    /** Opens a Hugging Face checkpoint folder with its family's default rules on the best backend. */
    public static Explainer open(Path folder) {
        return builder(folder).open();
    }

    /** Opens a checkpoint with these families instead of those of all installed plugins, otherwise as {@link #open(Path)}. */
    public static Explainer open(Path folder, ModelMap models) {
        return builder(folder).models(models).open();
    }

    /** Opens a checkpoint with other choices. */
    public static Builder builder(Path folder) {
        return new Builder(folder);
    }

    /** Explains one target. */
    public Attribution explain(Prompt prompt, Target target) {
        return explain(prompt, List.of(target)).getFirst();
    }

    /** Explains several targets of one prompt in one forward and one backward pass. */
    public List<Attribution> explain(Prompt prompt, List<Target> targets) {
        return explain(List.of(new Request(prompt, targets)), EnumSet.of(Detail.LEDGER, Detail.LATENT, Detail.EXPERTS))
                .getFirst();
    }

    /**
     * Explains targets of several prompts in one forward and one backward pass, the prompts packed without padding.
     *
     * @param details what the attributions tell beside relevance
     * @return for each request, an attribution for each of its targets
     */
    public List<List<Attribution>> explain(List<Request> requests, Set<Detail> details) {
        if (requests.isEmpty()) {
            throw new ExplainException("there is nothing to explain: give at least one request");
        }
        ScopeOptions options = new ScopeOptions(rules.set().strict(), details.contains(Detail.LEDGER), checkpointing);
        List<EncodedPrompt> encoded =
                requests.stream().map(r -> prompts.encode(r.prompt())).toList();
        try (Scope scope = Scope.open(backend, options)) {
            return new Explanation(this, scope, requests, encoded, details).run();
        }
    }

    /**
     * The same model under other rules for its linear layers and convolutions, laid over the same rule set. It shares the
     * checkpoint and all else with this explainer, ends with it, and need not be closed.
     */
    public Explainer with(Composite composite) {
        return new Explainer(this, composite);
    }

    /**
     * What the model answers to a prompt, by a forward pass alone: the class of a text or an image, the class of each token but special
     * ones, the beginning and the end of an answer, what each mask token stands for, or the next token. Explain an answer by
     * its {@link Prediction#target}.
     */
    public List<Prediction> predict(Prompt prompt) {
        EncodedPrompt encoded = prompts.encode(prompt);
        try (Scope scope = Scope.open(backend, ScopeOptions.PLAIN)) {
            return new Predictions(this, encoded).run(scope, prompt);
        }
    }

    /** {@link #similarity(Prompt, Prompt)} of two texts. */
    public Similarity similarity(String first, String second) {
        return similarity(Prompt.of(first), Prompt.of(second));
    }

    /**
     * How similar two texts are to a sentence-embedding model, and which of their tokens make them so. A prompt that the
     * model puts before every text is put before these, too, and its tokens have relevance like others; token ids are
     * taken as they are.
     *
     * @throws ExplainException if the checkpoint does not say how it makes an embedding of a text, or the texts are longer
     *     than it takes
     */
    public Similarity similarity(Prompt first, Prompt second) {
        SentencePooling how = SimilarityExplanation.pooling(checkpoint.folder());
        List<SimilarityExplanation.SentenceTokens> encoded = List.of(
                SimilarityExplanation.encode(first, how, prompts), SimilarityExplanation.encode(second, how, prompts));
        ScopeOptions options = new ScopeOptions(rules.set().strict(), true, checkpointing);
        try (Scope scope = Scope.open(backend, options)) {
            return new SimilarityExplanation(this, scope, encoded, how).run();
        }
    }

    /**
     * Continues a prompt greedily, until the model ends its answer. Explain the result with the targets that it names: one
     * for each generated token, all in one pass.
     *
     * @param tokens how many tokens to generate at most; one forward pass each
     */
    public Generation generate(Prompt prompt, int tokens) {
        if (tokens < 1) {
            throw new ExplainException("at least 1 token must be generated, not " + tokens);
        }
        if (prompt.positions() != null) {
            throw new ExplainException("a prompt with positions of its own cannot be continued");
        }
        if (outputs().getFirst().entries() != OutputKind.Entries.NEXT_TOKEN) {
            throw new ExplainException("this model does not continue a prompt: " + identity.architectures()
                    + " is no language model that reads from the left to the right");
        }
        EncodedTokens encoded = prompts.encodeTokens(prompt);
        return new Generator(model, backend, checkpoint.config(), progress).generate(encoded, tokens);
    }

    /** The model, its family and what computes it. */
    public ModelIdentity identity() {
        return identity;
    }

    /** Sizes of the model. */
    public ModelSizes sizes() {
        return model.sizes();
    }

    /** The outputs that targets can be in, the one that is meant if none is named first. */
    public List<OutputKind> outputs() {
        return outputs;
    }

    /** The rule set. */
    public RuleSet rules() {
        return rules.set();
    }

    /** The tokenizer, if the checkpoint has one. */
    public Optional<Tokenizer> tokenizer() {
        return tokenizer;
    }

    /** Whether products and norms have their ordinary derivatives, whatever rules linear layers have. */
    boolean isOrdinary() {
        return isOrdinary;
    }

    TokenNames names() {
        return new TokenNames(tokenizer, sizes().vocabulary());
    }

    TargetPlaces places() {
        return new TargetPlaces(outputs(), names().mask());
    }

    Model model() {
        return model;
    }

    Progress progress() {
        return progress;
    }

    @Override
    public void close() {
        if (isOwner) {
            parameters.close();
            backend.close();
            checkpoint.close();
        }
    }

    /** Chooses how a checkpoint is opened. */
    public static final class Builder {
        private final Path folder;
        private Function<ModelFamily, RuleSet> ruleSet = ModelFamily::defaultRules;
        private List<BackendProvider> backends = List.of();
        private @Nullable Composite composite;
        private @Nullable ModelMap models;
        private @Nullable String backend;
        private @Nullable String name;
        private ClassNames labels = new ClassNames(List.of());
        private boolean checkpointing;
        private boolean otherImageSizes;
        private Progress progress = Progress.NONE;
        private BackendOptions options = BackendOptions.defaults();

        private Builder(Path folder) {
            this.folder = folder;
        }

        /** Uses a rule set other than the family's default. */
        public Builder rules(RuleSet set) {
            ruleSet = family -> set;
            return this;
        }

        /** Uses the family's rule set of this name. */
        public Builder rules(String name) {
            ruleSet = family -> family.ruleSet(name);
            return this;
        }

        /** Lays a composite's rules for linear layers and convolutions over the rule set. */
        public Builder composite(Composite value) {
            composite = value;
            return this;
        }

        /** Uses these families instead of those of all installed plugins. */
        public Builder models(ModelMap map) {
            models = map;
            return this;
        }

        /** Names the classes of a classifier whose checkpoint does not, or not well; empty for its own names. */
        public Builder labels(List<String> names) {
            labels = new ClassNames(names);
            return this;
        }

        /** Names the checkpoint in results by something other than its folder. */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /** Chooses among these backends, too, such as those of a folder of plugins. */
        public Builder backends(List<BackendProvider> more) {
            backends = List.copyOf(more);
            return this;
        }

        /** Uses the backend of this name and no other. */
        public Builder backend(String name) {
            backend = name;
            return this;
        }

        /**
         * Keeps only each layer's input and computes the layer again in the backward pass: the same numbers with less memory,
         * for about a third more time.
         */
        public Builder checkpointing(boolean value) {
            checkpointing = value;
            return this;
        }

        /**
         * Takes images of other sizes than the model was made for, if they can be cut into whole patches: its position
         * embeddings are interpolated as the library does that the checkpoint is for. Otherwise such images are refused.
         */
        public Builder otherImageSizes(boolean value) {
            otherImageSizes = value;
            return this;
        }

        /** Tells how far it is, from the opening of the checkpoint on. */
        public Builder progress(Progress listener) {
            progress = listener;
            return this;
        }

        /** Computes with this many threads. */
        public Builder threads(int threads) {
            options = options.withThreads(threads);
            return this;
        }

        /**
         * Computes on threads of this executor beside the caller's own, instead of on threads of the library's. It is not
         * shut down, and may be busy with other things: the caller's thread does what it leaves undone.
         */
        public Builder executor(Executor executor) {
            options = options.withExecutor(executor);
            return this;
        }

        /** Keeps weights packed in so many bytes of heap: {@link BackendOptions#packMemory}. */
        public Builder packMemory(long bytes) {
            options = options.withPackMemory(bytes);
            return this;
        }

        /** Opens the checkpoint. */
        public Explainer open() {
            return new Explainer(this);
        }
    }
}
