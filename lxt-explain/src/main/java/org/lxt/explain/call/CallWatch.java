// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.call;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.lxt.explain.request.CallListener;
import org.lxt.explain.request.CallListener.EndedCall;
import org.lxt.explain.request.CallListener.Kind;

/**
 * Takes the time of calls and tells of them.
 *
 * @param listener who is told
 * @param model the name of the checkpoint
 * @param method the name of the method
 */
public record CallWatch(CallListener listener, String model, String method) {
    private static final System.Logger LOG = System.getLogger(CallWatch.class.getName());

    /** Runs a call through the gate, and tells of it when it has ended, however that was. */
    @SuppressWarnings("CatchingUnchecked") // whatever is thrown goes on after it was told of
    public <T> T run(Kind kind, CallGate gate, Call call, Supplier<T> body) {
        long begun = System.nanoTime();
        long[] entered = {0};
        boolean[] wasIn = {false};
        try {
            T result = gate.run(call, () -> {
                entered[0] = System.nanoTime();
                wasIn[0] = true;
                return body.get();
            });
            tell(kind, begun, entered[0], Optional.empty());
            return result;
        } catch (RuntimeException | Error e) {
            tell(kind, begun, wasIn[0] ? entered[0] : System.nanoTime(), Optional.of(e));
            throw e;
        }
    }

    @SuppressWarnings("CatchingUnchecked") // a listener's fault is not the call's
    private void tell(Kind kind, long begun, long entered, Optional<Throwable> failure) {
        Duration time = Duration.ofNanos(System.nanoTime() - begun);
        Duration waited = Duration.ofNanos(entered - begun);
        try {
            listener.ended(new EndedCall(kind, model, method, time, waited, failure));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a listener of calls failed: " + e, e);
        }
    }
}
