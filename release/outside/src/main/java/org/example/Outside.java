// SPDX-License-Identifier: BSD-3-Clause
package org.example;

import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.samples.Sample;

/** What anybody may write who depends on LXT: explains the sample model's answer. */
public final class Outside {
    private Outside() {}

    public static void main(String[] args) {
        try (Sample sample = Sample.decoder();
                Explainer lxt = Explainer.open(sample.folder())) {
            Attribution a = lxt.explain(Prompt.of(sample.prompt()), Target.topLogit());
            System.out.println("explained " + a.target().text());
        }
    }
}
