// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.explain.request.ExplainException;

/** Units as people name them. */
class UnitChoiceTest {
    @Test
    void aNameUnitsAndPositions() {
        assertThat(UnitChoice.parse("layers.*.{attn,mlp}.heads[3,7-9]@2-5,0"))
                .isEqualTo(new UnitChoice("layers.*.{attn,mlp}.heads", List.of(3, 7, 8, 9), List.of(0, 2, 3, 4, 5)));
        assertThat(UnitChoice.parse("layers.1")).isEqualTo(UnitChoice.of("layers.1"));
        assertThat(UnitChoice.parse("layers.1@4"))
                .isEqualTo(UnitChoice.of("layers.1").at(4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"layers.1", "layers.1[0]", "layers.**@0-3", "layers.*.mlp.neurons[1-3,5]@7,9-10"})
    void isWrittenAsItIsRead(String text) {
        assertThat(UnitChoice.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "layers.1[",
                "layers.1]",
                "layers.1[]",
                "layers.1[a]",
                "layers.1[-1]",
                "layers.1[3-1]",
                "layers.1@",
                "@1",
                "layers.1[1]x",
                "layers.{1",
                "layers.1[0-99999999]"
            })
    void whatIsNoChoiceIsRefusedInASentence(String text) {
        assertThatThrownBy(() -> UnitChoice.parse(text))
                .isInstanceOfAny(ExplainException.class, org.lxt.rules.RuleException.class);
    }
}
