// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.deberta;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.tensor.weight.Weight;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rows of offsets are those that transformers computes. */
class RelativePositionsTest {
    private static final JsonNode REFERENCE = JsonMapper.shared()
            .readTree(Path.of(System.getProperty("lxt.root"), "oracle", "relative-buckets.json")
                    .toFile());

    private static RelativePositions positions(int span, int buckets, int reach) {
        return new RelativePositions(Weight.of("table", new float[4 * span], 2 * span, 2), null, buckets, reach);
    }

    static Stream<Arguments> logarithmic() {
        return IntStream.range(0, REFERENCE.get("deberta").size())
                .mapToObj(REFERENCE.get("deberta")::get)
                .map(n -> Arguments.of(n.get("buckets").asInt(), n.get("reach").asInt(), n.get("of")));
    }

    @ParameterizedTest
    @MethodSource("logarithmic")
    void bucketsAreThoseOfTheReference(int buckets, int reach, JsonNode of) {
        RelativePositions positions = positions(buckets, buckets, reach);
        JsonNode offsets = REFERENCE.get("offsets");
        assertThat(offsets.size()).isGreaterThan(1000);
        for (int i = 0; i < offsets.size(); i++) {
            int expected = Math.clamp(of.get(i).asLong() + buckets, 0, 2 * buckets - 1);
            assertThat(positions.row(-offsets.get(i).asInt()))
                    .as("key %s from the query", offsets.get(i))
                    .isEqualTo(expected);
        }
    }

    @Test
    void withoutBucketsFarOffsetsShareTheLastRow() {
        RelativePositions positions = positions(5, 0, 5);
        assertThat(IntStream.rangeClosed(-7, 7).map(positions::row))
                .containsExactly(0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 9);
    }
}
