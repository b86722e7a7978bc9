// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Prompts and targets as values. */
class RequestTest {
    @Test
    void aRequestNeedsATarget() {
        assertThatThrownBy(() -> new Request(Prompt.of("x"), List.of()))
                .isInstanceOf(ExplainException.class)
                .hasMessage("there is nothing to explain: give at least one target");
    }

    @Test
    void aPromptKeepsItsIdsToItself() {
        int[] ids = {1, 2, 3};
        Prompt prompt = Prompt.ofIds(ids);
        ids[0] = 9;
        prompt.ids()[1] = 9;
        assertThat(prompt.ids()).containsExactly(1, 2, 3);
        assertThat(prompt.text()).isNull();
        assertThat(prompt.positions()).isNull();
    }

    @Test
    void everyTokenNeedsAPosition() {
        assertThat(Prompt.ofIds(new int[] {1, 2}, new int[] {5, 6}).positions()).containsExactly(5, 6);
        assertThatThrownBy(() -> Prompt.ofIds(new int[3], new int[2]))
                .isInstanceOf(ExplainException.class)
                .hasMessage("3 token ids were given with 2 positions; give one position for each token");
    }

    @Test
    void aTargetIsNotChangedByWhatIsMadeFromIt() {
        Target target = Target.token(5);
        Target changed = target.at(3).minus(7).minus(" x").minusMeanOfOthers();
        assertThat(target.place()).isEqualTo(new Target.UsualPlace());
        assertThat(target.against()).isEmpty();
        assertThat(target.isAgainstMean()).isFalse();
        assertThat(changed.place()).isEqualTo(new Target.AtToken(3));
        assertThat(changed.token().id()).hasValue(5);
        assertThat(changed.against()).hasSize(2);
        assertThat(changed.isAgainstMean()).isTrue();
        assertThat(changed.at(4).against()).hasSize(2);
    }
}
