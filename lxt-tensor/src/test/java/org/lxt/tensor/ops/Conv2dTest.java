// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.lxt.tensor.ops.Operations.conv2d;
import static org.lxt.tensor.ops.Operations.unfold;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.lxt.tensor.GradientCheck;
import org.lxt.tensor.RandomValues;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.linear.Conv2d;
import org.lxt.tensor.ops.linear.ConvolutionWindows;
import org.lxt.tensor.ops.linear.ConvolutionWindows.Extent;
import org.lxt.tensor.ops.linear.ImageShape;
import org.lxt.tensor.weight.Weight;

/** Convolution against its definition. */
class Conv2dTest {
    private final Scope scope = Scope.open(GradientCheck.FLOAT64, ScopeOptions.PLAIN);

    @AfterEach
    void close() {
        scope.close();
    }

    @RepeatedTest(30)
    void eachPlaceIsTheSumOverItsWindow(RepetitionInfo repetition) {
        RandomValues random = new RandomValues(repetition.getCurrentRepetition());
        ImageShape image = new ImageShape(random.between(1, 3), random.between(5, 7), random.between(5, 7));
        Extent kernel = new Extent(random.between(1, 3), random.between(1, 2));
        Extent stride = new Extent(random.between(1, 3), random.between(1, 3));
        Extent padding = new Extent(random.between(0, 2), random.between(0, 2));
        Extent dilation = new Extent(random.coin() ? 1 : 2, random.between(1, 3));
        ConvolutionWindows windows = new ConvolutionWindows(image, kernel, stride, padding, dilation);
        int filters = random.between(1, 3);
        int images = random.between(1, 2);
        double[] x = random.values(images * image.size());
        double[] w = random.values(filters * windows.size());
        double[] b = random.values(filters);
        Tensor y = conv2d(
                scope.constant(Shape.of(images, image.size()), x),
                windows,
                Weight.of("filters", w, filters, windows.size()),
                scope.constant(Shape.of(filters), b));
        int height = (image.height() + 2 * padding.height() - dilation.height() * (kernel.height() - 1) - 1)
                        / stride.height()
                + 1;
        int width = (image.width() + 2 * padding.width() - dilation.width() * (kernel.width() - 1) - 1) / stride.width()
                + 1;
        assertThat(y.shape()).isEqualTo(Shape.of(images, filters, height, width));
        double[] actual = y.toDoubles();
        int at = 0;
        for (int n = 0; n < images; n++) {
            for (int f = 0; f < filters; f++) {
                for (int i = 0; i < height; i++) {
                    for (int j = 0; j < width; j++) {
                        int top = i * stride.height() - padding.height();
                        int left = j * stride.width() - padding.width();
                        double sum = b[f];
                        for (int c = 0; c < image.channels(); c++) {
                            for (int u = 0; u < kernel.height(); u++) {
                                for (int v = 0; v < kernel.width(); v++) {
                                    int row = top + u * dilation.height();
                                    int column = left + v * dilation.width();
                                    if (row < 0 || row >= image.height() || column < 0 || column >= image.width()) {
                                        continue;
                                    }
                                    int weight =
                                            ((f * image.channels() + c) * kernel.height() + u) * kernel.width() + v;
                                    int element = (c * image.height() + row) * image.width() + column;
                                    sum += w[weight] * x[n * image.size() + element];
                                }
                            }
                        }
                        assertThat(actual[at++]).isCloseTo(sum, within(1e-12));
                    }
                }
            }
        }
    }

    @Test
    void patchesTileTheImage() {
        ConvolutionWindows windows = ConvolutionWindows.patches(new ImageShape(1, 4, 5), 2);
        double[] pixels = new double[20];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i;
        }
        Tensor patches = unfold(scope.constant(Shape.of(1, 20), pixels), windows);
        assertThat(patches.shape()).isEqualTo(Shape.of(4, 4));
        assertThat(patches.toDoubles()).containsExactly(0, 1, 5, 6, 2, 3, 7, 8, 10, 11, 15, 16, 12, 13, 17, 18);
    }

    @Test
    void windowsThatDoNotFitAreRefused() {
        ImageShape image = new ImageShape(1, 3, 3);
        assertThatThrownBy(() -> ConvolutionWindows.patches(image, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a kernel of 4 with stride 4, padding 0 and dilation 1 on a length of 3");
        assertThatThrownBy(() -> new ImageShape(0, 3, 3)).hasMessageContaining("0 channels of 3 x 3");
        ConvolutionWindows windows = ConvolutionWindows.patches(image, 3);
        Tensor small = scope.constant(Shape.of(1, 4), new double[4]);
        assertThatThrownBy(() -> unfold(small, windows))
                .hasMessageContaining("unfold: the input has rows of 4 elements, expected 9");
        ConvolutionWindows four = ConvolutionWindows.patches(new ImageShape(1, 4, 4), 2);
        assertThatThrownBy(() -> Conv2d.toImages(small, four)).hasMessageContaining("1 rows for images of 4 windows");
    }
}
