// SPDX-License-Identifier: BSD-3-Clause
package org.example.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.lxt.explain.request.CallListener;

/** Times of calls, by what they were and how they ended. */
final class Meters implements CallListener {
    private final MeterRegistry registry;

    Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void ended(EndedCall call) {
        String outcome = call.isCancelled() ? "cancelled" : call.failure().isPresent() ? "failed" : "done";
        Tags tags = Tags.of("kind", call.kind().name(), "model", call.model(), "method", call.method(), "outcome", outcome);
        registry.timer("lxt.call", tags).record(call.time());
        registry.timer("lxt.call.waiting", tags).record(call.waited());
    }
}
