// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.perturbation;

import java.util.List;
import org.lxt.explain.method.Method;
import org.lxt.explain.method.Passes;
import org.lxt.explain.method.Question;
import org.lxt.explain.method.Relevance;

/** What the model makes of prompts, by a forward pass: no relevance at all. */
public record ForwardOnly() implements Method {
    @Override
    public String name() {
        return "forward";
    }

    @Override
    public List<Relevance> run(Passes passes, List<Question> questions) {
        return passes.ask(questions).stream()
                .map(a -> Relevance.of(a.value(), new double[a.input().length]))
                .toList();
    }
}
