// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.output;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lxt.evaluate.run.Evaluation;
import org.lxt.evaluate.run.Variant;

/** The figures of each prompt as CSV, for other programs to work on. */
public final class EvaluationCsv {
    private EvaluationCsv() {}

    /** A line for each figure of each variant of each prompt. */
    public static String toString(Evaluation evaluation) {
        StringBuilder csv = new StringBuilder("prompt,method,hops,measure,figure,value\n");
        for (Variant variant : evaluation.variants()) {
            for (String figure : evaluation.figures()) {
                for (Map.Entry<String, Double> value :
                        evaluation.values(variant, figure).entrySet()) {
                    csv.append(Stream.of(
                                            value.getKey(),
                                            variant.method(),
                                            Integer.toString(variant.hops()),
                                            variant.measure().toString(),
                                            figure,
                                            Double.toString(value.getValue()))
                                    .map(EvaluationCsv::field)
                                    .collect(Collectors.joining(",")))
                            .append('\n');
                }
            }
        }
        return csv.toString();
    }

    private static String field(String text) {
        return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
