// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.sanity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lxt.evaluate.evidence.EvidenceFile;
import org.lxt.evaluate.run.EvaluationProgress;
import org.lxt.explain.ExplainerBuilder;
import org.lxt.explain.method.name.MethodName;
import org.lxt.spi.host.ModelMap;
import org.lxt.tasks.source.ModelSource;

/** Sanity checks of the sample decoder. */
class SanityCheckTest {
    private static ModelSource source;
    private static EvidenceFile file;

    @BeforeAll
    static void open() throws IOException {
        source = ModelSource.sample();
        file = EvidenceFile.read(source.folder().resolve("evidence.jsonl")).first(3);
    }

    @AfterAll
    static void close() {
        source.close();
    }

    private static SanityReport check(Supplier<ExplainerBuilder> builders, long seed, String... methods) {
        return new SanityCheck(
                        source,
                        builders,
                        ModelMap.defaults(),
                        file,
                        Stream.of(methods).map(MethodName::of).toList(),
                        seed)
                .run(EvaluationProgress.NONE);
    }

    private static double absolute(SanityReport report, String method, String down) {
        return report.randomised().stream()
                .filter(r -> r.method().equals(method) && r.down().equals(down))
                .findFirst()
                .orElseThrow()
                .absolute()
                .mean();
    }

    /** What looks at nothing but the input keeps its likeness until that is drawn anew, what explains the model loses it. */
    @Test
    void explanationsOfWhatWasLearnedLoseTheirLikeness() {
        SanityReport report = check(source::builder, 0, "attnlrp", "random");
        assertThat(report.randomised())
                .filteredOn(r -> r.method().equals("random"))
                .filteredOn(r -> !r.down().equals("embeddings"))
                .hasSize(5)
                .allMatch(r -> r.signed().mean() == 1 && r.absolute().mean() == 1);
        assertThat(report.randomised())
                .filteredOn(r -> r.method().equals("attnlrp"))
                .extracting(SanityReport.Randomised::down)
                .containsExactly("head", "layer 3", "layer 2", "layer 1", "layer 0", "embeddings");
        assertThat(absolute(report, "attnlrp", "head")).isGreaterThan(0.9);
        assertThat(absolute(report, "attnlrp", "layer 0")).isLessThan(0.5);
        assertThat(absolute(report, "attnlrp", "embeddings")).isLessThan(0.5);
    }

    @Test
    void explanationsAreTheSameHoweverTheyAreComputed() {
        SanityReport report = check(source::builder, 0, "attnlrp", "gradient");
        assertThat(report.sameness())
                .extracting(SanityReport.Sameness::way)
                .containsOnly("packed by 8", "1 thread", "3 threads", "scalar-f64");
        assertThat(report.sameness()).hasSize(8).allMatch(s -> s.difference() < 1e-4);
        assertThat(report.sameness())
                .filteredOn(s -> s.way().equals("scalar-f64"))
                .allMatch(s -> s.difference() > 0);
    }

    /** A model that is another one whenever it is opened the second, fourth, sixth time. */
    @Test
    void explanationsThatDifferAreFoundAndProgressIsTold() {
        List<Integer> told = new ArrayList<>();
        ModelMap learned = ModelMap.defaults();
        int[] opened = {0};
        ModelMap unsteady = learned.reading(
                weights -> opened[0]++ % 2 == 0 ? weights : new DrawnWeights(weights, name -> name.contains("mlp"), 0));
        SanityReport report = new SanityCheck(
                        source, source::builder, unsteady, file, List.of(MethodName.of("attnlrp")), 0)
                .run((done, total) -> told.add(total - done));
        assertThat(report.sameness().get(1).way()).isEqualTo("1 thread");
        assertThat(report.sameness().get(1).difference()).isGreaterThan(0.1);
        assertThat(report.sameness().get(2).difference()).isLessThan(1e-4);
        assertThat(told).hasSize(1 + 11 * 3).startsWith(33, 32).endsWith(1, 0);
    }

    @Test
    void theSameSeedGivesTheSame() {
        SanityReport first = check(source::builder, 0, "gradient");
        assertThat(check(source::builder, 0, "gradient")).isEqualTo(first);
        assertThat(check(source::builder, 1, "gradient").randomised()).isNotEqualTo(first.randomised());
    }
}
