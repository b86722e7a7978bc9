// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.vit;

import static org.lxt.tensor.ops.Operations.add;
import static org.lxt.tensor.ops.Operations.concat;
import static org.lxt.tensor.ops.Operations.reshape;
import static org.lxt.tensor.ops.Operations.unfold;

import java.util.Collections;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.Rules;
import org.lxt.spi.InputKind;
import org.lxt.tensor.Role;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.linear.ConvolutionWindows;
import org.lxt.tensor.ops.linear.ConvolutionWindows.Extent;
import org.lxt.tensor.ops.linear.ImageShape;

/**
 * The input of a vision transformer: each patch through a convolution, learned tokens before the patches, learned positions
 * added to all.
 *
 * @param kind what it reads
 * @param filters {@code [hidden, channels patchHeight patchWidth]}
 * @param leading the learned tokens, {@code [leadingTokens hidden]}, empty if there are none
 * @param positions the learned positions
 * @param windows the patches of an image of the model's size
 */
record VitEmbedding(
        InputKind.Pixels kind,
        LinearLayer filters,
        double[] leading,
        PositionTable positions,
        ConvolutionWindows windows) {
    private static final Site PATCHES = Site.of("conv_proj");
    private static final Site TOKENS = Site.of("tokens");
    private static final Site POSITIONS = Site.of("positions");

    static VitEmbedding of(InputKind.Pixels kind, LinearLayer filters, double[] leading, PositionTable positions) {
        return new VitEmbedding(kind, filters, leading, positions, windows(kind, kind.height(), kind.width()));
    }

    private static ConvolutionWindows windows(InputKind.Pixels kind, int height, int width) {
        Extent patch = new Extent(kind.patchHeight(), kind.patchWidth());
        return new ConvolutionWindows(
                new ImageShape(kind.channels(), height, width), patch, patch, Extent.of(0), Extent.of(1));
    }

    /** Width of a token. */
    int hidden() {
        return filters.weight().rows();
    }

    /**
     * The tokens of images of one size.
     *
     * @param pixels {@code [images, channels height width]}
     * @return {@code [images tokens, hidden]}
     */
    Tensor apply(Rules rules, Tensor pixels, int height, int width) {
        boolean isOwnSize = height == kind.height() && width == kind.width();
        ConvolutionWindows patches = isOwnSize ? windows : windows(kind, height, width);
        int images = pixels.rows();
        Tensor embedded = rules.convolution(PATCHES, filters, unfold(pixels, patches));
        Tensor x = reshape(embedded, Shape.of(images, patches.count() * hidden()));
        if (leading.length > 0) {
            Tensor tokens = pixels.scope().constant(Shape.of(images, leading.length), repeated(images));
            Tensor before = x;
            x = pixels.scope().at(TOKENS, () -> concat(1, tokens, before));
        }
        Tensor own = x;
        double[] added =
                positions.of(patches.positions().height(), patches.positions().width());
        Tensor table =
                rules.value(POSITIONS.as(Role.POSITION), pixels.scope().constant(Shape.of(1, added.length), added));
        Tensor sum = pixels.scope().at(POSITIONS, () -> add(own, table));
        return reshape(sum, Shape.of(images * kind.tokens(height, width), hidden()));
    }

    private double[] repeated(int images) {
        return Collections.nCopies(images, leading).stream()
                .flatMapToDouble(java.util.Arrays::stream)
                .toArray();
    }
}
