// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Request;
import org.lxt.explain.request.Target;
import org.lxt.explain.words.Words;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.Site;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is given to callers reads well in a log, and a JSON library that knows nothing of it makes plain data of it. */
class PublicValuesTest {
    private static final Candidate BEANS = new Candidate(662, " beans", 15.4498, 0.998);
    private static final Candidate SCORE = new Candidate(0, "score", -1.5, Double.NaN);
    private static final LatentRelevance LATENT = new LatentRelevance(Site.of("layers.0"), new double[] {0.5, -0.25});

    private static Attribution attribution() {
        Contrast contrast = new Contrast(List.of(new Candidate(8, " bread", 1, 0.1)), true);
        return builder(new ExplainedEntry(1, 1, BEANS, 3, Optional.of(contrast), List.of()))
                .prompt("Lars likes")
                .tokens(List.of(
                        new TokenRelevance(0, 1, "Lars", 0, 4, false, 0.5),
                        new TokenRelevance(1, 2, " likes", 4, 10, false, -2)))
                .latent(List.of(LATENT))
                .build();
    }

    private static AttributionBuilder builder() {
        return builder(new ExplainedEntry(0, 1, BEANS, 3, Optional.empty(), List.of()));
    }

    private static AttributionBuilder builder(ExplainedEntry explained) {
        ModelIdentity model =
                new ModelIdentity("/home/eva/test", List.of("LlamaForCausalLM"), "llama", "/opt/a/llama.jar", "scalar");
        return Attribution.builder(model, "attnlrp", OutputKind.nextToken(), List.of(explained))
                .value(3)
                .timing(new Timing(0.25, 0.5))
                .ledger(new Closing(3, 2.5, List.of()))
                .experts(List.of(new ExpertRelevance(Site.of("layers.0.mlp"), 3, 2, 0.125)));
    }

    private static PixelRelevance pixels() {
        return new PixelRelevance(1, 2, 2, 1, 1, 1, new double[] {1, 2, 3, -4});
    }

