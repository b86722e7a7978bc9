///usr/bin/env jbang "$0" "$@" ; exit $?
// SPDX-License-Identifier: BSD-3-Clause
//JAVA 25+
//DEPS org.lxt:lxt-bom:0.1.0-SNAPSHOT@pom
//DEPS org.lxt:lxt-explain
//DEPS org.lxt:lxt-samples
//DEPS org.lxt:lxt-models-llama
//RUNTIME_OPTIONS --add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED

import java.nio.file.Path;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.samples.Sample;

/** A script: Why.java [MODEL PROMPT] explains what a model says next. */
void main(String[] args) {
    if (args.length == 2) {
        explain(Path.of(args[0]), args[1]);
    } else {
        try (Sample sample = Sample.decoder()) {
            explain(sample.folder(), sample.prompt());
        }
    }
}

void explain(Path model, String prompt) {
    try (Explainer lxt = Explainer.open(model)) {
        var a = lxt.explain(Prompt.of(prompt), Target.topLogit());
        a.tokens().forEach(t -> IO.println("%-12s %+.4f".formatted(t.text(), t.relevance())));
        IO.println("explained " + a.target().text());
    }
}
