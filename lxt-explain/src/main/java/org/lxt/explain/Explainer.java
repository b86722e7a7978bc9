package org.lxt.explain;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lxt.checkpoint.SentencePooling;
import org.lxt.rules.Composite;
import org.lxt.rules.RuleSet;
import org.lxt.rules.Rules;
import org.lxt.spi.ModelFamily;
import org.lxt.spi.ModelMap;
import org.lxt.spi.ModelSizes;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.BackendProvider;
import org.lxt.tokenizers.Tokenizer;

/**
 * Explains the answers of one model under one rule set. Opening it maps the checkpoint; explaining reads it.
 *
 * <p>An explainer is a view of an opened checkpoint: {@link #under}, {@link #with}, {@link #within} and {@link #reporting}
 * give other views of the same one, at no cost. They end with the explainer that was opened, and need not be closed.
 *
 * <p>Safe for use by several threads at once. A call whose thread is interrupted, or that does not end within its time, throws
 * {@link CancelledException} within about the time of a layer, gives its memory back, and leaves other calls alone.
 *
 * {@snippet :
 * try (Explainer lxt = Explainer.open(Path.of("Llama-3.2-1B-Instruct"))) {
 *     Attribution a = lxt.explain(Prompt.of("The 1922 expedition reached 8,"), Target.topLogit());
 *     a.tokens().forEach(t -> System.out.printf("%-12s %+.4f%n", t.text(), t.relevance()));
 * }
 * }
 */
public final class Explainer implements AutoCloseable {
    private final LoadedModel loaded;
    private final boolean isOwner;
    private final View view;

    /**
     * How an explainer looks at its model.
     *
     * @param set the rules of the family under the rule set
     * @param rules the same with a composite, if there is one
     * @param checkpointing whether layers are computed again in the backward pass
     * @param progress who is told how far a call is
     * @param time how long a call may take, or null for as long as it takes
     */
    private record View(
            Rules set,
            Rules rules,
            boolean checkpointing,
            Progress progress,
            @Nullable Duration time) {
        View under(Rules other) {
            return new View(other, other, checkpointing, progress, time);
        }

        View with(Composite composite) {
            return new View(set, set.with(composite), checkpointing, progress, time);
        }

        View within(Duration duration) {
            return new View(set, rules, checkpointing, progress, duration);
        }

        View reporting(Progress listener) {
            return new View(set, rules, checkpointing, listener, time);
        }
    }

    private Explainer(LoadedModel loaded, boolean isOwner, View view) {
        this.loaded = loaded;
        this.isOwner = isOwner;
        this.view = view;
    }

