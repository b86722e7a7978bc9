// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lxt.tasks.ask.Measure;

/**
 * What came of one method on one prompt.
 *
 * @param prompt the digest of the prompt
 * @param method the name of the method; empty if the model does not answer the prompt and so none was tried
 * @param hops how often relevance was passed on
 * @param figures for each measure the figures by name, such as {@code sentence.share}
 */
public record Finding(String prompt, String method, int hops, Map<Measure, Map<String, Double>> figures) {
    /** Copies the map. */
    public Finding {
        Map<Measure, Map<String, Double>> copy = new LinkedHashMap<>();
        figures.forEach(
                (measure, values) -> copy.put(measure, Collections.unmodifiableMap(new LinkedHashMap<>(values))));
        figures = Collections.unmodifiableMap(copy);
    }

    /** A prompt that the model does not answer. */
    static Finding unanswered(String prompt) {
        return new Finding(prompt, "", 0, Map.of());
    }

    /** Whether the model answers the prompt. */
    public boolean isAnswered() {
        return !method.isEmpty();
    }

    /** What it must be found by when a run goes on. */
    String key() {
        return prompt + " " + hops + " " + method;
    }
}
