// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.explain.Explainer;
import org.lxt.explain.ExplainerBuilder;
import org.lxt.explain.request.Detail;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Request;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.PixelRelevance;
import org.lxt.explain.result.Prediction;
import org.lxt.rules.composite.Composite;
import org.lxt.rules.composite.LayerRule;
import org.lxt.testkit.family.AvailableBackends;

/** Images explained: what does not change an explanation, and what cannot be explained. */
class VitExplainerTest {
    private static Prompt image(long seed, int height, int width) {
        Random random = new Random(seed);
        double[] pixels = new double[3 * height * width];
        Arrays.setAll(pixels, i -> random.nextGaussian());
        return Prompt.ofPixels(3, height, width, pixels);
    }

    private static ExplainerBuilder of(String name) {
        return Explainer.builder(Cases.of(name));
    }

    private static List<Request> requests() {
        return List.of(
                new Request(image(1, 32, 32), List.of(Target.topLogit(), Target.token(3))),
                new Request(image(2, 32, 32), List.of(Target.token(5).minus(1))),
                new Request(image(3, 32, 32), List.of(Target.label("label_2").minusMeanOfOthers())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector", "stand-in-device"})
    void imagesTogetherGiveWhatTheyGiveAlone(String backend) {
        AvailableBackends.assume(backend);
        for (String name : List.of("vit-cp-lrp", "vit-attnlrp", "vit-batch")) {
            try (Explainer explainer = of(name).backend(backend)
                    .composite(Composite.gamma(0.25, 0.05))
                    .open()) {
                List<List<Attribution>> together = explainer.explain(requests(), EnumSet.allOf(Detail.class));
                for (int r = 0; r < together.size(); r++) {
                    for (int t = 0; t < together.get(r).size(); t++) {
                        Attribution alone = explainer.explain(
                                requests().get(r).prompt(),
                                requests().get(r).targets().get(t));
                        assertSame(together.get(r).get(t), alone);
                    }
                }
            }
        }
    }

    private static double[] pixels(Attribution a) {
        return a.pixels().orElseThrow().values();
    }

    private static void assertSame(Attribution actual, Attribution expected) {
        assertThat(actual.target().id()).isEqualTo(expected.target().id());
        assertClose(pixels(actual), pixels(expected));
        assertClose(actual.at("layers.1").ofTokens(), expected.at("layers.1").ofTokens());
    }

    private static void assertClose(double[] actual, double[] expected) {
        double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertThat(actual).containsExactly(expected, within(1e-5 * scale));
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void theNumberOfThreadsDoesNotChangeABit(String backend) {
        AvailableBackends.assume(backend);
        List<double[]> runs = new ArrayList<>();
        for (int threads : new int[] {1, 2, 5}) {
            try (Explainer explainer = of("vit-cp-lrp")
                    .backend(backend)
                    .threads(threads)
                    .composite(Composite.gamma(0.25, 0.05))
                    .open()) {
                runs.add(pixels(explainer.explain(image(1, 32, 32), Target.topLogit())));
            }
        }
        assertThat(runs).allSatisfy(r -> assertThat(r).isEqualTo(runs.getFirst()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector", "stand-in-device"})
    void checkpointingDoesNotChangeABit(String backend) {
        AvailableBackends.assume(backend);
        List<Attribution> runs = new ArrayList<>();
        for (boolean checkpointing : new boolean[] {false, true}) {
            try (Explainer explainer = of("vit-attnlrp")
                    .backend(backend)
                    .checkpointing(checkpointing)
                    .composite(Composite.builder()
                            .first(LayerRule.flat())
                            .linears(LayerRule.gamma(0.1))
                            .build())
                    .open()) {
                runs.add(explainer.explain(image(4, 32, 32), Target.topLogit()));
            }
        }
        assertThat(pixels(runs.getLast())).isEqualTo(pixels(runs.getFirst()));
        assertThat(runs.getLast().ledger().orElseThrow().absorbed())
                .isEqualTo(runs.getFirst().ledger().orElseThrow().absorbed());
    }

    @Test
    void channelsPixelsAndPatchesAddUpToTheLogitButForTheLedger() {
        try (Explainer explainer = of("vit-attnlrp-gamma").backend("scalar-f64").open()) {
            Attribution a = explainer.explain(image(5, 32, 32), Target.topLogit());
            PixelRelevance pixels = a.pixels().orElseThrow();
            double sum = pixels.sum();
            assertThat(Arrays.stream(pixels.pixels()).sum()).isCloseTo(sum, within(1e-12));
            assertThat(Arrays.stream(pixels.patches()).sum()).isCloseTo(sum, within(1e-12));
            assertThat(sum + a.ledger().orElseThrow().absorbed()).isCloseTo(a.value(), within(1e-9));
            assertThat(a.tokens()).isEmpty();
            assertThat(a.at("layers.0").ofTokens()).hasSize(17);
        }
    }

    @Test
    void theRulesAreToldWithTheResult() {
        try (Explainer explainer =
                of("vit-cp-lrp").composite(Composite.gamma(0.25, 0.05)).open()) {
            assertThat(explainer.explain(image(1, 32, 32), Target.topLogit()).method())
                    .isEqualTo("cp-lrp with gamma(0.25) on convolutions, gamma(0.05) on linear layers");
        }
    }

    @Test
    void otherRulesForLayersNeedNoOtherExplainer() {
        Composite first = Composite.gamma(0.25, 0.05);
        Composite second = Composite.builder().first(LayerRule.flat()).build();
        try (Explainer plain = of("vit-cp-lrp").open();
                Explainer opened = of("vit-cp-lrp").composite(first).open()) {
            double[] before = pixels(plain.explain(image(1, 32, 32), Target.topLogit()));
            try (Explainer derived = plain.with(first)) {
                assertThat(pixels(derived.explain(image(1, 32, 32), Target.topLogit())))
                        .isEqualTo(pixels(opened.explain(image(1, 32, 32), Target.topLogit())));
                assertThat(derived.method()).isEqualTo(opened.method());
                // over the rule set, not over the composite
                assertThat(derived.with(second).method().name()).isEqualTo("cp-lrp with flat on the first layer");
            }
            assertThat(pixels(plain.explain(image(1, 32, 32), Target.topLogit())))
                    .isEqualTo(before);
        }
    }

    @Test
    void namesOfClassesMayBeGiven() {
        try (Explainer explainer = of("vit-cp-lrp")
                .labels(List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"))
                .open()) {
            assertThat(explainer
                            .explain(image(1, 32, 32), Target.label("d"))
                            .target()
                            .id())
                    .isEqualTo(3);
        }
        assertThatThrownBy(() -> of("vit-cp-lrp").labels(List.of("a", "b")).open())
                .isInstanceOf(ExplainException.class)
                .hasMessage("names of classes: 2, but the model has 10 classes; give one name for each, in their"
                        + " order");
    }

    @Test
    void whatTheModelSeesCanBeAsked() {
        try (Explainer explainer = of("vit-timm-mean").open()) {
            Prompt prompt = image(6, 32, 32);
            Prediction answer = explainer.predict(prompt).getFirst();
            assertThat(answer.candidates().getFirst().text()).startsWith("thing ");
            Attribution a = explainer.explain(prompt, answer.target());
            assertThat(a.target()).isEqualTo(answer.candidates().getFirst());
            assertThat(explainer
                            .explain(prompt, Target.label("thing 4"))
                            .target()
                            .id())
                    .isEqualTo(4);
        }
    }

    private static void assertRefused(Explainer explainer, Prompt prompt, String message) {
        assertThatThrownBy(() -> explainer.explain(prompt, Target.topLogit()))
                .isInstanceOf(ExplainException.class)
                .hasMessage(message);
    }

    @Test
    void whatIsNoImageIsRefused() {
        try (Explainer explainer = of("vit-cp-lrp").open()) {
            assertRefused(
                    explainer,
                    Prompt.of("a cat"),
                    "this model reads images, but was given text; give it pixels, or open a language model");
            assertRefused(
                    explainer,
                    Prompt.ofIds(1, 2),
                    "this model reads images, but was given token ids; give it pixels, or open a language model");
            assertThatThrownBy(() -> explainer.similarity("a", "b")).isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> explainer.generate(image(1, 32, 32), 3))
                    .isInstanceOf(ExplainException.class)
                    .hasMessageContaining("does not continue a prompt");
        }
    }

    @Test
    void anImageOfAnotherSizeIsRefusedUnlessAskedFor() {
        try (Explainer explainer = of("vit-cp-lrp").open()) {
            assertRefused(
                    explainer,
                    image(1, 40, 32),
                    "the image has 40 x 32 pixels (height x width), but the model was made for 32 x 32; resize it, or open the"
                            + " model for other image sizes");
            assertRefused(
                    explainer,
                    Prompt.ofPixels(1, 32, 32, new double[1024]),
                    "the image has 1 channels, but the model reads 3; convert it");
        }
        try (Explainer explainer = of("vit-cp-lrp").otherImageSizes(true).open()) {
            assertRefused(
                    explainer,
                    image(1, 36, 32),
                    "the image has 36 x 32 pixels (height x width), which cannot be cut into patches of 8 x 8; resize it to a"
                            + " multiple");
            Attribution a = explainer.explain(image(1, 40, 24), Target.topLogit());
            assertThat(a.pixels().orElseThrow().patchRows()).isEqualTo(5);
            assertThat(a.at("layers.1").ofTokens()).hasSize(16);
            List<Request> mixed = List.of(
                    new Request(image(1, 40, 24), List.of(Target.topLogit())),
                    new Request(image(1, 32, 32), List.of(Target.topLogit())));
            assertThatThrownBy(() -> explainer.explain(mixed, Set.of()))
                    .isInstanceOf(ExplainException.class)
                    .hasMessageStartingWith("images that are explained together must have one size");
        }
    }
}
