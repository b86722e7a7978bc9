// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.vit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lxt.rules.NormLayer;
import org.lxt.rules.Rules;
import org.lxt.spi.Model;
import org.lxt.spi.ModelInput;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.ModelSizes;
import org.lxt.spi.OutputKind;
import org.lxt.spi.Run;
import org.lxt.spi.parts.LayerStack;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.rows.PackedRows;

/**
 * A vision transformer: patches of an image become tokens, which pass through the layers of an encoder. Relevance is asked
 * at the pixels. Source: {@code vision_transformer.py} of torchvision and of timm, {@code modeling_vit.py} and {@code
 * modeling_deit.py} of transformers; the rules are those of {@code lxt.efficient.models.vit_torch}.
 *
 * @see <a href="https://arxiv.org/abs/2010.11929">An Image is Worth 16x16 Words: Transformers for Image Recognition at
 *     Scale</a>
 */
final class VitModel implements Model {
    private static final Site NORM = Site.of("norm");

    private final VitEmbedding embedding;
    private final LayerStack layers;
    private final @Nullable NormLayer norm;
    private final List<VitHead> heads;
    private final ModelSizes sizes;

    /**
     * A model.
     *
     * @param norm norm of the tokens after the last layer, or none where a head norms what it has pooled
     */
    VitModel(VitEmbedding embedding, LayerStack layers, @Nullable NormLayer norm, List<VitHead> heads) {
        this.embedding = embedding;
        this.layers = layers;
        this.norm = norm;
        this.heads = List.copyOf(heads);
        this.sizes = new ModelSizes(
                embedding.kind(), embedding.hidden(), layers.layers().size());
    }

    @Override
    public ModelSizes sizes() {
        return sizes;
    }

    @Override
    public List<OutputKind> outputs() {
        return heads.stream().flatMap(h -> h.outputs().stream()).toList();
    }

    @Override
    public Tensor input(Scope scope, ModelInput input) {
        Shape shape = Shape.of(input.images().size(), input.images().getFirst().values().length);
        return scope.constant(shape, input.pixels());
    }

    @Override
    public ModelOutput forward(Run run, Tensor pixels) {
        PackedRows wanted = run.wanted();
        ModelInput.Image first = run.input().images().getFirst();
        int[] lengths = new int[run.input().images().size()];
        Arrays.fill(lengths, embedding.kind().tokens(first.height(), first.width()));
        int leading = embedding.kind().leadingTokens();
        PackedRows read = ReadRows.of(heads, wanted, lengths[0]);
        Rules rules = run.rules().over(PackedRows.ofLengths(lengths), read);
        ModelOutput.Builder output = ModelOutput.builder();
        PackedRows patches = PackedRows.ofRuns(IntStream.range(0, lengths.length)
                .mapToObj(i -> new PackedRows.Run(i, leading, lengths[i] - leading))
                .toList());
        Tensor embedded = embedding.apply(rules.over(patches, patches), pixels, first.height(), first.width());
        Tensor last = layers.apply(run, PackedRows.ofLengths(lengths), read, embedded, output);
        Tensor normed = norm == null ? last : rules.norm(NORM, norm, last);
        for (VitHead head : heads) {
            head.apply(rules, normed, read, wanted, output);
        }
        return output.build();
    }
}
