// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.CallListener;
import org.lxt.explain.request.CallListener.EndedCall;
import org.lxt.explain.request.CallListener.Kind;
import org.lxt.explain.request.CancelledException;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Progress;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.samples.Sample;

/** What a listener of calls is told. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class CallListenerTest {
    private static final Prompt PROMPT = Prompt.ofIds(3, 41, 27, 8, 66, 12, 30);

    private static Sample sample;

    private final List<EndedCall> told = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void unpack() {
        sample = Sample.decoder();
    }

    @AfterAll
    static void delete() {
        sample.close();
    }

    private Explainer open(CallListener listener) {
        return Explainer.builder(sample.folder())
                .backend("scalar")
                .name("support-bot")
                .maxConcurrent(1)
                .calls(listener)
                .open();
    }

    @Test
    void everyKindOfCallOfEveryViewIsTold() {
        try (Explainer lxt = open(told::add)) {
            lxt.explain(PROMPT, Target.topLogit());
            lxt.under("cp-lrp").explain(PROMPT, Target.topLogit());
            lxt.predict(PROMPT);
            lxt.generate(PROMPT, 2);
        }
        assertThat(told)
                .extracting(EndedCall::kind)
                .containsExactly(Kind.EXPLAIN, Kind.EXPLAIN, Kind.PREDICT, Kind.GENERATE);
        assertThat(told).extracting(EndedCall::method).containsExactly("attnlrp", "cp-lrp", "attnlrp", "attnlrp");
        assertThat(told).allSatisfy(call -> {
            assertThat(call.model()).isEqualTo("support-bot");
            assertThat(call.failure()).isEmpty();
            assertThat(call.isCancelled()).isFalse();
            assertThat(call.time()).isGreaterThan(call.waited());
        });
    }

    @Test
    void aCallThatIsGivenUpIsTold() {
        try (Explainer lxt = open(told::add)) {
            assertThatThrownBy(() -> lxt.within(Duration.ofNanos(1)).explain(PROMPT, Target.topLogit()))
                    .isInstanceOf(CancelledException.class);
        }
        assertThat(told).singleElement().satisfies(call -> {
            assertThat(call.isCancelled()).isTrue();
            assertThat(call.time()).isGreaterThanOrEqualTo(call.waited());
        });
    }

    @Test
    void whatIsRefusedBeforeItIsLetInIsNoCall() {
        try (Explainer lxt = open(told::add)) {
            assertThatThrownBy(() -> lxt.explain(Prompt.ofIds(-1), Target.topLogit()))
                    .isInstanceOf(ExplainException.class);
        }
        assertThat(told).isEmpty();
    }

    @Test
    void waitingForRoomIsToldApart() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Progress holding = (_, done, _) -> {
            if (done == 0) {
                inside.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        try (Explainer lxt = open(told::add)) {
            Thread first =
                    Thread.ofPlatform().start(() -> lxt.reporting(holding).predict(PROMPT));
            inside.await();
            Thread second = Thread.ofPlatform().start(() -> lxt.predict(PROMPT));
            while (second.getState() != Thread.State.WAITING && second.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            Thread.sleep(50);
            goOn.countDown();
            first.join();
            second.join();
        }
        // whichever is told of first: the second call may be over before the first one's thread goes on
        List<Duration> waited = told.stream().map(EndedCall::waited).sorted().toList();
        assertThat(waited).hasSize(2);
        assertThat(waited.getLast()).isGreaterThan(Duration.ofMillis(40));
        assertThat(waited.getFirst()).isLessThan(waited.getLast());
    }

    @Test
    void aListenerThatFailsHarmsNoCall() {
        try (Explainer lxt = open(_ -> {
            throw new IllegalStateException("the meter is broken");
        })) {
            assertThat(lxt.explain(PROMPT, Target.topLogit()).relevance()).hasSize(7);
        }
    }
}
