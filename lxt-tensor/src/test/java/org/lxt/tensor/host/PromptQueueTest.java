// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PromptQueueTest {
    private final PromptQueue queue = new PromptQueue();

    @Test
    void aTaskThatComesAtOnceOrLateIsTaken() throws Exception {
        Runnable first = () -> {};
        queue.add(first);
        assertThat(queue.take()).isSameAs(first);
        Runnable late = () -> {};
        CompletableFuture.delayedExecutor(20 * PromptQueue.PATIENCE, TimeUnit.NANOSECONDS)
                .execute(() -> queue.add(late));
        assertThat(queue.take()).isSameAs(late);
    }

    @Test
    void whoWaitsCanBeInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(queue::take).isInstanceOf(InterruptedException.class);
    }
}
