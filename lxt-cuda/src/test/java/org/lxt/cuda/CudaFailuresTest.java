// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.api.LxtException;
import org.lxt.cuda.driver.CudaException;
import org.lxt.cuda.standin.StandIn;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.tensor.backend.memory.BackendMemoryException;

/** Memory that runs out, and calls that fail, at every place of an explanation: one sentence, and nothing is left. */
class CudaFailuresTest {
    private static final int OUT_OF_MEMORY = 2;
    private static final int ILLEGAL_ADDRESS = 700;
    private static final String ALLOCATION = "cuMemAlloc";
    private static final Path FOLDER =
            Path.of(System.getProperty("lxt.root", ".."), "oracle", "cases", "llama-attention-bias");

    private StandIn standIn;

    @BeforeEach
    void install() {
        standIn = StandIn.install();
    }

    @AfterEach
    void nothingWasDoneWrongAndNothingIsLeft() {
        standIn.failNothing();
        assertThat(standIn.misuse()).isEmpty();
        assertThat(standIn.live()).isZero();
    }

    private static Explainer open(boolean checkpointing) {
        UnpooledProvider provider = new UnpooledProvider();
        return Explainer.builder(FOLDER)
                .backends(List.of(provider))
                .backend(provider.name())
                .checkpointing(checkpointing)
                .open();
    }

    private static double[] numbers(Explainer explainer) {
        Attribution a =
                explainer.explain(Prompt.ofIds(3, 41, 27, 8), Target.topLogit().minusMeanOfOthers());
        return DoubleStream.concat(
                        DoubleStream.of(a.relevance()),
                        DoubleStream.of(a.ledger().orElseThrow().absorbed()))
                .toArray();
    }

    private static double[] once() {
        try (Explainer explainer = open(false)) {
            return numbers(explainer);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void memoryThatRunsOutAtAnyAllocationLeavesTheSessionUsable(boolean checkpointing) {
        try (Explainer explainer = open(checkpointing)) {
            double[] expected = numbers(explainer);
            int before = standIn.live();
            long first = standIn.calls(ALLOCATION);
            numbers(explainer);
            long count = standIn.calls(ALLOCATION) - first;
            assertThat(count).isPositive();
            for (long n = 1; n <= count; n++) {
                // once more after what lies idle was given back
                standIn.fail(ALLOCATION, n, n + 1, OUT_OF_MEMORY);
                assertThatThrownBy(() -> numbers(explainer))
                        .as("allocation %d", n)
                        .isInstanceOf(BackendMemoryException.class)
                        .hasMessageMatching("there is no memory for another 1 MB of numbers on Stand-in A, where"
                                + " 99\\d MB of 1,024 MB are left; explain fewer targets .*");
                standIn.failNothing();
                assertThat(standIn.live()).as("after allocation %d", n).isEqualTo(before);
            }
            assertThat(numbers(explainer)).isEqualTo(expected);
        }
    }

    @Test
    void memoryThatRunsOutWhileAModelIsOpenedAndFirstUsedLeavesNothing() {
        long first = standIn.calls(ALLOCATION);
        double[] expected = once();
        long count = standIn.calls(ALLOCATION) - first;
        for (long n = 1; n <= count; n++) {
            standIn.fail(ALLOCATION, n, n + 1, OUT_OF_MEMORY);
            assertThatThrownBy(CudaFailuresTest::once)
                    .as("allocation %d", n)
                    .isInstanceOf(BackendMemoryException.class);
            standIn.failNothing();
            assertThat(standIn.live()).as("after allocation %d", n).isZero();
        }
        assertThat(once()).isEqualTo(expected);
    }

    @Test
    void aCallThatFailsIsOneSentenceWhicheverItIs() {
        double[] expected = once();
        long first = standIn.calls("");
        once();
        long count = standIn.calls("") - first;
        TreeSet<String> sentences = new TreeSet<>();
        // all of opening, and every ninth after it, in turns that meet all functions
        for (long n = 1; n <= count; n += n < 300 ? 1 : 9) {
            standIn.failCall(n);
            double[][] found = new double[1][];
            Throwable failure = catchThrowable(() -> found[0] = once());
            standIn.failNothing();
            if (failure == null) {
                assertThat(found[0]).as("call %d, which gave something back", n).isEqualTo(expected);
            } else {
                assertThat(failure).as("call %d", n).isInstanceOf(LxtException.class);
                assertThat(failure.getMessage())
                        .as("call %d", n)
                        .doesNotContain("\n")
                        .contains("; ");
                sentences.add(failure.getMessage());
            }
            assertThat(standIn.misuse()).as("call %d", n).isEmpty();
            assertThat(standIn.live()).as("after call %d", n).isZero();
        }
        for (String function :
                List.of("cuMemAlloc", "cuLaunchKernel", "cuModuleLoadData", "cublasCreate", "cublasGemmEx")) {
            assertThat(sentences).anyMatch(s -> s.contains(function));
        }
    }

    @Test
    void aDeviceThatIsLostIsReportedAndAnotherSessionBegins() {
        double[] expected = once();
        String operation = "an operation on the device";
        long first = standIn.calls(operation);
        once();
        long count = standIn.calls(operation) - first;
        for (long n = 1; n <= count; n += Math.max(1, count / 40)) {
            try (Explainer explainer = open(false)) {
                standIn.fail(operation, n, n, ILLEGAL_ADDRESS);
                Throwable failure = catchThrowable(() -> numbers(explainer));
                assertThat(failure).as("operation %d", n).isInstanceOf(CudaException.class);
                standIn.failNothing();
                assertThatThrownBy(() -> numbers(explainer)).isInstanceOf(CudaException.class);
            } catch (CudaException e) {
                // while it was opened
                assertThat(e.getMessage()).contains("open the model once more");
            }
            standIn.failNothing();
            assertThat(standIn.misuse()).isEmpty();
            assertThat(standIn.live()).as("after operation %d", n).isZero();
        }
        assertThat(once()).isEqualTo(expected);
    }
}
