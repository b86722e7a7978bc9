// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lxt.explain.generate.Generator;
import org.lxt.explain.graph.GraphOptions;
import org.lxt.explain.graph.RelevanceGraph;
import org.lxt.explain.input.EncodedPrompt;
import org.lxt.explain.input.EncodedTokens;
import org.lxt.explain.method.Method;
import org.lxt.explain.method.Propagation;
import org.lxt.explain.method.name.MethodName;
import org.lxt.explain.model.LoadedModel;
import org.lxt.explain.request.AnswerListener;
import org.lxt.explain.request.CallListener.Kind;
import org.lxt.explain.request.CancelledException;
import org.lxt.explain.request.Detail;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.GenerationOptions;
import org.lxt.explain.request.Progress;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Request;
import org.lxt.explain.request.SentencePrompts;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.AnswerMatrix;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.Generation;
import org.lxt.explain.result.ModelIdentity;
import org.lxt.explain.result.Prediction;
import org.lxt.explain.result.Similarity;
import org.lxt.explain.run.Explanation;
import org.lxt.explain.run.Predictions;
import org.lxt.explain.run.SimilarityExplanation;
import org.lxt.explain.run.WarmUp;
import org.lxt.explain.run.graph.GraphRun;
import org.lxt.explain.units.Intervention;
import org.lxt.rules.RuleSet;
import org.lxt.rules.composite.Composite;
import org.lxt.spi.ModelSizes;
import org.lxt.spi.OutputKind;
import org.lxt.spi.host.ModelMap;
import org.lxt.tokenizers.Tokenizer;

