// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.vit;

import static org.lxt.tensor.ops.Operations.concat;
import static org.lxt.tensor.ops.Operations.mean;
import static org.lxt.tensor.ops.Operations.selectRows;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.NormLayer;
import org.lxt.rules.Rules;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.rows.PackedRows;

/**
 * Logits of a picture, made of the mean over its patches.
 *
 * @param kind the output
 * @param leadingTokens tokens before the patches, which take no part in the mean
 * @param norm norm of the mean, or none
 * @param layer the classifier
 */
record MeanHead(
        OutputKind kind, int leadingTokens, @Nullable NormLayer norm, LinearLayer layer) implements VitHead {
    private static final Site NORM = Site.of("fc_norm");
    private static final Site HEAD = Site.of("heads").child("head");

    @Override
    public List<OutputKind> outputs() {
        return List.of(kind);
    }

    @Override
    public List<PackedRows.Address> reads(PackedRows wanted, int tokens) {
        return ReadRows.images(wanted).stream()
                .flatMap(i -> ReadRows.ofImage(i, leadingTokens, tokens).stream())
                .toList();
    }

    @Override
    public void apply(Rules rules, Tensor x, PackedRows rows, PackedRows wanted, ModelOutput.Builder output) {
        List<Integer> images = ReadRows.images(wanted);
        if (images.isEmpty()) {
            return;
        }
        List<Tensor> means = new ArrayList<>();
        for (int image : images) {
            means.add(mean(selectRows(x, rows, patches(rows, image)), 0));
        }
        Tensor pooled = means.size() == 1 ? means.getFirst() : concat(0, means);
        PackedRows first = ReadRows.at(images, 0);
        Rules ofImages = rules.over(first, first);
        Tensor normed = norm == null ? pooled : ofImages.norm(NORM, norm, pooled);
        output.output(kind.name(), ofImages.linear(HEAD, layer, normed), first);
    }

    private PackedRows patches(PackedRows rows, int image) {
        return PackedRows.at(rows.runs().stream()
                .filter(run -> run.sequence() == image)
                .flatMap(run -> ReadRows.ofImage(
                        image, Math.max(run.firstPosition(), leadingTokens), run.firstPosition() + run.count())
                        .stream())
                .toList());
    }
}
