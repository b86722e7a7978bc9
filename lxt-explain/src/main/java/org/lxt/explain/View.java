// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain;

import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.call.Call;
import org.lxt.explain.call.CallWatch;
import org.lxt.explain.method.Method;
import org.lxt.explain.method.Propagation;
import org.lxt.explain.model.LoadedModel;
import org.lxt.explain.request.AnswerListener;
import org.lxt.explain.request.CallListener;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Progress;
import org.lxt.explain.run.AskedUnits;

/**
 * How an explainer looks at its model.
 *
 * @param method how it finds relevance
 * @param checkpointing whether layers are computed again in the backward pass
 * @param progress who is told how far a call is
 * @param listener who is told an answer while it is generated
 * @param time how long a call may take, or null for as long as it takes
 * @param units which units are told of, and which are changed
 * @param calls who is told of calls that have ended
 */
record View(
        Method method,
        boolean checkpointing,
        Progress progress,
        AnswerListener listener,
        @Nullable Duration time,
        AskedUnits units,
        CallListener calls) {
    View using(Method other) {
        return new View(other, checkpointing, progress, listener, time, units, calls);
    }

    View within(Duration duration) {
        return new View(method, checkpointing, progress, listener, duration, units, calls);
    }

    View reporting(Progress listener) {
        return new View(method, checkpointing, listener, this.listener, time, units, calls);
    }

    View streaming(AnswerListener other) {
        return new View(method, checkpointing, progress, other, time, units, calls);
    }

    View with(AskedUnits other) {
        return new View(method, checkpointing, progress, listener, time, other, calls);
    }

    /** The method, where it must be propagation under a rule set. */
    Propagation propagation() {
        if (method instanceof Propagation own) {
            return own;
        }
        throw new ExplainException("this needs propagation under a rule set, but the explainer uses '" + method.name()
                + "'; choose a rule set first");
    }

    /** Runs a call on a model. */
    <T> T call(LoadedModel loaded, CallListener.Kind kind, Function<Call, T> body) {
        Call call = call();
        return new CallWatch(calls, loaded.identity().checkpoint(), method.name())
                .run(kind, loaded.gate(), call, () -> body.apply(call));
    }

    Call call() {
        return new Call(progress, time);
    }
}
