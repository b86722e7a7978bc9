// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.deberta;

import static org.lxt.tensor.ops.Operations.add;
import static org.lxt.tensor.ops.Operations.concat;
import static org.lxt.tensor.ops.Operations.gatherRows;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.NormLayer;
import org.lxt.rules.Rules;
import org.lxt.spi.parts.Layer;
import org.lxt.spi.parts.LayerRun;
import org.lxt.spi.rope.RotaryEmbedding;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.rows.PackedRows;

/**
 * A layer with a convolution over its tokens alongside it: {@code norm(layer(x) + f(filters * x))}. Beyond the ends of a sequence the
 * convolution reads zeros. Source: {@code ConvLayer} of {@code modeling_deberta_v2.py} of transformers.
 *
 * @param layer the layer
 * @param filters {@code [hidden, kernel hidden]}, in each row the weights of the first token that it reads, then those of the next
 * @param kernel how many tokens a filter reads, an odd number: the row's own is in the middle
 * @param activation f
 * @param norm norm of the sum
 */
record ConvolvedLayer(Layer layer, LinearLayer filters, int kernel, Activation activation, NormLayer norm)
        implements Layer {
    @Override
    public Site site() {
        return layer.site();
    }

    @Override
    public @Nullable RotaryEmbedding rope() {
        return layer.rope();
    }

    @Override
    public Tensor apply(Rules rules, Tensor x, LayerRun run) {
        Tensor given = layer.apply(rules, x, run);
        Site at = site().child("conv");
        Tensor convolved = rules.convolution(at, filters, fields(x, run));
        Tensor activated = rules.activation(at.child("act"), activation, convolved);
        return rules.norm(at.child("norm"), norm, add(given, activated));
    }

    /** For each wanted row, what the filters read: {@code [run.wanted(), kernel hidden]}. */
    private Tensor fields(Tensor x, LayerRun run) {
        int zeros = x.rows();
        int[] sequences = sequences(run.rows());
        int[] wanted = run.wanted().indicesIn(run.rows());
        Tensor padded = concat(0, x, x.scope().constant(Shape.of(1, x.columns()), new double[x.columns()]));
        return concat(
                1,
                IntStream.range(0, kernel)
                        .map(tap -> tap - kernel / 2)
                        .mapToObj(offset -> gatherRows(
                                padded,
                                Arrays.stream(wanted)
                                        .map(row -> isIn(sequences, row, row + offset) ? row + offset : zeros)
                                        .toArray()))
                        .toList());
    }

    private static boolean isIn(int[] sequences, int row, int other) {
        return other >= 0 && other < sequences.length && sequences[other] == sequences[row];
    }

    /** The sequence of each row. */
    private static int[] sequences(PackedRows rows) {
        return rows.runs().stream()
                .flatMapToInt(run -> IntStream.generate(run::sequence).limit(run.count()))
                .toArray();
    }
}
