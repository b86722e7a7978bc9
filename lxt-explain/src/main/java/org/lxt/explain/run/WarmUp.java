// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.run;

import java.util.List;
import org.lxt.explain.call.Call;
import org.lxt.explain.method.Method;
import org.lxt.explain.method.Propagation;
import org.lxt.explain.model.LoadedModel;
import org.lxt.explain.pass.Pass;
import org.lxt.spi.InputKind;
import org.lxt.spi.ModelInput;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.Seed;
import org.lxt.tensor.backend.JvmCompilers;
import org.lxt.tensor.rows.PackedRows;

/**
 * Filler for a model, and a pass over it forward and back: through the first layers, which run the same kernels as the others,
 * and the head.
 */
public final class WarmUp {
    /** More than the few rows for which products have kernels of their own, and short enough that it is soon over. */
    public static final int TOKENS = 96;

    /** The last layer is read for few rows, the one before for all. */
    private static final int LAYERS = 2;

    /** Ids below belong to special tokens in most vocabularies, padding among them, which some models refuse. */
    private static final int SPECIAL_IDS = 8;

    private final LoadedModel loaded;
    private final ModelInput input;
    private final PackedRows rows;

    /** Filler of so many tokens, cut to what the model reads. */
    public WarmUp(LoadedModel loaded, int tokens) {
        if (tokens < 1) {
            throw new IllegalArgumentException("a warm-up needs at least 1 token, not " + tokens);
        }
        this.loaded = loaded;
        switch (loaded.model().sizes().input()) {
            case InputKind.Tokens kind -> {
                int length = Math.min(tokens, kind.maxPositions());
                int[] ids = ids(length, kind.vocabulary());
                this.input = ModelInput.tokens(List.of(ModelInput.TokenSequence.of(ids)));
                this.rows = wanted(length, ids);
            }
            case InputKind.Pixels kind -> {
                double[] pixels = new double[kind.channels() * kind.height() * kind.width()];
                java.util.Arrays.setAll(pixels, i -> i % 17 / 17.0);
                this.input = ModelInput.images(
                        List.of(new ModelInput.Image(kind.channels(), kind.height(), kind.width(), pixels)));
                this.rows = wanted(kind.tokens(kind.height(), kind.width()), new int[0]);
            }
        }
    }

    /** As an explanation of one target wants them: a whole vocabulary at every token would take longer than all layers. */
    private PackedRows wanted(int length, int[] ids) {
        OutputKind output = loaded.outputs().getFirst();
        return switch (output.place()) {
            case EACH_TOKEN -> PackedRows.at(List.of(new PackedRows.Address(0, length - 1)));
            case FIRST_TOKEN, LAST_TOKEN -> PackedRows.at(List.of(new PackedRows.Address(0, output.row(ids))));
            case WHOLE_SEQUENCE, ACROSS_TOKENS -> PackedRows.ofLengths(length);
        };
    }

    /**
     * After so many passes the kernels are compiled, or wait for the compiler, which more passes would only keep from it. The
     * quick compiler is never behind.
     */
    public static int times() {
        return JvmCompilers.isQuickAlone() ? 2 : 3;
    }

    private static int[] ids(int length, int vocabulary) {
        int first = Math.min(SPECIAL_IDS, vocabulary - 1);
        int[] ids = new int[length];
        java.util.Arrays.setAll(ids, i -> first + i % (vocabulary - first));
        return ids;
    }

    /** Forward, and back from an entry of the first output, so many times. */
    public void run(int times, Method method, Call call, boolean checkpointing) {
        if (times < 1) {
            throw new IllegalArgumentException("a warm-up needs at least 1 time, not " + times);
        }
        Propagation rules = method instanceof Propagation own ? own : Propagation.GRADIENT;
        for (int i = 0; i < times; i++) {
            loaded.gate().run(call, () -> {
                pass(rules, call, checkpointing);
                return true;
            });
        }
    }

    private void pass(Propagation rules, Call call, boolean checkpointing) {
        ScopeOptions options = new ScopeOptions(rules.rules().strict(), true, checkpointing);
        try (Pass pass = Pass.recorded(loaded, rules, call, options, LAYERS)) {
            Pass.Result forward = pass.forward(input, rows);
            ModelOutput.Output first =
                    forward.output().outputs().values().iterator().next();
            pass.backward(List.of(Seed.of(first.tensor(), first.tensor().rows() - 1, 0)));
        }
    }
}
