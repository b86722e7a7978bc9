// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.request;

import java.time.Duration;
import java.util.Optional;
import org.lxt.api.API;

/**
 * Is told of each call of an explainer once it has ended: for logs and metrics. Called by the thread of the call, before the call
 * returns, so it must be quick; of what it throws a line in the log says so, and the call goes on as if it had not.
 *
 * @see org.lxt.explain.ExplainerBuilder#calls
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@FunctionalInterface
public interface CallListener {
    /** What a call computes. */
    enum Kind {
        /** Relevance. */
        EXPLAIN,
        /** An answer, by a forward pass alone. */
        PREDICT,
        /** The similarity of two texts, with relevance. */
        SIMILARITY,
        /** The continuation of a prompt. */
        GENERATE,
        /** What becomes of a target where activations are changed. */
        PATCH
    }

    /**
     * A call that has ended.
     *
     * @param kind what it computed
     * @param model the name of the checkpoint
     * @param method the name of the method
     * @param time from its beginning to its end, waiting included
     * @param waited how much of that it waited for room among concurrent calls; all of it if it was never let in
     * @param failure what it threw, if it failed; a {@link CancelledException} if its time was over or its thread interrupted
     */
    record EndedCall(
            Kind kind, String model, String method, Duration time, Duration waited, Optional<Throwable> failure) {
        /** Whether it was given up rather than failed. */
        public boolean isCancelled() {
            return failure.filter(CancelledException.class::isInstance).isPresent();
        }
    }

    /** Hears nothing. */
    CallListener NONE = _ -> {};

    /** A call has ended. What is refused before it is let in, such as a prompt that is too long, was no call. */
    void ended(EndedCall call);
}
