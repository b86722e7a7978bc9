package org.lxt.tasks.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.api.Fault;
import org.lxt.explain.method.PathIntegral;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.tasks.Models;
import org.lxt.tasks.refusal.TaskException;
import org.lxt.tasks.source.ModelSource;
import org.lxt.tasks.source.OpenModel;

/** Methods by their names. */
class MethodNameTest {
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "attnlrp | attnlrp",
                "cp-lrp | cp-lrp",
                "gradient | gradient",
                "integrated-gradients | integrated-gradients(20, gauss-legendre, zero)",
                "integrated-gradients(5) | integrated-gradients(5, gauss-legendre, zero)",
                "integrated-gradients( 7 ,riemann-middle ) of attnlrp | integrated-gradients(7, riemann-middle, zero) of attnlrp",
                "smoothgrad | smoothgrad(16, 0.1)",
                "smoothgrad(3, 0.25, 9) of cp-lrp | smoothgrad(3, 0.25) of cp-lrp",
                "occlusion | occlusion(single, zero)",
                "occlusion(3 by 1) | occlusion(tokens 3 by 1, zero)",
                "occlusion(2) | occlusion(tokens 2 by 2, zero)",
            })
    void whatResultsCallAMethodNamesIt(String name, String called) {
        String result = MethodName.of(name).applyTo(model.explainer()).method().name();
        assertThat(result).isEqualTo(called);
        assertThat(MethodName.of(result).applyTo(model.explainer()).method().name())
                .isEqualTo(called);
    }

    @Test
    void theMethodIsTheOneOfTheLibrary() {
        Prompt prompt = Prompt.of("Lars likes");
        Attribution named = MethodName.of("integrated-gradients(4)")
                .applyTo(model.explainer())
                .explain(prompt, Target.topLogit());
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
                "integrated-gradients(many) | 'many' is not a number of points, a quadrature such as riemann-middle",
                "integrated-gradients(100000000000) | whole numbers go up to 10000",
                "smoothgrad(0) | SmoothGrad needs at least 1 sample, not 0",
                "smoothgrad(3, -1) | the standard deviation of noise is 0 or positive",
                "smoothgrad(3, wide) | 'wide' is not a standard deviation",
                "smoothgrad(3, 1, 2, 4) | its settings are a number of samples",
                "occlusion(1 by 3) | windows of 1 tokens can step by 1 to 1 tokens, not by 3",
                "occlusion(wide) | its setting is 'single', or how many tokens",
                "occlusion of attnlrp | it computes forward only",
                "attnlrp(3) | there is no method 'attnlrp(3)'; give integrated-gradients(POINTS, QUADRATURE)",
                "smoothgrad(3 | there is no method 'smoothgrad(3'",
            })
    void wrongSettingsAreRefusedWhereTheyAreRead(String name, String sentence) {
        assertThatThrownBy(() -> MethodName.of(name))
                .isInstanceOfSatisfying(
                        TaskException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CALLER))
                .hasMessageContaining(sentence);
    }

    @Test
    void whatTheModelDoesNotHaveIsTheFaultOfWhoeverAsked() {
        assertThatThrownBy(() -> MethodName.of("lrp-zero").applyTo(model.explainer()))
                .isInstanceOfSatisfying(
                        TaskException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CALLER))
                .hasMessageContaining("lrp-zero");
        try (OpenModel vision = ModelSource.of(Models.VISION).open()) {
            assertThatThrownBy(() -> MethodName.of("occlusion(2)").applyTo(vision.explainer()))
                    .hasMessageContaining("this model reads images");
        }
    }
}
