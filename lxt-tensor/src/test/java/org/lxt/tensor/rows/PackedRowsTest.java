// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.lxt.tensor.RandomValues;
import org.lxt.tensor.rows.PackedRows.Address;
import org.lxt.tensor.rows.PackedRows.Run;

/** Packed rows against lists of single addresses. */
class PackedRowsTest {
    @RepeatedTest(100)
    void rowsAreOrderedAndEachOnceWhateverTheOrderAsked(RepetitionInfo repetition) {
        int seed = repetition.getCurrentRepetition();
        RandomValues random = new RandomValues(seed);
        List<Address> asked = new ArrayList<>();
        for (int i = random.between(1, 12); i > 0; i--) {
            asked.add(new Address(random.between(0, 2), random.between(0, 6)));
        }
        PackedRows rows = PackedRows.at(asked);
        assertThat(RandomValues.addresses(rows)).containsExactlyElementsOf(new TreeSet<>(asked));
        assertThat(rows.size()).isEqualTo(new TreeSet<>(asked).size());
        Collections.shuffle(asked, new Random(seed));
        assertThat(PackedRows.at(asked)).isEqualTo(rows).hasSameHashCodeAs(rows);
    }

    @RepeatedTest(100)
    void anIndexLeadsToItsAddress(RepetitionInfo repetition) {
        RandomValues random = new RandomValues(repetition.getCurrentRepetition());
        PackedRows all = random.sequences(4, 5);
        PackedRows some = random.someOf(all);
        List<Address> places = RandomValues.addresses(all);
        for (int i = 0; i < places.size(); i++) {
            assertThat(all.indexOf(places.get(i).sequence(), places.get(i).position()))
                    .isEqualTo(i);
        }
        int[] indices = some.indicesIn(all);
        List<Address> wanted = RandomValues.addresses(some);
        assertThat(indices).hasSize(wanted.size());
        for (int i = 0; i < indices.length; i++) {
            assertThat(places.get(indices[i])).isEqualTo(wanted.get(i));
        }
    }

    @Test
    void neighboursMakeOneRunButNotAcrossSequences() {
        PackedRows rows = PackedRows.at(List.of(new Address(1, 0), new Address(0, 3), new Address(0, 2)));
        assertThat(rows.runs()).containsExactly(new Run(0, 2, 2), new Run(1, 0, 1));
    }

    @Test
    void allPositionsOfASequenceAreTheSequence() {
        assertThat(PackedRows.at(List.of(new Address(0, 0), new Address(0, 1)))).isEqualTo(PackedRows.ofLengths(2));
    }

    @Test
    void missingRowsAndEmptySequencesAreRefused() {
        PackedRows rows = PackedRows.ofLengths(2, 3);
        assertThatThrownBy(() -> rows.indexOf(0, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("position 2 of sequence 0");
        assertThatThrownBy(() -> rows.indexOf(2, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PackedRows.ofLengths(1, 0)).hasMessageContaining("sequence 1 is empty");
    }
}
