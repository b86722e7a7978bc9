// SPDX-License-Identifier: BSD-3-Clause
package org.example.method;

import java.util.ArrayList;
import java.util.List;
import org.lxt.explain.method.Asked;
import org.lxt.explain.method.Method;
import org.lxt.explain.method.Passes;
import org.lxt.explain.method.Point;
import org.lxt.explain.method.Propagation;
import org.lxt.explain.method.Question;
import org.lxt.explain.method.Relevance;
import org.lxt.explain.method.Slope;
import org.lxt.explain.request.ExplainException;
import org.lxt.spi.InputKind;

/**
 * The gradient times what sets a token's embedding apart from the mean of all embeddings of the prompt. What all tokens share
 * has no relevance then.
 *
 * @param inner what stands for the gradient
 */
public record CentredGradient(Propagation inner) implements Method {
    @Override
    public String name() {
        return "centred-gradient of " + inner.name();
    }

    @Override
    public void requireFitting(InputKind input) {
        if (!(input instanceof InputKind.Tokens)) {
            throw new ExplainException("the centred gradient is defined for tokens only");
        }
    }

    @Override
    public List<Relevance> run(Passes passes, List<Question> questions) {
        List<Asked> asked = passes.ask(questions);
        List<Slope> slopes = passes.slopes(
                inner,
                asked.stream().map(a -> new Point(a.question(), a.input())).toList());
        List<Relevance> result = new ArrayList<>();
        for (int q = 0; q < asked.size(); q++) {
            Asked one = asked.get(q);
            result.add(Relevance.of(one.value(), centred(one, slopes.get(q).gradient())));
        }
        return result;
    }

    private static double[] centred(Asked asked, double[] gradient) {
        int rows = asked.question().rows();
        int columns = asked.question().columns();
        double[] relevance = new double[rows * columns];
        for (int c = 0; c < columns; c++) {
            double mean = 0;
            for (int r = 0; r < rows; r++) {
                mean += asked.input()[r * columns + c] / rows;
            }
            for (int r = 0; r < rows; r++) {
                int i = r * columns + c;
                relevance[i] = (asked.input()[i] - mean) * gradient[i];
            }
        }
        return relevance;
    }
}
