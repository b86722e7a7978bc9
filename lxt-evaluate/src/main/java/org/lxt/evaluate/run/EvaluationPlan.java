// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.run;

import java.util.List;
import org.lxt.evaluate.evidence.AnswerChoice;
import org.lxt.evaluate.faithfulness.FaithfulnessPlan;
import org.lxt.explain.method.name.MethodName;
import org.lxt.tasks.ask.Measure;
import org.lxt.tasks.refusal.TaskException;

/**
 * What is evaluated: each method with each measure and, if it is a propagation, with each number of hops.
 *
 * @param methods the methods
 * @param measures what of an answer is explained
 * @param hops how often relevance on an answer is passed on
 * @param choice which tokens of an answer are explained
 * @param percent the k of the recall at k %
 * @param everyPrompt whether prompts count whose answer the model does not give by itself
 * @param faithfulness which figures of faithfulness are wanted
 */
public record EvaluationPlan(
        List<MethodName> methods,
        List<Measure> measures,
        List<Integer> hops,
        AnswerChoice choice,
        double percent,
        boolean everyPrompt,
        FaithfulnessPlan faithfulness) {
    /** The usual k of the recall. */
    public static final double USUAL_PERCENT = 10;

    /** Copies and checks. */
    public EvaluationPlan {
        methods = distinct(methods, "method");
        measures = distinct(measures, "measure");
        hops = distinct(hops, "number of hops");
        if (hops.stream().anyMatch(h -> h < 0)) {
            throw new TaskException("relevance is passed on 0 or more times, not " + hops);
        }
        if (!(percent > 0 && percent <= 100)) {
            throw new TaskException("recall is at more than 0 % and up to 100 %, not at " + percent);
        }
    }

    private static <T> List<T> distinct(List<T> values, String what) {
        List<T> distinct = values.stream().distinct().toList();
        if (distinct.isEmpty()) {
            throw new TaskException("there is no " + what + " to evaluate; name at least one");
        }
        return distinct;
    }

    /** Methods, by their logits, without hops. */
    public static EvaluationPlan of(MethodName... methods) {
        return new EvaluationPlan(
                List.of(methods),
                List.of(Measure.LOGIT),
                List.of(0),
                AnswerChoice.PART,
                USUAL_PERCENT,
                false,
                FaithfulnessPlan.NONE);
    }
}
