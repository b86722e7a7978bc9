// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.explain.Explainer;
import org.lxt.explain.method.name.MethodName;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.PixelRelevance;
import org.lxt.testkit.cases.CaseRunner;
import org.lxt.testkit.cases.OracleCase;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Methods on models of every family, against what transformers computes of them ({@code oracle/make/methods.py}). */
class MethodsReferenceTest {
    /** Of the largest number: transformers has rotary angles in float32. */
    private static final double TOLERANCE = 1e-5;

    private static final Path ORACLE = Path.of(System.getProperty("lxt.root"), "oracle");
    private static final JsonNode REFERENCE = new JsonMapper().readTree(ORACLE.resolve("methods.json"));

    private static Stream<String> cases() {
        return REFERENCE.propertyNames().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theReferenceSaysTheSame(String name) {
        OracleCase oracle = OracleCase.read(ORACLE.resolve("cases").resolve(name));
        JsonNode expected = REFERENCE.path(name);
        try (Explainer explainer =
                Explainer.builder(oracle.folder()).backend("scalar-f64").open()) {
            for (String method : methods(expected.path(0))) {
                List<Attribution> found = CaseRunner.explain(explainer.using(MethodName.of(method)), oracle);
                assertThat(found).hasSameSizeAs(expected);
                for (int i = 0; i < found.size(); i++) {
                    Attribution a = found.get(i);
                    assertThat(a.value())
                            .as("value of " + method)
                            .isCloseTo(expected.path(i).path("value").asDouble(), within(1e-5));
                    assertThat(a.isSigned()).isEqualTo(method.equals("relp"));
                    assertSame(method, a, numbers(expected.path(i).path(method)));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("positionedCases")
    void positionsReceiveWhatTheReferenceSays(String name) {
        OracleCase oracle = OracleCase.read(ORACLE.resolve("cases").resolve(name));
        JsonNode expected = REFERENCE.path(name).path(0).path("pa-lrp");
        double[] tokens = numbers(expected.path("tokens"));
        double[] positions = numbers(expected.path("positions"));
        double[] both = IntStream.range(0, tokens.length)
                .mapToDouble(t -> tokens[t] + positions[t])
                .toArray();
        try (Explainer explainer =
                Explainer.builder(oracle.folder()).backend("scalar-f64").open()) {
            Map<String, double[]> parts = Map.of("tokens", tokens, "positions", positions, "both", both);
            parts.forEach((part, wanted) -> {
                MethodName method = MethodName.of("pa-lrp(" + part + ") of attnlrp");
                Attribution a =
                        CaseRunner.explain(explainer.using(method), oracle).getFirst();
                assertSame(part, a, wanted);
            });
        }
    }

    private static Stream<String> positionedCases() {
        return cases().filter(name -> REFERENCE.path(name).path(0).has("pa-lrp"));
    }

    private static List<String> methods(JsonNode entry) {
        return entry.propertyNames().stream()
                .filter(name -> entry.path(name).isArray())
                .toList();
    }

    private static void assertSame(String method, Attribution a, double[] expected) {
        double[] own = a.pixels().map(p -> ofImage(p, expected.length)).orElseGet(a::relevance);
        // of an image, what came before the patches is left out
        double[] wanted = Arrays.copyOfRange(expected, expected.length - own.length, expected.length);
        double scale = Arrays.stream(wanted).map(Math::abs).max().orElseThrow();
        assertThat(own).as(method).containsExactly(wanted, within(TOLERANCE * scale));
    }

    private static double[] ofImage(PixelRelevance pixels, int expected) {
        double[] ofPixels = pixels.pixels();
        return expected == ofPixels.length ? ofPixels : pixels.patches();
    }

    private static double[] numbers(JsonNode array) {
        return array.valueStream().mapToDouble(JsonNode::asDouble).toArray();
    }
}
