// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lxt.explain.result.Candidate;

/** The most likely tokens of a vector of logits. */
class CandidatesTest {
    private static final TokenNames NAMES = new TokenNames(Optional.empty(), 1000);

    @Test
    void theFiveLargestComeLargestFirst() {
        Random random = new Random(1);
        for (int trial = 0; trial < 50; trial++) {
            // few different values, so that there are ties: of equals the first counts
            double[] logits = random.ints(40, 0, 12).asDoubleStream().toArray();
            List<Integer> sorted = IntStream.range(0, logits.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer i) -> -logits[i])
                            .thenComparing(i -> i))
                    .limit(5)
                    .toList();
            Candidates candidates = new Candidates(logits, NAMES);
            assertThat(candidates.top()).extracting(Candidate::id).isEqualTo(sorted);
            assertThat(Candidates.largest(logits)).isEqualTo(sorted.getFirst());
        }
    }

    @Test
    void aSmallVocabularyHasFewer() {
        assertThat(new Candidates(new double[] {1, 3}, NAMES).top())
                .extracting(Candidate::id)
                .containsExactly(1, 0);
    }

    @Test
    void probabilitiesAreTheSoftmaxOfTheLogits() {
        double[] logits = {Math.log(1), Math.log(2), Math.log(5)};
        Candidates candidates = new Candidates(logits, NAMES);
        assertThat(candidates.of(0).probability()).isCloseTo(0.125, within(1e-12));
        assertThat(candidates.of(1).probability()).isCloseTo(0.25, within(1e-12));
        assertThat(candidates.of(2).probability()).isCloseTo(0.625, within(1e-12));
    }

    @Test
    void largeLogitsDoNotOverflow() {
        Candidates candidates = new Candidates(new double[] {2000, 2000 + Math.log(3), -2000}, NAMES);
        assertThat(candidates.of(0).probability()).isCloseTo(0.25, within(1e-12));
        assertThat(candidates.of(2).probability()).isZero();
    }
}