/**
 * Explains the answers of one model by one method, usually propagation under a rule set. Opening it maps the checkpoint; explaining reads it.
 *
 * <p>An explainer is a view of an opened checkpoint: {@link #using}, {@link #under}, {@link #with}, {@link #within}, {@link #reporting} and
 * {@link #streaming} give other views of the same one, at no cost. They end with the explainer that was opened, and need not be closed.
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

    Explainer(LoadedModel loaded, boolean isOwner, View view) {
        this.loaded = loaded;
        this.isOwner = isOwner;
        this.view = view;
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
    public static ExplainerBuilder builder(Path folder) {
        return new ExplainerBuilder(folder);
    }

    /**
     * The same model, explained by another method.
     *
     * @throws org.lxt.spi.checkpoint.ModelException if it is a propagation under rules that the model's family has no patches for
     * @throws ExplainException if it is not defined for such models
     */
    public Explainer using(Method method) {
        method.requireFitting(loaded.model().sizes().input());
        if (method instanceof Propagation propagation) {
            loaded.rules(propagation);
        }
        return view(view.using(method));
    }

    /**
     * The same model, explained by the method of a name, such as {@code integrated-gradients(20)}.
     *
     * @throws org.lxt.spi.checkpoint.ModelException if the model's family has no rule set of the name
     * @throws ExplainException if the name has settings that no such method has, or is not defined for such models
     */
    public Explainer using(MethodName name) {
        return using(name.in(loaded.family()));
    }

    /**
     * The same model under another rule set, without a composite.
     *
     * @throws org.lxt.spi.checkpoint.ModelException if the model's family has no patches for it
     */
    public Explainer under(RuleSet set) {
        return using(Propagation.of(set));
    }

    /**
     * The same model under its family's rule set of this name, without a composite.
     *
     * @throws org.lxt.spi.checkpoint.ModelException if there is none
     */
    public Explainer under(String ruleSet) {
        return under(loaded.family().ruleSet(ruleSet));
    }

    /**
     * The same model under other rules for its linear layers and convolutions, laid over the same rule set.
     *
     * @throws ExplainException if this explainer uses a method other than propagation under a rule set
     */
    public Explainer with(Composite composite) {
        return using(view.propagation().with(composite));
    }

    /** {@link #with} by a name that needs no quotes in Scala. */
    public Explainer withComposite(Composite composite) {
        return with(composite);
    }

    /**
     * The same, but relevance that lands on tokens of an answer is passed on to what made the model say them.
     *
     * @param hops how often; 0 for never
     * @throws ExplainException if this explainer uses a method other than propagation under a rule set
     */
    public Explainer hops(int hops) {
        return using(view.propagation().hops(hops));
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

    /** The same, but this listener is told the text of an answer while {@link #generate} makes it, and may end it. */
    public Explainer streaming(AnswerListener listener) {
        return view(view.streaming(listener));
    }

    /**
     * The same, but attributions also tell the relevance and the activation of the units of these values: of heads, neurons,
     * experts, or the elements of any other value, at every token.
     *
     * @param names names such as {@code layers.7.mlp.neurons}, or patterns of names such as {@code layers.*.*.heads}, as {@link
     *     org.lxt.rules.composite.SitePattern} has them; {@code docs/units.md} lists them. None for no units
     * @see Attribution#at
     */
    public Explainer observing(String... names) {
        return view(view.with(view.units().wanting(List.of(names))));
    }

    /**
     * The same, but these units are changed while the model runs: {@link #explain} explains the changed model, {@link #predict}
     * tells its answers. In place of the interventions that this explainer may have.
     */
    public Explainer intervening(Intervention... changes) {
        return intervening(List.of(changes));
    }

    /** {@link #intervening(Intervention...)} with a list. */
    public Explainer intervening(List<Intervention> changes) {
        return view(view.with(view.units().changing(changes)));
    }

    /**
     * Activation patching: what becomes of a target of one prompt where the model has another prompt's activations.
     *
     * @param prompt the prompt that is run
     * @param from the prompt whose activations are put in
     * @param target what is measured, in the first prompt
     * @throws ExplainException if this explainer uses a method other than propagation under a rule set
     */
    public Patching patching(Prompt prompt, Prompt from, Target target) {
        view.units().requireUnchanged("patching");
        return new Patching(loaded, view, view.propagation(), prompt, from, target);
    }

    /**
     * How relevance flows from component to component: from tokens through heads and MLPs, or neurons, to the target.
     *
     * @param options which components it shows, and how much of them
     * @throws ExplainException if this explainer uses a method other than propagation under a rule set, or changes units
     */
    public RelevanceGraph graph(Prompt prompt, Target target, GraphOptions options) {
        view.units().requireUnchanged("graph");
        EncodedPrompt encoded = loaded.check().encode(prompt, List.of(target));
        GraphRun run = new GraphRun(loaded, view.propagation(), encoded, target, options);
        return view.call(loaded, Kind.EXPLAIN, call -> run.run(call, view.checkpointing()));
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
     * @param details what the attributions tell in addition to relevance
     * @return for each request, an attribution for each of its targets
     */
    public List<List<Attribution>> explain(List<Request> requests, Set<Detail> details) {
        Explanation explanation = Explanation.of(loaded, view.method(), requests, details, view.units());
        return view.call(loaded, Kind.EXPLAIN, call -> explanation.run(call, view.checkpointing()));
    }

    /**
     * Explains each token of an answer by itself, all in one forward pass: where each of the model's words came from.
     *
     * @param target {@link Target#answer} or a {@link Target#span}, measured as each of its tokens is to be
     * @throws ExplainException if it is something else, or the prompt has no answer
     */
    public AnswerMatrix matrix(Prompt prompt, Target target) {
        List<Target> each = loaded.check().each(prompt, target);
        return AnswerMatrix.of(explain(List.of(new Request(prompt, each)), EnumSet.of(Detail.LEDGER))
                .getFirst());
    }

    /** Refuses what {@link #explain} would refuse of a prompt and its targets, if any, without computing anything. */
    public void check(Prompt prompt, List<Target> targets) {
        loaded.check().encode(prompt, targets);
    }

    /**
     * What the model answers to a prompt, by a forward pass alone: the class of a text or an image, the class of each token but special
     * ones, the beginning and the end of an answer, what each mask token stands for, or the next token. Explain an answer by
     * its {@link Prediction#target}.
     */
    public List<Prediction> predict(Prompt prompt) {
        EncodedPrompt encoded = loaded.prompts().encode(prompt);
        return view.call(loaded, Kind.PREDICT, new Predictions(loaded, encoded, view.units())::run);
    }

    /** {@link #similarity(Prompt, Prompt)} of two texts. */
    public Similarity similarity(String first, String second) {
        return similarity(Prompt.of(first), Prompt.of(second));
    }

    /** {@link #similarity(Prompt, Prompt, SentencePrompts)} with the checkpoint's default prompt, if it has one, before both. */
    public Similarity similarity(Prompt first, Prompt second) {
        return similarity(first, second, SentencePrompts.DEFAULT);
    }

    /**
     * How similar two texts are to a sentence-embedding model, and which of their tokens make them so. The tokens of the
     * prompts before the texts have relevance like others; token ids are taken as they are.
     *
     * @param prompts which of the checkpoint's prompts stand before the texts
     * @throws ExplainException if the checkpoint does not say how it makes an embedding of a text, or the texts are longer
     *     than it takes
     * @throws org.lxt.spi.checkpoint.ModelException if the checkpoint has no prompt of such a name
     */
    public Similarity similarity(Prompt first, Prompt second, SentencePrompts prompts) {
        view.units().requireUnchanged("similarity");
        SimilarityExplanation explanation =
                SimilarityExplanation.between(loaded, view.propagation(), first, second, prompts);
        return view.call(loaded, Kind.SIMILARITY, call -> explanation.run(call, view.checkpointing()));
    }

    /** {@link #generate(Prompt, GenerationOptions)} greedily, until the model ends its answer, with so many tokens at most. */
    public Generation generate(Prompt prompt, int tokens) {
        return generate(prompt, GenerationOptions.greedy(tokens));
    }

    /**
     * Continues a prompt. Explain the result with the targets that it names: one for each generated token, all in one pass.
     * Keys and values are kept, so each token is read once, where the model's attentions can do so.
     *
     * @param options how tokens are chosen, and when the answer ends
     * @throws ExplainException if the model does not continue prompts, or this one leaves no room for an answer
     * @see #streaming
     */
    public Generation generate(Prompt prompt, GenerationOptions options) {
        view.units().requireUnchanged("generated answer");
        Generator generator = new Generator(loaded, options, view.listener());
        EncodedTokens encoded = generator.encode(prompt);
        return view.call(loaded, Kind.GENERATE, call -> generator.generate(encoded, call));
    }

    /** Refuses what {@link #generate(Prompt, GenerationOptions)} would refuse, without computing anything. */
    public void check(Prompt prompt, GenerationOptions options) {
        new Generator(loaded, options, view.listener()).encode(prompt);
    }

    /**
     * A prompt with an answer that was made elsewhere, as {@link #generate} gives it with the model's own.
     *
     * @param prompt a prompt that ends with an answer, see {@link Prompt#answered}
     * @throws ExplainException if it does not, or if the model cannot read it
     */
    public Generation answered(Prompt prompt) {
        check(prompt, List.of(Target.answer()));
        EncodedTokens encoded = loaded.prompts().encodeTokens(prompt);
        return new Generation(prompt, encoded.ids(), encoded.answer(), Generation.Ending.GIVEN);
    }

    /**
     * Passes a few times over a prompt of filler and the first layers, so that the code of the kernels is compiled before the
     * first real call, which would otherwise take several times as long as later ones. Nothing of it is reported to a progress
     * listener.
     */
    public void warmUp() {
        warmUp(WarmUp.TOKENS, WarmUp.times());
    }

    /** {@link #warmUp()} with so many passes over a prompt of so many tokens, cut to what the model reads. */
    public void warmUp(int tokens, int times) {
        new WarmUp(loaded, tokens).run(times, view.method(), view.call().quiet(), view.checkpointing());
    }

    /** The model, its family and what computes it. */
    public ModelIdentity identity() {
        return loaded.identity();
    }

    /** How the checkpoint's options were understood, which were passed over, which patterns of a composite fitted no layer so far. */
    public List<String> remarks() {
        return loaded.remarks();
    }

    /** Sizes of the model. */
    public ModelSizes sizes() {
        return loaded.model().sizes();
    }

    /** The outputs that targets can be in, the one that is meant if none is named first. */
    public List<OutputKind> outputs() {
        return loaded.outputs();
    }

    /** How it finds relevance. */
    public Method method() {
        return view.method();
    }

    /** The tokenizer, if the checkpoint has one. */
    public Optional<Tokenizer> tokenizer() {
        return loaded.tokenizer();
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
}
