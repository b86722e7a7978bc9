// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.lxt.api.Fault;
import org.lxt.spi.ModelInput.Image;
import org.lxt.spi.ModelInput.TokenSequence;
import org.lxt.spi.checkpoint.ModelException;

/** Sequences packed without padding. */
class ModelInputTest {
    @Test
    void sequencesArePackedOneAfterTheOther() {
        ModelInput input = ModelInput.tokens(
                List.of(TokenSequence.of(7, 8, 9), new TokenSequence(new int[] {5, 6}, new int[] {3, 4})));
        assertThat(input.ids()).containsExactly(7, 8, 9, 5, 6);
        assertThat(input.positions()).containsExactly(0, 1, 2, 3, 4);
        assertThat(input.types()).containsExactly(0, 0, 0, 0, 0);
        assertThat(input.rows().size()).isEqualTo(5);
        assertThat(input.rows().indexOf(1, 1)).isEqualTo(4);
    }

    @Test
    void tokensHaveTypes() {
        TokenSequence pair = new TokenSequence(new int[] {5, 6, 7}, new int[] {0, 1, 2}, new int[] {0, 0, 1});
        assertThat(ModelInput.tokens(List.of(TokenSequence.of(8), pair)).types())
                .containsExactly(0, 0, 0, 1);
        assertThatThrownBy(() -> new TokenSequence(new int[1], new int[1], new int[2]))
                .hasMessage("1 tokens with 2 types");
    }

    @Test
    void imagesThatAreTooManyForOneTensorAreTheCallersFault() {
        Image image = new Image(1, 1000, 1000, new double[1_000_000]);
        assertThatThrownBy(() -> ModelInput.images(Collections.nCopies(2148, image)))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CALLER))
                .hasMessage("2148 images of 1000000 values are too many for one pass; explain them in several calls");
    }

    @Test
    void imagesOfOneSizeStandOneAfterTheOther() {
        Image first = new Image(1, 1, 2, new double[] {1, 2});
        Image second = new Image(1, 1, 2, new double[] {3, 4});
        ModelInput input = ModelInput.images(List.of(first, second));
        assertThat(input.pixels()).containsExactly(1, 2, 3, 4);
        assertThat(input.images()).containsExactly(first, second);
        assertThatThrownBy(() -> ModelInput.images(List.of(first, new Image(2, 1, 1, new double[2]))))
                .hasMessage("images of one input must have the same channels, height and width");
        assertThatThrownBy(() -> ModelInput.images(List.of())).hasMessage("an input needs at least one image");
        assertThatThrownBy(() -> new Image(3, 2, 2, new double[11]))
                .hasMessage("an image of 3 x 2 x 2 pixels with 11 values");
        assertThatThrownBy(() -> new Image(0, 2, 2, new double[0])).hasMessageContaining("0 channels");
    }

    @Test
    void anInputIsOfOneKind() {
        ModelInput images = ModelInput.images(List.of(new Image(1, 1, 1, new double[1])));
        ModelInput tokens = ModelInput.tokens(List.of(TokenSequence.of(7)));
        for (Consumer<ModelInput> asked :
                List.<Consumer<ModelInput>>of(ModelInput::sequences, ModelInput::rows, ModelInput::ids)) {
            assertThatThrownBy(() -> asked.accept(images))
                    .isInstanceOf(ModelException.class)
                    .hasMessage("the model reads tokens, but was given images");
        }
        assertThatThrownBy(tokens::images)
                .isInstanceOf(ModelException.class)
                .hasMessage("the model reads images, but was given tokens");
        assertThatThrownBy(tokens::pixels).isInstanceOf(ModelException.class);
    }

    @Test
    void sizesTellWhatIsRead() {
        InputKind.Pixels kind = new InputKind.Pixels(3, 32, 48, 8, 16, 2);
        assertThat(kind.canCut(16, 32)).isTrue();
        assertThat(kind.canCut(16, 24)).isFalse();
        assertThat(kind.tokens(32, 48)).isEqualTo(14);
        ModelSizes pixels = new ModelSizes(kind, 8, 2);
        assertThat(pixels.vocabulary()).isZero();
        assertThat(pixels.maxPositions()).isEqualTo(14);
        ModelSizes tokens = new ModelSizes(90, 8, 2, 100);
        assertThat(tokens.input()).isEqualTo(new InputKind.Tokens(90, 100));
        assertThat(tokens.vocabulary()).isEqualTo(90);
        assertThat(tokens.maxPositions()).isEqualTo(100);
    }

    @Test
    void nothingCannotBePacked() {
        assertThatThrownBy(TokenSequence::of).hasMessage("a sequence needs at least one token");
        assertThatThrownBy(() -> new TokenSequence(new int[3], new int[2])).hasMessage("3 tokens with 2 positions");
        assertThatThrownBy(() -> ModelInput.tokens(List.of())).hasMessage("an input needs at least one sequence");
    }
}
