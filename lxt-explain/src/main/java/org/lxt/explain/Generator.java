package org.lxt.explain;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.lxt.spi.ModelInput;
import org.lxt.spi.OutputKind;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.tensor.rows.PackedRows;

/** Continues a prompt by the largest logit, one forward pass a token. */
final class Generator {
    private final LoadedModel loaded;
    private final Call call;
    private final Set<Integer> ends;

    Generator(LoadedModel loaded, Call call) {
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

    Generation generate(EncodedTokens prompt, int tokens) {
        Progress progress = call.progress();
        int[] ids = prompt.ids();
        int promptTokens = ids.length;
        while (ids.length < promptTokens + tokens
                && ids.length < loaded.model().sizes().maxPositions()) {
            progress.at(Progress.Phase.GENERATE, ids.length - promptTokens, tokens);
            int next = next(ids);
            if (ends.contains(next)) {
                progress.at(Progress.Phase.GENERATE, tokens, tokens);
                return new Generation(Prompt.ofIds(ids), promptTokens, true);
            }
            ids = Arrays.copyOf(ids, ids.length + 1);
            ids[ids.length - 1] = next;
        }
        progress.at(Progress.Phase.GENERATE, tokens, tokens);
        return new Generation(Prompt.ofIds(ids), promptTokens, false);
    }

    private int next(int[] ids) {
        ModelInput input = ModelInput.tokens(List.of(ModelInput.TokenSequence.of(ids)));
        PackedRows last = PackedRows.at(List.of(new PackedRows.Address(0, ids.length - 1)));
        // Steps of the passes are told to nobody: tokens are the steps here.
        try (Pass pass = Pass.unrecorded(loaded, call.quiet())) {
            Pass.Result result = pass.forward(input, last);
            return Candidates.largest(
                    result.output().output(OutputKind.LOGITS).tensor().toDoubles());
        }
    }
}
