// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.api.Fault;
import org.lxt.api.LxtException;
import org.lxt.explain.Explainer;
import org.lxt.explain.method.gradient.PathIntegral;
import org.lxt.explain.method.name.MethodName;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.rules.composite.Composite;
import org.lxt.rules.composite.LayerRule;
import org.lxt.tasks.Models;
import org.lxt.tasks.source.ModelSource;
import org.lxt.tasks.source.OpenModel;

/** Methods by their names. */
class MethodsByNameTest {
    private static ModelSource sample;
    private static OpenModel model;

    @BeforeAll
    static void open() {
        sample = ModelSource.sample();
        model = sample.open();
    }

    @AfterAll
    static void close() {
        model.close();
        sample.close();
    }

    private static Explainer using(String name) {
        return model.explainer().using(MethodName.of(name));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "attnlrp | attnlrp",
                "cp-lrp | cp-lrp",
                "relp | relp",
                "gradient | gradient",
                "input-x-gradient | gradient",
                "integrated-gradients | integrated-gradients(20, gauss-legendre, zero)",
                "integrated-gradients(5) | integrated-gradients(5, gauss-legendre, zero)",
                "integrated-gradients(steps=5, baseline=mean) | integrated-gradients(5, gauss-legendre, mean)",
                "integrated-gradients( 7 ,riemann-middle ) of attnlrp | integrated-gradients(7, riemann-middle, zero) of attnlrp",
                "smoothgrad | smoothgrad(16, 0.1)",
                "smoothgrad(3, 0.25, 9) of cp-lrp | smoothgrad(3, 0.25, 9) of cp-lrp",
                "smoothgrad(seed=4, 3) | smoothgrad(3, 0.1, 4)",
                "gradient-norm | gradient-norm(l2)",
                "gradient-norm(l1) of relp | gradient-norm(l1) of relp",
                "random(7) | random(7)",
                "occlusion | occlusion(single, zero)",
                "occlusion(words, mean) | occlusion(words, mean)",
                "occlusion(segments) | occlusion(segments, zero)",
                "occlusion(3 by 1) | occlusion(tokens 3 by 1, zero)",
                "occlusion(2) | occlusion(tokens 2 by 2, zero)",
            })
    void whatResultsCallAMethodNamesIt(String name, String called) {
        String result = using(name).method().name();
        assertThat(result).isEqualTo(called);
        assertThat(using(result).method().name()).isEqualTo(called);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "epsilon(0.01) | attnlrp with epsilon(0.01) on convolutions, epsilon(0.01) on linear layers",
                "gamma(0.1) of cp-lrp | cp-lrp with gamma(0.25) on convolutions, gamma(0.1) on linear layers",
            })
    void compositesAreMethods(String name, String called) {
        assertThat(using(name).method().name()).isEqualTo(called);
        Prompt prompt = Prompt.of("Lars likes");
        Composite same = name.startsWith("epsilon")
                ? Composite.builder()
                        .linears(LayerRule.epsilon(0.01))
                        .convolutions(LayerRule.epsilon(0.01))
                        .build()
                : Composite.gamma(0.25, 0.1);
        Explainer direct = model.explainer()
                .under(name.endsWith("cp-lrp") ? "cp-lrp" : "attnlrp")
                .with(same);
        assertThat(using(name).explain(prompt, Target.topLogit()).relevance())
                .isEqualTo(direct.explain(prompt, Target.topLogit()).relevance());
    }

    @Test
    void theMethodIsTheOneOfTheLibrary() {
        Prompt prompt = Prompt.of("Lars likes");
        Attribution named = using("integrated-gradients(4)").explain(prompt, Target.topLogit());
        Attribution direct = model.explainer().using(PathIntegral.of(4)).explain(prompt, Target.topLogit());
        assertThat(named.relevance()).isEqualTo(direct.relevance());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "integrated-gradients(0) | a path needs at least 1 point, not 0",
                "integrated-gradients(1, riemann-trapezoid) | the trapezoidal rule needs at least 2 points",
                "integrated-gradients(many) | 'many' is none of its settings; each can be given once: steps, a whole number",
                "integrated-gradients(steps=100000000000) | is no value of steps, which is a whole number up to 10000",
                "integrated-gradients(3, 4) | '4' is none of its settings",
                "integrated-gradients(point=4) | 'point=4' is none of its settings",
                "integrated-gradients(baseline=wide) | is no value of baseline, which is one of zero, mean",
                "smoothgrad(0) | SmoothGrad needs at least 1 sample, not 0",
                "smoothgrad(3, -1) | the standard deviation of noise is 0 or positive",
                "smoothgrad(3, wide) | 'wide' is none of its settings",
                "smoothgrad(3, 1, 2, 4) | '4' is none of its settings",
                "epsilon(-1) | -1",
                "occlusion(1 by 3) | windows of 1 tokens can step by 1 to 1 tokens, not by 3",
                "occlusion(wide) | 'wide' is none of its settings; each can be given once: windows, 'single', 'words', 'segments', or",
                "occlusion of attnlrp | it needs no rules; leave 'of attnlrp' out",
                "input-x-gradient(3) | '3' is none of its settings; it has none",
                "attnlrp(3) | there is no method 'attnlrp(3)'; give the name of a rule set, or one of ",
                "smoothgrad(3 | there is no method 'smoothgrad(3'",
            })
    void wrongSettingsAreRefusedWhereTheyAreRead(String name, String sentence) {
        assertThatThrownBy(() -> MethodName.of(name))
                .isInstanceOfSatisfying(
                        ExplainException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CALLER))
                .hasMessageContaining(sentence);
    }

    @Test
    void whatTheModelDoesNotHaveIsTheFaultOfWhoeverAsked() {
        assertThatThrownBy(() -> using("lrp-zero"))
                .isInstanceOfSatisfying(
                        LxtException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CALLER))
                .hasMessageContaining("lrp-zero");
        try (OpenModel vision = ModelSource.of(Models.VISION).open()) {
            for (String name : List.of("occlusion(2)", "occlusion(words)")) {
                assertThatThrownBy(() -> vision.explainer().using(MethodName.of(name)))
                        .hasMessageContaining("this one reads images");
            }
        }
    }
}
