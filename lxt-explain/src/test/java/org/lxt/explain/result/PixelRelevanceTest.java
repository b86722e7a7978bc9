// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Prompt;
import org.lxt.tensor.Site;

/** Relevance of an image by channel, pixel and patch; images as prompts. */
class PixelRelevanceTest {
    /** Two channels of 2 x 4 pixels: 0 to 7, and ten times that. */
    private static PixelRelevance relevance() {
        double[] values = new double[16];
        for (int i = 0; i < 8; i++) {
            values[i] = i;
            values[8 + i] = 10 * i;
        }
        return new PixelRelevance(2, 2, 4, 2, 2, 1, values);
    }

    @Test
    void pixelsAddUpTheirChannels() {
        assertThat(relevance().channel(1)).containsExactly(0, 10, 20, 30, 40, 50, 60, 70);
        assertThat(relevance().pixels()).containsExactly(0, 11, 22, 33, 44, 55, 66, 77);
        assertThat(relevance().sum()).isEqualTo(308);
    }

    @Test
    void patchesAddUpTheirPixels() {
        assertThat(relevance().patchRows()).isEqualTo(1);
        assertThat(relevance().patchColumns()).isEqualTo(2);
        assertThat(relevance().patches()).containsExactly(0 + 11 + 44 + 55, 22 + 33 + 66 + 77);
    }

    @Test
    void patchesOfAStateComeBehindTheClassToken() {
        LatentRelevance latent = new LatentRelevance(Site.of("layers.1"), new double[] {9, 1, 2});
        assertThat(relevance().patches(latent)).containsExactly(1, 2);
    }

    @Test
    void valuesAreCopies() {
        PixelRelevance relevance = relevance();
        relevance.values()[0] = 99;
        assertThat(relevance.values()[0]).isZero();
    }

    @Test
    void aChannelThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> relevance().channel(2))
                .isInstanceOf(ExplainException.class)
                .hasMessage("there is no channel 2; the image has the channels 0 to 1");
    }

    @Test
    void anImageNeedsAValueForEachChannelOfEachPixel() {
        assertThatThrownBy(() -> Prompt.ofPixels(3, 2, 2, new double[11]))
                .isInstanceOf(ExplainException.class)
                .hasMessage(
                        "11 values were given for an image of 3 x 2 x 2 (channels x height x width); give one for each"
                                + " channel of each pixel");
        assertThatThrownBy(() -> Prompt.ofPixels(3, 0, 2, new double[0]))
                .hasMessage("an image has at least 1 channel, 1 row and 1 column of pixels, not 3 x 0 x 2");
    }

    @Test
    void pixelsAreFiniteNumbers() {
        double[] values = new double[12];
        values[2 * 4 + 1 * 2 + 1] = Double.NaN;
        assertThatThrownBy(() -> Prompt.ofPixels(3, 2, 2, values))
                .isInstanceOf(ExplainException.class)
                .hasMessage("the image holds NaN at channel 2, row 1, column 1; pixels must be finite numbers");
    }

    @Test
    void aPromptKeepsItsPixelsToItself() {
        double[] values = {1, 2};
        Prompt prompt = Prompt.ofPixels(1, 1, 2, values);
        values[0] = 9;
        assertThat(prompt.image()).isNotNull();
        assertThat(prompt.image().values()).containsExactly(1, 2);
        assertThat(prompt.text()).isNull();
        assertThat(prompt.ids()).isEmpty();
    }
}