    static Stream<Arguments> values() {
        Attribution a = attribution();
        Prompt ids = Prompt.ofIds(1, 2, 3);
        return Stream.of(
                Arguments.of(
                        Prompt.of("Lars likes"), "\"Lars likes\"", "{\"text\":\"Lars likes\",\"special_tokens\":true}"),
                Arguments.of(
                        Prompt.withoutSpecialTokens("a\nb\u001b"),
                        "\"a\\nb\\u001b\" without special tokens",
                        "{\"text\":\"a\\nb\\u001b\",\"special_tokens\":false}"),
                Arguments.of(
                        Prompt.ofPair("a", "b"),
                        "\"a\" with \"b\"",
                        "{\"text\":\"a\",\"pair\":\"b\",\"special_tokens\":true}"),
                Arguments.of(Prompt.of("x".repeat(200)), "\"" + "x".repeat(80) + "\"...", null),
                Arguments.of(ids, "ids [1, 2, 3]", "{\"ids\":[1,2,3]}"),
                Arguments.of(Prompt.ofIds(new int[20]), "ids [" + "0, ".repeat(16) + "... 20 in all]", null),
                Arguments.of(
                        Prompt.ofIds(new int[] {7}, new int[] {5}),
                        "ids [7]",
                        "{\"ids\":[7],\"positions\":[5],\"types\":[0]}"),
                Arguments.of(
                        Prompt.ofPixels(1, 1, 2, new double[2]),
                        "image of 1 x 1 x 2",
                        "{\"channels\":1,\"height\":1,\"width\":2}"),
                Arguments.of(Target.topLogit(), "the largest logit", "{\"rank\":1}"),
                Arguments.of(
                        Target.ranked(2).at(-1), "the logit of rank 2 at token -1", "{\"rank\":2,\"position\":-1}"),
                Arguments.of(
                        Target.token(" beans")
                                .minus(" bread")
                                .minus(8)
                                .minusMeanOfOthers()
                                .at(10)
                                .in("end_logits"),
                        "\" beans\" minus \" bread\" minus id 8 minus the mean of all others at token 10 in end_logits",
                        "{\"target\":\" beans\",\"contrast\":[\" bread\",8],\"mean_of_others\":true,\"position\":10,"
                                + "\"output\":\"end_logits\"}"),
                Arguments.of(Target.token(7).atMask(1), "id 7 at mask 1", "{\"target\":7,\"mask\":1}"),
                Arguments.of(
                        new Request(ids, List.of(Target.topLogit())),
                        "Request[prompt=ids [1, 2, 3], targets=[the largest logit]]",
                        null),
                Arguments.of(
                        new Generation(ids, new int[] {1, 2, 3}, 2, Generation.Ending.MODEL),
                        "ids [1, 2, 3], the last 1 generated, where the model ended",
                        "{\"ids\":[1,2,3],\"prompt_tokens\":2,\"ended\":true,\"ending\":\"model\"}"),
                Arguments.of(
                        new Prediction(OutputKind.nextToken(), 4, List.of(BEANS, SCORE), Target.topLogit()),
                        "\" beans\" (id 662) 15.4498, probability 99.8%; \"score\" (id 0) -1.5000 at token 4 in logits",
                        null),
                Arguments.of(
                        BEANS,
                        "\" beans\" (id 662) 15.4498, probability 99.8%",
                        "{\"id\":662,\"text\":\" beans\",\"logit\":15.4498,\"probability\":0.998}"),
                Arguments.of(SCORE, "\"score\" (id 0) -1.5000", "{\"id\":0,\"text\":\"score\",\"logit\":-1.5}"),
                Arguments.of(
                        a,
                        "\" beans\" (id 662) 15.4498, probability 99.8%, advantage 3.0000 over \" bread\" and the mean of"
                                + " all others from \"Lars\" +0.5000, \" likes\" -2.0000; LlamaForCausalLM, attnlrp",
                        null),
                Arguments.of(Words.of(a), "\"Lars\" +0.5000, \" likes\" -2.0000", null),
                Arguments.of(LATENT, "layers.0: +0.5000, -0.2500", "{\"site\":\"layers.0\",\"relevance\":[0.5,-0.25]}"),
                Arguments.of(
                        pixels(),
                        "2 x 2 patches, +2.0000 in all",
                        "{\"channels\":1,\"height\":2,\"width\":2,\"patch_height\":1,\"patch_width\":1,"
                                + "\"relevance\":[1.0,2.0,3.0,-4.0]}"),
                Arguments.of(
                        new Closing(3, 2.5, List.of()),
                        "3.0000 explained = 2.5000 at the input +0.0000 absorbed in 0 entries",
                        null),
                Arguments.of(
                        new Contrast(List.of(BEANS), true),
                        "\" beans\" and the mean of all others",
                        "{\"tokens\":[{\"id\":662,\"text\":\" beans\",\"logit\":15.4498,\"probability\":0.998}],"
                                + "\"mean_of_others\":true}"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueReadsWellAndIsPlainData(Object value, String text, String json) {
        assertThat(value).hasToString(text);
        String written = JsonMapper.shared().writeValueAsString(value);
        assertThat(written).isNotEqualTo("{}").doesNotContain("{}", "NaN");
        if (json != null) {
            assertThat(JsonMapper.shared().readTree(written))
                    .isEqualTo(JsonMapper.shared().readTree(json));
        }
    }

    @Test
    void anAttributionHasEverythingButTheMachine() {
        JsonNode a = JsonMapper.shared().readTree(JsonMapper.shared().writeValueAsString(attribution()));
        assertThat(a.propertyNames())
                .containsExactly(
                        "model",
                        "rules",
                        "prompt",
                        "output",
                        "position",
                        "target",
                        "value",
                        "contrast",
                        "candidates",
                        "tokens",
                        "latent",
                        "experts",
                        "ledger",
                        "seconds");
        assertThat(a.path("tokens").path(1).path("relevance").asDouble()).isEqualTo(-2);
        assertThat(a.path("experts").path(0).path("expert").asInt()).isEqualTo(3);
        assertThat(a.path("model").path("checkpoint").asString()).isEqualTo("test");
        assertThat(a.toString()).doesNotContain("/home", "/opt");
    }

    @Test
    void anAttributionOfAnImageHasItsPixels() {
        Attribution a = builder().pixels(pixels()).build();
        assertThat(a).asString().contains("from 2 x 2 patches, +2.0000 in all");
        JsonNode json = JsonMapper.shared().readTree(JsonMapper.shared().writeValueAsString(a));
        assertThat(json.path("pixels").path("relevance").size()).isEqualTo(4);
    }

    @Test
    void aSimilarityHoldsBothAttributions() {
        JsonNode json = JsonMapper.shared()
                .readTree(JsonMapper.shared().writeValueAsString(new Similarity(0.5, attribution(), attribution())));
        assertThat(json.path("cosine").asDouble()).isEqualTo(0.5);
        assertThat(json.path("second").path("tokens").size()).isEqualTo(2);
    }
}
