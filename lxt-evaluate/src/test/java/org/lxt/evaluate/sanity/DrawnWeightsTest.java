// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.sanity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lxt.checkpoint.Checkpoint;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.tensor.weight.Weight;

/** Parameters that are drawn anew, of a small checkpoint. */
class DrawnWeightsTest {
    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");
    private static final String EMBEDDINGS = "model.embed_tokens.weight";
    private static final String NORM = "model.norm.weight";

    private static Checkpoint checkpoint;
    private static int rows;
    private static int columns;

    @BeforeAll
    static void open() {
        checkpoint = Checkpoint.open(CASES.resolve("llama-defaults"));
        long[] shape = checkpoint.shape(EMBEDDINGS);
        rows = (int) shape[0];
        columns = (int) shape[1];
    }

    @AfterAll
    static void close() {
        checkpoint.close();
    }

    private static double[] values(Weights weights) {
        return values(weights.matrix(EMBEDDINGS, rows, columns));
    }

    private static double[] values(Weight matrix) {
        return IntStream.range(0, matrix.rows())
                .mapToObj(matrix::toDoubles)
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    private static double deviation(double[] values) {
        double mean = DoubleStream.of(values).average().orElseThrow();
        return Math.sqrt(DoubleStream.of(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow());
    }

    @Test
    void whatIsDrawnHasTheSameMeanAndDeviationAndIsNotTheSame() {
        assertDrawn(values(checkpoint), values(new DrawnWeights(checkpoint, _ -> true, 0)));
    }

    @Test
    void soDoMatricesInMxfp4() {
        String name = "model.layers.0.mlp.experts.gate_up_proj";
        try (Checkpoint blocks = Checkpoint.open(CASES.resolve("gpt_oss-mxfp4"))) {
            double[] learned = values(blocks.mxfp4(name, 4, 64, 64));
            assertDrawn(learned, values(new DrawnWeights(blocks, _ -> true, 0).mxfp4(name, 4, 64, 64)));
            Weights others = new DrawnWeights(blocks, n -> n.equals("lm_head.weight"), 0);
            assertThat(values(others.mxfp4(name, 4, 64, 64))).isEqualTo(learned);
        }
    }

    private static void assertDrawn(double[] learned, double[] drawn) {
        double deviation = deviation(learned);
        double error = deviation / Math.sqrt(learned.length);
        assertThat(DoubleStream.of(drawn).average().orElseThrow())
                .isCloseTo(DoubleStream.of(learned).average().orElseThrow(), within(4 * error));
        assertThat(deviation(drawn)).isCloseTo(deviation, within(4 * error));
        double product = IntStream.range(0, drawn.length)
                .mapToDouble(i -> drawn[i] * learned[i])
                .average()
                .orElseThrow();
        assertThat(Math.abs(product)).isLessThan(4 * deviation * error);
    }

    @Test
    void onlyWhatIsToBeDrawnIsDrawnAndIsTheSameWhateverElseIs() {
        Weights one = new DrawnWeights(checkpoint, EMBEDDINGS::equals, 0);
        Weights all = new DrawnWeights(checkpoint, _ -> true, 0);
        assertThat(one.vector(NORM, columns)).isEqualTo(checkpoint.vector(NORM, columns));
        assertThat(values(one)).isEqualTo(values(all));
        assertThat(values(new DrawnWeights(checkpoint, NORM::equals, 0))).isEqualTo(values(checkpoint));
        assertThat(all.names()).isEqualTo(checkpoint.names());
    }

    @Test
    void anotherSeedDrawsOtherNumbersInNoOtherOrder() {
        double[] first = values(new DrawnWeights(checkpoint, _ -> true, 0));
        double[] second = values(new DrawnWeights(checkpoint, _ -> true, 1));
        double size = deviation(first) * deviation(first);
        for (int shift = -2; shift <= 2; shift++) {
            int by = shift;
            double product = IntStream.range(2, first.length - 2)
                    .mapToDouble(i -> first[i] * second[i + by])
                    .average()
                    .orElseThrow();
            assertThat(Math.abs(product)).isLessThan(4 * size / Math.sqrt(first.length));
        }
    }
}
