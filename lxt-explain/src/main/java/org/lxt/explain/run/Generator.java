package org.lxt.explain.run;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.lxt.explain.call.Call;
import org.lxt.explain.input.EncodedTokens;
import org.lxt.explain.model.LoadedModel;
import org.lxt.explain.request.Progress;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.result.Generation;
import org.lxt.explain.target.Candidates;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.tokenizers.Tokenizer;

/** Continues a prompt by the largest logit, reading each token once. */
public final class Generator {
    private final LoadedModel loaded;
    private final Call call;
    private final Set<Integer> ends;

    /** Continues prompts within a call. */
    public Generator(LoadedModel loaded, Call call) {
        this.loaded = loaded;
        this.call = call;
        this.ends = endTokens(loaded.checkpoint().config());
    }

    /** {@code eos_token_id} is a number or a list of numbers. */
    private static Set<Integer> endTokens(ModelConfig config) {
        Set<Integer> ids = new TreeSet<>();
        Object value = config.raw("eos_token_id");
        List<?> values = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
        for (Object id : values) {
            if (!(id instanceof Number number)) {
                throw config.wrong("eos_token_id", "a token id or a list of token ids", value == null ? "" : value);
            }
            ids.add(number.intValue());
        }
        return ids;
    }

    /** Adds tokens until the model ends its answer, at most so many. */
    public Generation generate(EncodedTokens prompt, int tokens) {
        Progress progress = call.progress();
        int[] ids = prompt.ids();
        int promptTokens = ids.length;
        try (ReadTokens read = new ReadTokens(loaded, call)) {
            while (ids.length < promptTokens + tokens
                    && ids.length < loaded.model().sizes().maxPositions()) {
                progress.at(Progress.Phase.GENERATE, ids.length - promptTokens, tokens);
                int next = Candidates.largest(read.logitsAfter(ids));
                if (ends.contains(next)) {
                    progress.at(Progress.Phase.GENERATE, tokens, tokens);
                    return generation(prompt, ids, true);
                }
                ids = Arrays.copyOf(ids, ids.length + 1);
                ids[ids.length - 1] = next;
            }
        }
        progress.at(Progress.Phase.GENERATE, tokens, tokens);
        return generation(prompt, ids, false);
    }

    private Generation generation(EncodedTokens asked, int[] ids, boolean ended) {
        int promptTokens = asked.length();
        if (ids.length == promptTokens) {
            return new Generation(asked.prompt(), ids, promptTokens, ended);
        }
        return new Generation(
                asText(asked, ids).orElseGet(() -> Prompt.ofIds(ids).answeredFrom(promptTokens)),
                ids,
                promptTokens,
                ended);
    }

    /** Prompt and answer as a text, if the tokenizer reads just these tokens in it: words and places are known then. */
    private Optional<Prompt> asText(EncodedTokens asked, int[] ids) {
        Prompt prompt = asked.prompt();
        Tokenizer tokenizer = loaded.tokenizer().orElse(null);
        if (tokenizer == null || prompt.text() == null || prompt.pair() != null || prompt.hasAnswer()) {
            return Optional.empty();
        }
        int[] generated = Arrays.copyOfRange(ids, asked.length(), ids.length);
        String text = tokenizer.decode(generated, false);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Prompt answered = prompt.answered(text);
        EncodedTokens read = loaded.prompts().encodeTokens(answered);
        return Arrays.equals(read.ids(), ids) && read.answer() == asked.length()
                ? Optional.of(answered)
                : Optional.empty();
    }
}
