// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.bench.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Each benchmark once, at its smallest size: that it runs and counts its work, not how fast it is. */
class EveryBenchmarkRunsTest {
    @Test
    void eachRunsAndCountsWhatItDoes() throws Exception {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("org.lxt.bench.kernels")
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(1))
                        .param("layer", "768x768")
                        .param("rows", "1")
                        .param("columns", "768")
                        .param("tokens", "16")
                        .param("weight", "BF16")
                        .param("threads", "1")
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        List<String> names = results.stream()
                .map(r -> r.getParams().getBenchmark().replace("org.lxt.bench.kernels.", ""))
                .distinct()
                .toList();
        assertThat(names)
                .containsExactlyInAnyOrder(
                        "LinearBenchmark.forward",
                        "LinearBenchmark.backward",
                        "AttentionBenchmark.forward",
                        "AttentionBenchmark.backward",
                        "NormBenchmark.rms",
                        "NormBenchmark.layer",
                        "GatedActivationBenchmark.forward",
                        "GatedActivationBenchmark.backward",
                        "WeightBenchmark.decode",
                        "WeightBenchmark.firstTouch",
                        "MachineBenchmark.multiplyAdd",
                        "MachineBenchmark.read");
        assertThat(results)
                .allSatisfy(r -> assertThat(r.getSecondaryResults().values())
                        .singleElement()
                        .satisfies(work -> assertThat(work.getScore()).isPositive()));
    }
}
