// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.pass;

import java.util.List;
import org.lxt.explain.call.Call;
import org.lxt.explain.input.EncodedPrompt;
import org.lxt.explain.input.EncodedTokens;
import org.lxt.explain.model.LoadedModel;
import org.lxt.explain.pass.observe.CausalWatch;
import org.lxt.spi.KeptKeys;
import org.lxt.tensor.rows.PackedRows;

/**
 * A prompt that a model has read once, so that points that begin as it does need to be read only from where they differ. What the tokens
 * before compute is the same, because they see none after them.
 */
final class ReadPrompt implements AutoCloseable {
    private final KeptKeys keys = new KeptKeys();
    private final EncodedTokens prompt;
    private final double[] input;
    private final boolean isShared;

    ReadPrompt(LoadedModel loaded, Call call, EncodedTokens prompt) {
        this.prompt = prompt;
        CausalWatch watch = new CausalWatch();
        PackedRows last = PackedRows.at(List.of(new PackedRows.Address(0, prompt.length() - 1)));
        try (Pass pass = Pass.unrecorded(loaded, call.quiet(), watch)) {
            input = pass.forward(EncodedPrompt.input(List.of(prompt)), last, keys)
                    .input()
                    .toDoubles();
        }
        int layers = loaded.model().sizes().layers();
        isShared = watch.sawNoOther(layers) && keys.attentions() == layers;
    }

    /** Whether the model looks back alone and keeps what it has read: if not, points are read from their beginning. */
    boolean isShared() {
        return isShared;
    }

    /** What was read. */
    EncodedTokens prompt() {
        return prompt;
    }

    /** Keys for a pass over points that go on from it. */
    KeptKeys branches() {
        return keys.branches();
    }

    /** The first token whose values are others than those of the prompt; its length if there is none. */
    int firstOther(double[] values) {
        int columns = input.length / prompt.length();
        for (int i = 0; i < values.length; i++) {
            if (values[i] != input[i]) {
                return i / columns;
            }
        }
        return prompt.length();
    }

    @Override
    public void close() {
        keys.close();
    }
}
