// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.input.EncodedImage;
import org.lxt.explain.input.EncodedPrompt;
import org.lxt.explain.input.EncodedTokens;
import org.lxt.explain.method.Question;
import org.lxt.explain.model.LoadedModel;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Target;
import org.lxt.explain.target.ChosenTarget;
import org.lxt.explain.target.Quantity;
import org.lxt.explain.target.TargetPlaces;
import org.lxt.explain.target.TargetTerms;
import org.lxt.explain.target.TokenNames;
import org.lxt.explain.words.WordRelevance;
import org.lxt.explain.words.Words;
import org.lxt.spi.InputKind;
import org.lxt.spi.ModelSizes;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.rows.PackedRows;

/** A target of a prompt, as a method sees it. Its entry is chosen by the first pass over the prompt as it is. */
public final class AskedQuestion implements Question {
    private final int sequence;
    private final EncodedPrompt prompt;
    private final Target target;
    private final LoadedModel loaded;
    private final List<Target.Weighted> terms;
    private final ModelSizes sizes;
    private final TokenNames names;
    private final TargetPlaces places;
    private @Nullable ChosenTarget chosen;

    /**
     * A question.
     *
     * @param sequence index of the prompt among those of the call
     */
    public AskedQuestion(int sequence, EncodedPrompt prompt, Target target, LoadedModel loaded) {
        this.sequence = sequence;
        this.prompt = prompt;
        this.target = target;
        this.loaded = loaded;
        this.places = loaded.places();
        this.terms = new TargetTerms(places).of(target, prompt);
        this.sizes = loaded.model().sizes();
        this.names = loaded.names();
    }

    /** A question that a method gave back. */
    public static AskedQuestion own(Question question) {
        if (question instanceof AskedQuestion own) {
            return own;
        }
        throw new IllegalArgumentException("a method can ask only the questions that it was given");
    }

    @Override
    public int sequence() {
        return sequence;
    }

    /** The prompt. */
    public EncodedPrompt prompt() {
        return prompt;
    }

    /** The target. */
    public Target target() {
        return target;
    }

    /** The single entries that the target is made of, all in one output. */
    List<Target.Weighted> terms() {
        return terms;
    }

    /**
     * The prompt, which ends with an answer.
     *
     * @throws ExplainException if it does not
     */
    EncodedTokens answered() {
        if (prompt instanceof EncodedTokens tokens && tokens.endsWithAnswer()) {
            return tokens;
        }
        throw new ExplainException(
                "relevance can be passed on only along an answer, and the prompt has none: let the model"
                        + " generate one, give the prompt one, or explain without hops");
    }

    void choose(ChosenTarget value) {
        chosen = value;
    }

    /**
     * What the target names.
     *
     * @throws IllegalStateException if no pass has chosen it yet
     */
    public ChosenTarget chosen() {
        ChosenTarget value = chosen;
        if (value == null) {
            throw new IllegalStateException(
                    "a method must ask for its questions as they are before it asks for them at other points");
        }
        return value;
    }

    /** The rows that the target stands on, were it the only question. */
    public PackedRows wanted() {
        List<PackedRows.Address> rows = new ArrayList<>();
        terms.forEach(term -> rows.addAll(loaded.places().rows(term.target(), 0, prompt)));
        return PackedRows.at(rows);
    }

    /** The same entry of the same output, where the model reads another prompt of this length. */
    public AskedQuestion about(EncodedPrompt other) {
        AskedQuestion question = new AskedQuestion(sequence, other, target, loaded);
        question.choose(chosen());
        return question;
    }

    @Override
    public InputKind kind() {
        return sizes.input();
    }

    @Override
    public int rows() {
        return prompt.rows();
    }

    @Override
    public int columns() {
        return prompt instanceof EncodedImage image ? image.size() : sizes.hidden();
    }

    @Override
    public int[] targetTokens() {
        Quantity quantity = chosen().quantity();
        if (quantity.output().entries() == OutputKind.Entries.PROMPT_TOKEN) {
            return quantity.terms().stream().mapToInt(Quantity.Term::entry).toArray();
        }
        return terms.stream()
                .flatMap(term -> places.rows(term.target(), sequence, prompt).stream())
                .mapToInt(PackedRows.Address::position)
                .toArray();
    }

    @Override
    public int[] words() {
        return prompt instanceof EncodedTokens tokens
                ? Words.in(tokens.text(), names.tokens(tokens, new double[tokens.length()])).stream()
                        .mapToInt(WordRelevance::firstToken)
                        .toArray()
                : new int[0];
    }

    @Override
    public int[] segments() {
        return prompt instanceof EncodedTokens tokens
                ? Stream.concat(
                                Stream.of(0),
                                tokens.segments().stream().flatMap(s -> Stream.of(s.firstToken(), s.endToken())))
                        .filter(first -> first < tokens.length())
                        .mapToInt(Integer::intValue)
                        .sorted()
                        .distinct()
                        .toArray()
                : new int[0];
    }

    @Override
    public int height() {
        return prompt instanceof EncodedImage image ? image.image().height() : 0;
    }

    @Override
    public int width() {
        return prompt instanceof EncodedImage image ? image.image().width() : 0;
    }
}
