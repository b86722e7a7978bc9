// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.generate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.call.Call;
import org.lxt.explain.input.EncodedTokens;
import org.lxt.explain.model.LoadedModel;
import org.lxt.explain.request.AnswerListener;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.GenerationOptions;
import org.lxt.explain.request.Progress;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Segment;
import org.lxt.explain.result.Generation;
import org.lxt.explain.result.Generation.Ending;
import org.lxt.spi.OutputKind;

/** Continues a prompt, reading each token once. */
public final class Generator {
    private final LoadedModel loaded;
    private final GenerationOptions options;
    private final AnswerListener listener;

    /** Continues prompts as the options say, and tells the listener. */
    public Generator(LoadedModel loaded, GenerationOptions options, AnswerListener listener) {
        this.loaded = loaded;
        this.options = options;
        this.listener = listener;
    }

    /**
     * The tokens of a prompt that can be continued so.
     *
     * @throws ExplainException if the model does not continue prompts, this one fills its context, or stop texts are to be
     *     found without a tokenizer
     */
    public EncodedTokens encode(Prompt prompt) {
        if (prompt.positions() != null) {
            throw new ExplainException("a prompt with positions of its own cannot be continued");
        }
        if (loaded.outputs().getFirst().entries() != OutputKind.Entries.NEXT_TOKEN) {
            throw new ExplainException("this model does not continue a prompt: "
                    + loaded.identity().architectures()
                    + " is no language model that reads from the left to the right");
        }
        EncodedTokens encoded = loaded.prompts().encodeTokens(prompt);
        if (encoded.length() >= loaded.model().sizes().maxPositions()) {
            throw new ExplainException("the prompt has " + encoded.length()
                    + " tokens, as many as the model was made for, so no answer has room after it; shorten it");
        }
        if (!options.stopTexts().isEmpty() && loaded.tokenizer().isEmpty()) {
            throw new ExplainException(
                    "this checkpoint has no tokenizer, so a stop text cannot be found in what the model"
                            + " generates; leave stop texts out");
        }
        return encoded;
    }

    /**
     * Adds tokens until something ends the answer.
     *
     * @param prompt as {@link #encode} gives it
     */
    public Generation generate(EncodedTokens prompt, Call call) {
        AnswerText text = loaded.tokenizer()
                .map(t -> new AnswerText(t, prompt.length(), options.stopTexts()))
                .orElse(null);
        Answer answer = answer(prompt, text, call);
        call.progress().at(Progress.Phase.GENERATE, options.tokens(), options.tokens());
        String rest = text == null ? "" : text.rest();
        if (!rest.isEmpty() && answer.ending != Ending.LISTENER) {
            listener.said(rest);
        }
        return generation(prompt, answer, text == null ? "" : text.text());
    }

    private record Answer(int[] ids, Ending ending) {}

    private Answer answer(EncodedTokens prompt, @Nullable AnswerText text, Call call) {
        Set<Integer> ends = loaded.endTokens();
        TokenChoice choice = TokenChoice.by(options);
        int[] ids = prompt.ids();
        int most = (int) Math.min(
                (long) ids.length + options.tokens(), loaded.model().sizes().maxPositions());
        try (ReadTokens read = new ReadTokens(loaded, call)) {
            while (ids.length < most) {
                call.progress().at(Progress.Phase.GENERATE, ids.length - prompt.length(), options.tokens());
                int next = choice.of(read.logitsAfter(ids));
                if (ends.contains(next)) {
                    return new Answer(ids, Ending.MODEL);
                }
                ids = Arrays.copyOf(ids, ids.length + 1);
                ids[ids.length - 1] = next;
                boolean goesOn = listener.said(text == null ? "" : text.add(ids));
                if (text != null && text.hasStopped()) {
                    return new Answer(ids, Ending.STOP_TEXT);
                }
                if (!goesOn) {
                    return new Answer(ids, Ending.LISTENER);
                }
            }
        }
        return new Answer(ids, Ending.LENGTH);
    }

    private Generation generation(EncodedTokens asked, Answer answer, String text) {
        int promptTokens = asked.length();
        int[] ids = answer.ids;
        if (ids.length == promptTokens) {
            return new Generation(asked.prompt(), ids, promptTokens, answer.ending);
        }
        return new Generation(
                asText(asked, ids, text).orElseGet(() -> asIds(asked, ids)), ids, promptTokens, answer.ending);
    }

    /** Prompt and answer as ids, the parts of the prompt with them. */
    private static Prompt asIds(EncodedTokens asked, int[] ids) {
        List<Segment> parts = asked.segments().stream()
                .filter(s -> s.endToken() > s.firstToken())
                .map(s -> new Segment(s.name(), s.firstToken(), s.endToken()))
                .toList();
        return Prompt.ofIds(ids).answeredFrom(asked.length()).segmented(parts);
    }

    /** Prompt and answer as a text, if the tokenizer reads just these tokens in it: words and places are known then. */
    private Optional<Prompt> asText(EncodedTokens asked, int[] ids, String text) {
        Prompt prompt = asked.prompt();
        if (prompt.text() == null || prompt.pair() != null || prompt.hasAnswer() || text.isEmpty()) {
            return Optional.empty();
        }
        Prompt answered = prompt.answered(text);
        EncodedTokens read = loaded.prompts().encodeTokens(answered);
        return Arrays.equals(read.ids(), ids) && read.answer() == asked.length()
                ? Optional.of(answered)
                : Optional.empty();
    }
}
