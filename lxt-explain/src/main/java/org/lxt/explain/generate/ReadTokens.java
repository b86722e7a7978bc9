// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.generate;

import java.util.Arrays;
import java.util.List;
import org.lxt.explain.call.Call;
import org.lxt.explain.model.LoadedModel;
import org.lxt.explain.pass.Pass;
import org.lxt.explain.target.OutputVectors;
import org.lxt.spi.KeptKeys;
import org.lxt.spi.ModelInput;
import org.lxt.tensor.rows.PackedRows;

/**
 * What a language model has read of a sequence that grows. Where all attentions of the model keep their keys and values, each
 * token is read once; a model with attentions of its own reads the whole sequence again.
 */
final class ReadTokens implements AutoCloseable {
    private final LoadedModel loaded;
    private final Call call;
    private KeptKeys keys = new KeptKeys();
    private int read;

    ReadTokens(LoadedModel loaded, Call call) {
        this.loaded = loaded;
        // Steps of the passes are told to nobody: tokens are the steps here.
        this.call = call.quiet();
    }

    /**
     * The logits of the token that follows.
     *
     * @param ids the sequence so far, longer than at the last call and otherwise the same
     */
    double[] logitsAfter(int[] ids) {
        int[] unread = Arrays.copyOfRange(ids, read, ids.length);
        ModelInput input = ModelInput.tokens(List.of(ModelInput.TokenSequence.continuing(read, unread)));
        PackedRows last = PackedRows.at(List.of(new PackedRows.Address(0, ids.length - 1)));
        try (Pass pass = Pass.unrecorded(loaded, call)) {
            Pass.Result result = pass.forward(input, last, keys);
            if (keys.attentions() == loaded.model().sizes().layers()) {
                read = ids.length;
            } else {
                keys.close();
                keys = new KeptKeys();
            }
            OutputVectors vectors = new OutputVectors(result.output());
            return vectors.at(loaded.outputs().getFirst(), 0, ids.length - 1).values();
        }
    }

    @Override
    public void close() {
        keys.close();
    }
}
