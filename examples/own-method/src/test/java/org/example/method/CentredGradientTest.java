// SPDX-License-Identifier: BSD-3-Clause
package org.example.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lxt.explain.Explainer;
import org.lxt.explain.method.Propagation;
import org.lxt.explain.request.Detail;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Request;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.samples.Sample;

class CentredGradientTest {
    /** Input x Gradient tells input and gradient apart, from which the centred one follows by hand. */
    @Test
    void itIsTheGradientTimesTheDifferenceFromTheMean() {
        try (Sample sample = Sample.decoder();
                Explainer lxt = Explainer.open(sample.folder())) {
            Prompt prompt = Prompt.of("Lars likes beans and bread");
            Attribution gradient = lxt.using(Propagation.GRADIENT)
                    .explain(List.of(new Request(prompt, List.of(Target.topLogit()))), EnumSet.of(Detail.EMBEDDINGS))
                    .getFirst()
                    .getFirst();
            Attribution own = lxt.using(new CentredGradient(Propagation.GRADIENT)).explain(prompt, Target.topLogit());

            double[] slope = gradient.embeddingGradient().orElseThrow();
            double[] product = gradient.embeddingRelevance().orElseThrow();
            int rows = gradient.tokens().size();
            int columns = slope.length / rows;
            for (int r = 0; r < rows; r++) {
                double expected = 0;
                for (int c = 0; c < columns; c++) {
                    double mean = 0;
                    for (int other = 0; other < rows; other++) {
                        int i = other * columns + c;
                        mean += product[i] / slope[i] / rows;
                    }
                    int i = r * columns + c;
                    expected += (product[i] / slope[i] - mean) * slope[i];
                }
                assertThat(own.relevance()[r]).isCloseTo(expected, within(1e-3));
            }
            assertThat(own.method()).isEqualTo("centred-gradient of gradient");
        }
    }
}
