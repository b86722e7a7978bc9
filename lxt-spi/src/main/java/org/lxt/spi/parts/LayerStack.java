// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.lxt.rules.Rules;
import org.lxt.spi.ModelInput;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.Run;
import org.lxt.spi.rope.RotaryEmbedding;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.attention.RopeTable;
import org.lxt.tensor.rows.PackedRows;

/**
 * The layers of a model, one after the other. The last one is computed for the wanted rows alone. The state entering each
 * layer and the output of the last one are marked as hidden states.
 *
 * @param layers first to last
 */
public record LayerStack(List<? extends Layer> layers) {
    /** Copies the list. */
    public LayerStack {
        layers = List.copyOf(layers);
    }

    /**
     * As many layers.
     *
     * @param layer makes the layer of an index
     */
    public static LayerStack of(int count, IntFunction<? extends Layer> layer) {
        // Grows as it goes: of a number that is too large the first layer that is missing tells.
        List<Layer> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(layer.apply(i));
        }
        return new LayerStack(all);
    }

    /**
     * Applies the layers of a run to the rows of an input, for the wanted ones.
     *
     * @param x {@code [tokens, hidden]}
     * @return {@code [wanted, hidden]}
     */
    public Tensor apply(Run run, Tensor x, ModelOutput.Builder output) {
        return apply(run, run.input().rows(), run.wanted(), x, output);
    }

    /**
     * Applies the layers of a run, where the rows are not those of the input or others are read than wanted.
     *
     * @param rows the rows of x
     * @param read which of them are read after the last layer
     * @param x {@code [rows, hidden]}
     * @return {@code [read, hidden]}
     */
    public Tensor apply(Run run, PackedRows rows, PackedRows read, Tensor x, ModelOutput.Builder output) {
        Scope scope = x.scope();
        Tables all = new Tables(scope, run.input(), rows);
        Tables some = read.equals(rows) ? all : new Tables(scope, run.input(), read);
        Rules rules = run.rules().over(rows, read);
        Tensor state = x;
        int depth = Math.min(layers.size(), run.depth());
        for (int i = 0; i < depth; i++) {
            Layer layer = layers.get(i);
            boolean isLast = i == depth - 1;
            state = rules.value(layer.site(), state);
            output.hidden(layer.site(), state, rows);
            LayerRun.Angles angles = angles(layer.rope(), all, isLast ? some : all);
            LayerRun layerRun = new LayerRun(rows, isLast ? read : rows, angles, output, run.keys());
            state = scope.layer(state, h -> layer.apply(rules, h, layerRun));
        }
        Site end = Site.of("layers." + depth);
        state = rules.value(end, state);
        output.hidden(end, state, read);
        return state;
    }

    /** Made before the layer is entered, whose frame would give them back at its end. */
    private static LayerRun.@Nullable Angles angles(@Nullable RotaryEmbedding rope, Tables rows, Tables wanted) {
        return rope == null ? null : new LayerRun.Angles(rows.of(rope), wanted.of(rope));
    }

    /** The tables of some rows, each made once however many layers share its embedding. */
    private record Tables(
            Scope scope, ModelInput input, PackedRows rows, IdentityHashMap<RotaryEmbedding, RopeTable> made) {
        Tables(Scope scope, ModelInput input, PackedRows rows) {
            this(scope, input, rows, new IdentityHashMap<>());
        }

        RopeTable of(RotaryEmbedding rope) {
            return made.computeIfAbsent(rope, r -> r.table(scope, input, rows));
        }
    }
}