    private static Explainer open(Builder builder) {
        builder.progress.at(Progress.Phase.LOAD, 0, 1);
        LoadedModel loaded = LoadedModel.open(builder);
        try {
            Rules set = loaded.family().rules(builder.ruleSet.apply(loaded.family()));
            View plain = new View(set, set, builder.checkpointing, builder.progress, null);
            View view = builder.composite == null ? plain : plain.with(builder.composite);
            builder.progress.at(Progress.Phase.LOAD, 1, 1);
            return new Explainer(loaded, true, view);
        } catch (RuntimeException e) {
            loaded.close();
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

    /**
     * The same model under another rule set, without a composite.
     *
     * @throws org.lxt.spi.ModelException if the model's family has no patches for it
     */
    public Explainer under(RuleSet set) {
        return view(view.under(loaded.family().rules(set)));
    }

    /**
     * The same model under its family's rule set of this name, without a composite.
     *
     * @throws org.lxt.spi.ModelException if there is none
     */
    public Explainer under(String ruleSet) {
        return under(loaded.family().ruleSet(ruleSet));
    }

    /** The same model under other rules for its linear layers and convolutions, laid over the same rule set. */
    public Explainer with(Composite composite) {
        return view(view.with(composite));
    }

    /**
     * The same, but each call that does not end within this time throws {@link CancelledException}. The time counts from the
     * beginning of the call; waiting for room among concurrent calls is part of it.
     */
    public Explainer within(Duration time) {
        return view(view.within(time));
    }

    /** The same, but this listener is told how far its calls are. */
    public Explainer reporting(Progress listener) {
        return view(view.reporting(listener));
    }

    private Explainer view(View other) {
        return new Explainer(loaded, false, other);
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
        List<EncodedPrompt> encoded =
                requests.stream().map(r -> loaded.prompts().encode(r.prompt())).toList();
        return call(details.contains(Detail.LEDGER), pass -> new Explanation(pass, requests, encoded, details).run());
    }

    /**
     * What the model answers to a prompt, by a forward pass alone: the class of a text or an image, the class of each token but special
     * ones, the beginning and the end of an answer, what each mask token stands for, or the next token. Explain an answer by
     * its {@link Prediction#target}.
     */
    public List<Prediction> predict(Prompt prompt) {
        EncodedPrompt encoded = loaded.prompts().encode(prompt);
        return call(false, pass -> new Predictions(pass, encoded).run(prompt));
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
        SentencePooling how = SimilarityExplanation.pooling(loaded.checkpoint().folder());
        List<SimilarityExplanation.SentenceTokens> encoded = List.of(
                SimilarityExplanation.encode(first, how, loaded.prompts()),
                SimilarityExplanation.encode(second, how, loaded.prompts()));
        return call(true, pass -> new SimilarityExplanation(pass, encoded, how).run());
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
            throw new ExplainException("this model does not continue a prompt: "
                    + identity().architectures() + " is no language model that reads from the left to the right");
        }
        EncodedTokens encoded = loaded.prompts().encodeTokens(prompt);
        Call call = new Call(view.progress(), view.time());
        return loaded.gate().run(call, () -> new Generator(loaded, view.rules(), call).generate(encoded, tokens));
    }

    /**
     * Explains a prompt of filler a few times, so that the code of its kernels is compiled before the first real call, which
     * would otherwise take several times as long as later ones. Nothing of it is reported to a progress listener.
     *
     * @see #warmUp(int, int)
     */
    public void warmUp() {
        warmUp(WarmUp.TOKENS, WarmUp.TIMES);
    }

    /**
     * {@link #warmUp()} with another prompt.
     *
     * @param tokens how long the prompt is, cut to what the model reads; of no account for a model that reads images
     * @param times how often it is explained
     */
    public void warmUp(int tokens, int times) {
        if (tokens < 1 || times < 1) {
            throw new IllegalArgumentException(
                    "a warm-up needs at least 1 token and 1 time, not " + tokens + " and " + times);
        }
        Explainer quiet = reporting(Progress.NONE);
        WarmUp prompt = new WarmUp(loaded, tokens);
        for (int i = 0; i < times; i++) {
            quiet.call(true, prompt::run);
        }
    }

    private <T> T call(boolean ledger, Function<Pass, T> body) {
        Call call = new Call(view.progress(), view.time());
        ScopeOptions options = new ScopeOptions(view.rules().set().strict(), ledger, view.checkpointing());
        return loaded.gate().run(call, () -> {
            try (Scope scope = Scope.open(loaded.backend(), options)) {
                return body.apply(new Pass(loaded, view.rules(), isOrdinary(), call, scope));
            }
        });
    }

    /** The model, its family and what computes it. */
    public ModelIdentity identity() {
        return loaded.identity();
    }

    /** Sizes of the model. */
    public ModelSizes sizes() {
        return loaded.model().sizes();
    }

    /** The outputs that targets can be in, the one that is meant if none is named first. */
    public List<OutputKind> outputs() {
        return loaded.outputs();
    }

    /** The rule set, a composite included. */
    public RuleSet rules() {
        return view.rules().set();
    }

    /** The tokenizer, if the checkpoint has one. */
    public Optional<Tokenizer> tokenizer() {
        return loaded.tokenizer();
    }

    /** Whether products and norms have their ordinary derivatives, whatever rules linear layers have. */
    private boolean isOrdinary() {
        return view.set().set().equals(RuleSet.GRADIENT);
    }

    /**
     * Ends the use of the checkpoint: waits until the calls under way have ended, refuses new ones, also of other views, and
     * gives everything back. Closing a view, or closing twice, does nothing.
     *
     * @throws IllegalStateException if called from within a call, as by a progress listener
     */
    @Override
    public void close() {
        if (isOwner) {
            loaded.close();
        }
    }

    /** Chooses how a checkpoint is opened. */
    public static final class Builder {
        final Path folder;
        List<BackendProvider> backends = List.of();

        @Nullable
        ModelMap models;

        @Nullable
        String backend;

        @Nullable
        String name;

        ClassNames labels = new ClassNames(List.of());
        boolean otherImageSizes;
        int maxConcurrent = Integer.MAX_VALUE;
        BackendOptions options = BackendOptions.defaults();
        private Function<ModelFamily, RuleSet> ruleSet = ModelFamily::defaultRules;
        private @Nullable Composite composite;
        private boolean checkpointing;
        private Progress progress = Progress.NONE;

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

        /**
         * Lets at most so many calls compute at once, whatever the number of calling threads: others wait. Each call needs
         * memory of its own, so this bounds the memory of all; without it there is no bound.
         */
        public Builder maxConcurrent(int calls) {
            if (calls < 1) {
                throw new IllegalArgumentException("at least 1 call must be let in, not " + calls);
            }
            maxConcurrent = calls;
            return this;
        }

        /** Tells how far it is, from the opening of the checkpoint on; {@link Explainer#reporting} for single calls. */
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
            return Explainer.open(this);
        }
    }
}
