// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report;

import java.util.List;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.samples.Sample;

/** A report of the sample model's answer and of its advantage over a runner-up; computed once. */
public final class SampleReport {
    private static final Report REPORT = compute();

    private SampleReport() {}

    /** The report. */
    public static Report get() {
        return REPORT;
    }

    private static Report compute() {
        try (Sample sample = Sample.decoder();
                Explainer lxt = Explainer.builder(sample.folder())
                        .name("sample decoder")
                        .threads(1)
                        .open()) {
            return Report.of(lxt.explain(
                    Prompt.of(sample.prompt()),
                    List.of(Target.topLogit(), Target.topLogit().minus(" bread"))));
        }
    }
}
