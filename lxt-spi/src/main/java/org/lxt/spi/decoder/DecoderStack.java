package org.lxt.spi.decoder;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;
import org.lxt.spi.ModelInput;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.Run;
import org.lxt.spi.rope.RotaryEmbedding;
import org.lxt.tensor.PackedRows;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.RopeTable;

/**
 * The layers of a decoder, one after the other. The last one is computed for the wanted rows alone. The state entering
 * each layer and the output of the last one are marked as hidden states.
 *
 * @param layers first to last
 */
public record DecoderStack(List<DecoderLayer> layers) {
    /** Copies the list. */
    public DecoderStack {
        layers = List.copyOf(layers);
    }

    /**
     * Applies all layers.
     *
     * @param embeddings {@code [tokens, hidden]}
     * @return {@code [wanted, hidden]}
     */
    public Tensor apply(Run run, Tensor embeddings, ModelOutput.Builder output) {
        Scope scope = embeddings.scope();
        ModelInput input = run.input();
        PackedRows rows = input.rows();
        PackedRows wanted = run.wanted();
        Function<RotaryEmbedding, RopeTable> all = tables(scope, input, rows);
        Function<RotaryEmbedding, RopeTable> some = wanted.equals(rows) ? all : tables(scope, input, wanted);
        Tensor x = embeddings;
        for (int i = 0; i < layers.size(); i++) {
            DecoderLayer layer = layers.get(i);
            boolean isLast = i == layers.size() - 1;
            output.hidden(layer.site(), x, rows);
            RopeTable angles = all.apply(layer.rope());
            LayerRun layerRun = isLast
                    ? new LayerRun(rows, wanted, angles, some.apply(layer.rope()), output)
                    : new LayerRun(rows, rows, angles, angles, output);
            x = scope.layer(x, h -> layer.apply(run.rules(), h, layerRun));
        }
        output.hidden(Site.of("layers." + layers.size()), x, wanted);
        return x;
    }

    /** The tables of some rows, each made once however many layers share its embedding. */
    private static Function<RotaryEmbedding, RopeTable> tables(Scope scope, ModelInput input, PackedRows rows) {
        IdentityHashMap<RotaryEmbedding, RopeTable> made = new IdentityHashMap<>();
        return rope -> made.computeIfAbsent(rope, r -> r.table(scope, input, rows));
    }
}
