package org.lxt.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lxt.spi.ModelInput.TokenSequence;

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
        assertThat(input.embeddings()).isEmpty();
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
    void givenEmbeddingsLeaveTheSequencesAsTheyAre() {
        ModelInput input = ModelInput.tokens(List.of(TokenSequence.of(7, 8)));
        double[] rows = {1, 2, 3, 4};
        assertThat(input.withEmbeddings(rows).embeddings()).hasValue(rows);
        assertThat(input.withEmbeddings(rows).ids()).containsExactly(7, 8);
        assertThat(input.embeddings()).isEmpty();
    }

    @Test
    void nothingCannotBePacked() {
        assertThatThrownBy(TokenSequence::of).hasMessage("a sequence needs at least one token");
        assertThatThrownBy(() -> new TokenSequence(new int[3], new int[2])).hasMessage("3 tokens with 2 positions");
        assertThatThrownBy(() -> ModelInput.tokens(List.of())).hasMessage("an input needs at least one sequence");
    }
}
