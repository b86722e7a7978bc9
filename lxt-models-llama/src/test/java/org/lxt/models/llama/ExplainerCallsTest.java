// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lxt.explain.Explainer;
import org.lxt.explain.ExplainerBuilder;
import org.lxt.explain.request.CancelledException;
import org.lxt.explain.request.Progress;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.rules.RuleSet;
import org.lxt.rules.composite.Composite;
import org.lxt.rules.composite.LayerRule;
import org.lxt.samples.Sample;
import org.lxt.tensor.backend.Availability;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.BackendProvider;
import org.lxt.tensor.device.StandInDevice;

/** How calls of one model go alongside each other, and how they end. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ExplainerCallsTest {
    private static final Prompt PROMPT = Prompt.ofIds(3, 41, 27, 8, 66, 12, 30);

    private static Sample sample;

    /** The stand-in device, within the test's reach. */
    private static final class WatchedDevice implements BackendProvider {
        private @Nullable StandInDevice device;

        @Override
        public String name() {
            return "watched";
        }

        @Override
        public Availability availability() {
            return Availability.yes("a test");
        }

        @Override
        public int priority() {
            return 0;
        }

        @Override
        public Backend create(BackendOptions options) {
            device = StandInDevice.open();
            return device;
        }

        int liveBuffers() {
            return device.liveBuffers();
        }
    }

    @BeforeAll
    static void unpack() {
        sample = Sample.decoder();
    }

    @AfterAll
    static void delete() {
        sample.close();
    }

    private static Explainer open() {
        return Explainer.builder(sample.folder()).backend("scalar").open();
    }

    private static Attribution explain(Explainer explainer) {
        return explainer.explain(PROMPT, Target.topLogit());
    }

    @Test
    void aCallIsGivenUpAtEveryStepAndItsMemoryGivenBack() {
        WatchedDevice watched = new WatchedDevice();
        try (Explainer explainer = Explainer.builder(sample.folder())
                .backends(List.of(watched))
                .backend("watched")
                .open()) {
            double[] expected = explain(explainer).relevance();
            int before = watched.liveBuffers();
            List<String> steps = steps(explainer);
            // At the last two nothing is left to compute.
            for (int i = 0; i < steps.size() - 2; i++) {
                int step = i;
                AtomicInteger told = new AtomicInteger();
                Progress interrupting = (_, _, _) -> {
                    if (told.getAndIncrement() == step) {
                        Thread.currentThread().interrupt();
                    }
                };
                assertThatThrownBy(() -> explain(explainer.reporting(interrupting)))
                        .as("after " + steps.get(i))
                        .isInstanceOfSatisfying(
                                CancelledException.class,
                                e -> assertThat(e.reason()).isEqualTo(CancelledException.Reason.INTERRUPTED))
                        .hasMessage("the call was given up, because its thread was interrupted");
                assertThat(Thread.interrupted()).as("interrupt status").isTrue();
                assertThat(told.get()).as("steps after the interrupt").isLessThanOrEqualTo(step + 2);
                assertThat(watched.liveBuffers()).isEqualTo(before);
            }
            assertThat(explain(explainer).relevance()).isEqualTo(expected);
        }
    }

    @Test
    void anAnswerIsGivenUpAtEveryTokenAndItsMemoryGivenBack() {
        WatchedDevice watched = new WatchedDevice();
        try (Explainer explainer = Explainer.builder(sample.folder())
                .backends(List.of(watched))
                .backend("watched")
                .open()) {
            int[] expected = explainer.generate(PROMPT, 6).ids();
            int before = watched.liveBuffers();
            for (int tokens = 1; tokens < expected.length - 7; tokens++) {
                int at = tokens;
                AtomicInteger told = new AtomicInteger();
                AtomicInteger during = new AtomicInteger();
                Explainer interrupted = explainer.streaming(_ -> {
                    if (told.incrementAndGet() == at) {
                        during.set(watched.liveBuffers());
                        Thread.currentThread().interrupt();
                    }
                    return true;
                });
                assertThatThrownBy(() -> interrupted.generate(PROMPT, 6)).isInstanceOf(CancelledException.class);
                assertThat(Thread.interrupted()).as("interrupt status").isTrue();
                assertThat(told.get()).isEqualTo(at);
                assertThat(during.get()).as("keys are kept meanwhile").isGreaterThan(before);
                assertThat(watched.liveBuffers()).isEqualTo(before);
                AtomicInteger heard = new AtomicInteger();
                explainer.streaming(_ -> heard.incrementAndGet() < at).generate(PROMPT, 6);
                assertThat(heard.get()).isEqualTo(at);
                assertThat(watched.liveBuffers()).isEqualTo(before);
            }
            Explainer failing = explainer.streaming(_ -> {
                throw new IllegalStateException("a fault of the listener");
            });
            assertThatThrownBy(() -> failing.generate(PROMPT, 6)).hasMessage("a fault of the listener");
            assertThat(watched.liveBuffers()).isEqualTo(before);
            assertThat(explainer.generate(PROMPT, 6).ids()).isEqualTo(expected);
        }
    }

    private static List<String> steps(Explainer explainer) {
        List<String> steps = new ArrayList<>();
        explain(explainer.reporting((phase, done, total) -> steps.add(phase + " " + done + " of " + total)));
        assertThat(steps).hasSizeGreaterThan(6);
        return steps;
    }

    @Test
    void aCallEndsAtItsDeadline() {
        try (Explainer explainer = open()) {
            AtomicInteger told = new AtomicInteger();
            Progress slow = (_, _, _) -> {
                told.incrementAndGet();
                sleep(60);
            };
            assertThatThrownBy(() -> explain(explainer.reporting(slow).within(Duration.ofMillis(50))))
                    .isInstanceOfSatisfying(
                            CancelledException.class,
                            e -> assertThat(e.reason()).isEqualTo(CancelledException.Reason.DEADLINE))
                    .hasMessage(
                            "the call did not end within the 0.05 s that it was given; give it more time or a shorter"
                                    + " prompt");
            assertThat(told.get()).isLessThanOrEqualTo(2);
            assertThat(explain(explainer.within(Duration.ofSeconds(Long.MAX_VALUE)))
                            .relevance())
                    .isEqualTo(explain(explainer).relevance());
            assertThatThrownBy(() -> explainer.within(Duration.ZERO).predict(PROMPT))
                    .isInstanceOf(CancelledException.class);
            assertThatThrownBy(() -> explainer.within(Duration.ofNanos(1)).generate(PROMPT, 3))
                    .isInstanceOf(CancelledException.class);
        }
    }

    @Test
    void oneThatIsGivenUpLeavesOthersAlone() throws Exception {
        try (Explainer explainer = open()) {
            double[] expected = explain(explainer).relevance();
            AtomicReference<double[]> actual = new AtomicReference<>();
            CountDownLatch halfway = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            Thread other = thread(() -> actual.set(
                    explain(explainer.reporting(pausing(halfway, goOn))).relevance()));
            halfway.await();
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> explain(explainer)).isInstanceOf(CancelledException.class);
            assertThat(Thread.interrupted()).isTrue();
            goOn.countDown();
            other.join();
            assertThat(actual.get()).isEqualTo(expected);
        }
    }

    @Test
    void closingWaitsForCallsUnderWayAndRefusesNewOnes() throws Exception {
        Explainer explainer = open();
        CountDownLatch halfway = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicReference<Attribution> done = new AtomicReference<>();
        Thread other = thread(() -> done.set(explain(explainer.reporting(pausing(halfway, goOn)))));
        halfway.await();
        Thread closing = thread(explainer::close);
        while (closing.getState() != Thread.State.WAITING) {
            sleep(5);
        }
        assertThatThrownBy(() -> explain(explainer.under(RuleSet.CP_LRP)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this explainer is closed; open the checkpoint again");
        assertThat(closing.isAlive()).isTrue();
        goOn.countDown();
        other.join();
        closing.join();
        assertThat(done.get().relevance()).hasSize(7);
        explainer.close();
    }

    @Test
    void aListenerCannotCloseWhatItListensTo() {
        try (Explainer explainer = open()) {
            assertThatThrownBy(() -> explain(explainer.reporting((_, _, _) -> close(explainer))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("from within one of its own calls");
            assertThat(explain(explainer).relevance()).hasSize(7);
        }
    }

    private static void close(Explainer explainer) {
        explainer.close();
    }

    @Test
    void noMoreCallsComputeAtOnceThanAllowed() throws Exception {
        try (Explainer explainer = Explainer.builder(sample.folder())
                .backend("scalar")
                .maxConcurrent(2)
                .open()) {
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                threads.add(thread(() -> explain(explainer.reporting((phase, done, total) -> {
                    if (phase == Progress.Phase.FORWARD && done == 0) {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        sleep(20);
                    } else if (phase == Progress.Phase.BACKWARD && done == total) {
                        inside.decrementAndGet();
                    }
                }))));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(most.get()).isEqualTo(2);
            assertThat(inside.get()).isZero();
        }
    }

    @Test
    void aCallThatWaitsForRoomCanBeGivenUp() throws Exception {
        try (Explainer explainer = Explainer.builder(sample.folder())
                .backend("scalar")
                .maxConcurrent(1)
                .open()) {
            CountDownLatch halfway = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            Thread other = thread(() -> explain(explainer.reporting(pausing(halfway, goOn))));
            halfway.await();
            assertThatThrownBy(() -> explain(explainer.within(Duration.ofMillis(20))))
                    .isInstanceOfSatisfying(
                            CancelledException.class,
                            e -> assertThat(e.reason()).isEqualTo(CancelledException.Reason.DEADLINE));
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread waiting = thread(() -> {
                try {
                    explain(explainer);
                } catch (CancelledException e) {
                    thrown.set(e);
                }
            });
            while (waiting.getState() != Thread.State.TIMED_WAITING && waiting.getState() != Thread.State.WAITING) {
                sleep(5);
            }
            waiting.interrupt();
            waiting.join();
            assertThat(thrown.get()).isInstanceOf(CancelledException.class);
            goOn.countDown();
            other.join();
            assertThat(explain(explainer).relevance()).hasSize(7);
        }
        assertThatThrownBy(() -> Explainer.builder(sample.folder()).maxConcurrent(0))
                .hasMessage("at least 1 call must be let in, not 0");
    }

    @Test
    void ruleSetsShareOneModel() {
        WatchedDevice watched = new WatchedDevice();
        Composite composite = Composite.builder().linears(LayerRule.gamma(0.1)).build();
        try (Explainer explainer = Explainer.builder(sample.folder())
                        .backends(List.of(watched))
                        .backend("watched")
                        .open();
                Explainer cpLrp = separate(b -> b.rules(RuleSet.CP_LRP));
                Explainer gamma = separate(b -> b.composite(composite))) {
            explain(explainer);
            int buffers = watched.liveBuffers();
            int weights = watched.device.liveWeights();
            assertThat(explain(explainer.under(RuleSet.CP_LRP)).relevance())
                    .isEqualTo(explain(cpLrp).relevance());
            assertThat(explain(explainer.under("cp-lrp")).method()).isEqualTo("cp-lrp");
            assertThat(explain(explainer.with(composite)).relevance())
                    .isEqualTo(explain(gamma).relevance());
            assertThat(explain(explainer.with(composite).under("attnlrp")).relevance())
                    .isEqualTo(explain(explainer).relevance());
            assertThat(watched.liveBuffers()).isEqualTo(buffers);
            assertThat(watched.device.liveWeights()).isEqualTo(weights);
            assertThatThrownBy(() -> explainer.under("lrp")).hasMessageContaining("attnlrp, cp-lrp, gradient, relp");
        }
    }

    @Test
    void aForwardPassAloneKeepsNothingOfALayerButItsOutput() {
        WatchedDevice watched = new WatchedDevice();
        try (Explainer explainer = Explainer.builder(sample.folder())
                .backends(List.of(watched))
                .backend("watched")
                .open()) {
            List<Integer> live = new ArrayList<>();
            Explainer counting = explainer.reporting((phase, _, _) -> {
                if (phase == Progress.Phase.FORWARD) {
                    live.add(watched.liveBuffers());
                }
            });
            counting.predict(PROMPT);
            // Its output, and in the last layer what rotates the wanted rows; the rest is made in the first and the
            // last step.
            for (int i = 2; i < live.size() - 1; i++) {
                assertThat(live.get(i) - live.get(i - 1)).as("layer " + i).isLessThanOrEqualTo(3);
            }
            int forward = live.getLast();
            live.clear();
            explain(counting);
            assertThat(live.getLast()).isGreaterThan(5 * forward / 4);
        }
    }

    private static Explainer separate(java.util.function.UnaryOperator<ExplainerBuilder> choice) {
        return choice.apply(Explainer.builder(sample.folder()).backend(StandInDevice.NAME))
                .open();
    }

    private static Progress pausing(CountDownLatch halfway, CountDownLatch goOn) {
        return (phase, done, _) -> {
            if (phase == Progress.Phase.FORWARD && done == 1) {
                halfway.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        };
    }

    private static Thread thread(Runnable body) {
        return Thread.ofPlatform().start(body);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
