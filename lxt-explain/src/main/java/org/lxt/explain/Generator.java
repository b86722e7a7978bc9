package org.lxt.explain;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.lxt.spi.Model;
import org.lxt.spi.ModelConfig;
import org.lxt.spi.ModelInput;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.PackedRows;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.backend.Backend;

/** Continues a prompt by the largest logit, one forward pass a token. */
final class Generator {
    private final Model model;
    private final Backend backend;
    private final Set<Integer> ends;
    private final Progress progress;

    Generator(Model model, Backend backend, ModelConfig config, Progress progress) {
        this.model = model;
        this.backend = backend;
        this.ends = endTokens(config);
        this.progress = progress;
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
        int[] ids = prompt.ids();
        int promptTokens = ids.length;
        while (ids.length < promptTokens + tokens && ids.length < model.sizes().maxPositions()) {
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
        try (Scope scope = Scope.open(backend, ScopeOptions.PLAIN)) {
            ModelOutput.Output output = model.forward(scope, input, last).output(OutputKind.LOGITS);
            return Candidates.largest(output.tensor().toDoubles());
        }
    }
}
