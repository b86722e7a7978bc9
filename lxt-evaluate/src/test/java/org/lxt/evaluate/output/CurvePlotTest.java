// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.lxt.evaluate.faithfulness.Faithfulness;
import org.lxt.evaluate.run.Evaluation;
import org.lxt.evaluate.run.Finding;
import org.lxt.evaluate.statistic.Bootstrap;
import org.lxt.evaluate.statistic.PairedComparison;
import org.lxt.tasks.ask.Measure;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The picture of curves: where its points are. */
class CurvePlotTest {
    private static final double[] SHARES = {0, 0.5, 1};

    /** Means 10, 4, 0 while the most relevant go first, and 10, 8, 0 while the least do; single prompts are one more and one less. */
    private static Finding finding(String prompt, String method, double more) {
        Map<String, Double> figures = new LinkedHashMap<>();
        double[] morf = {10, 4, 0};
        double[] lerf = {10, 8, 0};
        for (int i = 0; i < SHARES.length; i++) {
            figures.put(Faithfulness.pointName("morf", SHARES[i]), morf[i] + more);
            figures.put(Faithfulness.pointName("lerf", SHARES[i]), lerf[i] + more);
        }
        figures.put("area-between", 1.0);
        return new Finding(prompt, method, 0, Map.of(Measure.LOGIT, figures));
    }

    private static Element picture(List<Finding> findings) throws Exception {
        EvaluationSummary summary = EvaluationSummary.of(
                new Evaluation("a model", 2, 2, findings), Bootstrap.USUAL.seed(0), PairedComparison.USUAL.seed(0));
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(CurvePlot.svg(summary))))
                .getDocumentElement();
    }

    private static double[][] points(Element line) {
        return Arrays.stream(line.getAttribute("points").split(" "))
                .map(p -> Arrays.stream(p.split(","))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
    }

    @Test
    void pointsAreAtTheMeansInAPanelForEachMethod() throws Exception {
        Element svg = picture(List.of(
                finding("a", "attnlrp", 1),
                finding("a", "cp<lrp", 1),
                finding("b", "attnlrp", -1),
                finding("b", "cp<lrp", -1)));
        NodeList lines = svg.getElementsByTagName("polyline");
        assertThat(lines.getLength()).isEqualTo(4);
        double[][] first = points((Element) lines.item(0));
        for (int i = 0; i < 4; i++) {
            Element line = (Element) lines.item(i);
            double middle = i % 2 == 0 ? 4 : 8;
            assertThat(line.getAttribute("class")).isEqualTo(i % 2 == 0 ? "morf" : "lerf");
            double[][] at = points(line);
            assertThat(at).hasDimensions(3, 2);
            assertThat(at[1][0] - at[0][0]).isCloseTo(at[2][0] - at[1][0], within(0.2));
            assertThat((at[1][1] - at[2][1]) / (at[0][1] - at[2][1])).isCloseTo(middle / 10, within(0.002));
            assertThat(at[0][1]).isEqualTo(first[0][1]);
        }
        assertThat(points((Element) lines.item(2))[0][0]).isGreaterThan(first[2][0]);
        assertThat(svg.getTextContent()).contains("attnlrp, logit", "cp<lrp, logit", "2 prompts");
    }

    /** A variant without curves has no panel. */
    @Test
    void onlyWhatHasCurvesHasAPanel() throws Exception {
        Finding none = new Finding("a", "gradient", 0, Map.of(Measure.LOGIT, Map.of("area-between", 1.0)));
        Element svg = picture(List.of(finding("a", "attnlrp", 0), none));
        assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(2);
        assertThat(svg.getTextContent()).doesNotContain("gradient");
    }

    @Test
    void theShareOfAPointIsInItsName() {
        assertThat(Faithfulness.shareOf("morf", Faithfulness.pointName("morf", 0.125)))
                .hasValue(0.125);
        assertThat(Faithfulness.shareOf("lerf", Faithfulness.pointName("morf", 0.125)))
                .isEmpty();
        assertThat(Faithfulness.shareOf("morf", "morf")).isEmpty();
    }
}
