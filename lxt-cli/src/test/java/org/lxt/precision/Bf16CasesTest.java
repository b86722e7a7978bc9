// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.precision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.checkpoint.SafetensorsFile;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Backends;
import org.lxt.tensor.backend.Precision;
import org.lxt.testkit.cases.CaseResult;
import org.lxt.testkit.cases.CaseRunner;
import org.lxt.testkit.cases.OracleCase;
import org.lxt.testkit.cases.TensorCheck;

/**
 * Every reference case in bf16, with the instructions that this processor has for it and without: how close relevance and logits
 * are to those of the reference. Writes the figures to {@code target/bf16-KERNELS.txt}.
 *
 * <p>The models of the cases are tiny and their weights random, so relevance is often a small difference of large terms. That is why
 * the worst relevance error is so much larger than those of nine in ten.
 */
@Tag("vector")
class Bf16CasesTest {
    private static final Path ROOT = Path.of(System.getProperty("lxt.root", ".."));

    /** What was found of a case whose explained outputs are those of the reference. */
    private record Found(String name, Closeness relevance, double logits) {}

    @ParameterizedTest
    @ValueSource(strings = {BackendOptions.BEST_KERNELS, BackendOptions.NO_KERNELS})
    void relevanceIsCloseToTheReference(String kernels) throws IOException {
        assumeTrue(Backends.providers().stream()
                .anyMatch(p -> p.name().equals("vector") && p.availability().available()));
        List<Found> all = new ArrayList<>();
        int others = 0;
        for (OracleCase oracle : cases()) {
            CaseResult result = new CaseRunner("vector", 2)
                    .kernels(kernels)
                    .precision(Precision.BF16)
                    .run(oracle);
            assertThat(result.checks())
                    .as("%s", result.name())
                    .filteredOn(c -> c.status() != TensorCheck.Status.SKIPPED)
                    .noneMatch(c -> c.remark().contains("NaN") || c.remark().contains("shape"));
            if (result.checks().stream().anyMatch(c -> c.tensor().equals("target"))) {
                others++;
            } else if (result.actual().containsKey("relevance")) {
                all.add(found(oracle, result));
            }
        }
        Table table = new Table(all, others);
        Files.writeString(
                Files.createDirectories(ROOT.resolve("lxt-cli/target")).resolve("bf16-" + kernels + ".txt"),
                table.toString());
        assertThat(all).hasSizeGreaterThan(200);
        assertThat(others).as("another output is the largest").isLessThan(8);
        table.holds("correlation", f -> f.relevance().correlation(), 0.9999, 0.999, 0.9);
        table.holds("rank correlation", f -> f.relevance().rankCorrelation(), 0.999, 0.99, 0.9);
        // under the flat rule all pixels of a patch have the same relevance, so that which ones are the ten largest is
        // chance
        table.holds("top 10 in common", f -> f.relevance().inCommon(), 1, 0.9, 0.1);
        table.holds("relevance error", f -> -f.relevance().error(), -0.01, -0.03, -4);
        // a router whose experts are nearly even may choose another one when its input is rounded
        table.holds("logit error", f -> -f.logits(), -0.01, -0.03, -0.5);
    }

    private static List<OracleCase> cases() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT.resolve("oracle/cases"))) {
            return folders.sorted().map(OracleCase::read).toList();
        }
    }

    private static Found found(OracleCase oracle, CaseResult result) {
        try (SafetensorsFile expected = SafetensorsFile.open(oracle.folder().resolve("expected.safetensors"))) {
            double[] relevance = expected.values("relevance");
            return new Found(
                    result.name(),
                    Closeness.of(relevance, result.actual().get("relevance").values()),
                    result.checks().stream()
                            .filter(c -> c.tensor().equals("logits"))
                            .mapToDouble(TensorCheck::error)
                            .findFirst()
                            .orElseThrow());
        }
    }

    /** Medians and worst values. */
    private record Table(List<Found> all, int others) {
        private double[] sorted(ToDoubleFunction<Found> measure) {
            return all.stream()
                    .mapToDouble(measure)
                    .filter(x -> !Double.isNaN(x))
                    .sorted()
                    .toArray();
        }

        /** That the median, nine in ten and all are no smaller than this. */
        void holds(String name, ToDoubleFunction<Found> measure, double median, double nineInTen, double worst) {
            double[] values = sorted(measure);
            assertThat(values[values.length / 2]).as("median of %s", name).isGreaterThanOrEqualTo(median);
            assertThat(values[values.length / 10]).as("nine in ten of %s", name).isGreaterThanOrEqualTo(nineInTen);
            assertThat(values[0]).as("worst %s", name).isGreaterThanOrEqualTo(worst);
        }

        private String line(String name, ToDoubleFunction<Found> measure, boolean isError) {
            double[] values = sorted(f -> isError ? -measure.applyAsDouble(f) : measure.applyAsDouble(f));
            double[] shown = Stream.of(values[values.length / 2], values[values.length / 10], values[0])
                    .mapToDouble(Math::abs)
                    .toArray();
            String format = isError ? "%.2g" : "%.5f";
            String worst = all.stream()
                    .filter(f -> Math.abs(measure.applyAsDouble(f)) == shown[2])
                    .map(Found::name)
                    .findFirst()
                    .orElse("");
            return "%-18s".formatted(name)
                    + String.join(
                            "  ",
                            Arrays.stream(shown)
                                    .mapToObj(x -> String.format(Locale.ROOT, format, x))
                                    .toList())
                    + "  " + worst + "\n";
        }

        @Override
        public String toString() {
            return all.size() + " cases, " + others + " more with another target; median, nine in ten, worst\n"
                    + line("correlation", f -> f.relevance().correlation(), false)
                    + line("rank correlation", f -> f.relevance().rankCorrelation(), false)
                    + line("top 10 in common", f -> f.relevance().inCommon(), false)
                    + line("relevance error", f -> f.relevance().error(), true)
                    + line("logit error", Found::logits, true);
        }
    }
}
