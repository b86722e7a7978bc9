// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.contract.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.tensor.Site;
import org.lxt.testkit.contract.subject.Findings;
import org.lxt.testkit.contract.subject.Reads.Footprint;
import org.lxt.testkit.contract.subject.Reads.Place;

/** Names of norms as many families have them: in their order nothing is said, swapped they are named. */
class NamesCheckTest {
    /** The norms of a layer in the order of the forward pass, each with its site. */
    record Norms(List<String> names, List<String> sites) {
        static Norms of(String... namesAndSites) {
            List<String> names = new ArrayList<>();
            List<String> sites = new ArrayList<>();
            for (int i = 0; i < namesAndSites.length; i += 2) {
                names.add(namesAndSites[i]);
                sites.add(namesAndSites[i + 1]);
            }
            return new Norms(names, sites);
        }

        /** Two of them in each other's place. */
        Norms swapped(int a, int b, boolean withSites) {
            return new Norms(swapped(names, a, b), withSites ? swapped(sites, a, b) : sites);
        }

        private static List<String> swapped(List<String> list, int a, int b) {
            List<String> result = new ArrayList<>(list);
            result.set(a, list.get(b));
            result.set(b, list.get(a));
            return result;
        }

        /** What the contract says if each norm acts on all that come after it. */
        List<String> findings() {
            Map<String, Footprint> footprints = new LinkedHashMap<>();
            Map<String, String> shapes = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                Set<Site> reached = new LinkedHashSet<>();
                sites.subList(i + 1, sites.size()).forEach(s -> reached.add(Site.of(s)));
                footprints.put(
                        names.get(i),
                        new Footprint(List.of(new Place(Site.of(sites.get(i)), "weight")), true, reached));
                shapes.put(names.get(i), "16");
            }
            Findings findings = new Findings();
            new NamesCheck(footprints, shapes).check(findings);
            return findings.sentences();
        }
    }

    private static final Norms LLAMA = Norms.of(
            "model.layers.0.input_layernorm.weight",
            "layers.0.input_layernorm",
            "model.layers.0.post_attention_layernorm.weight",
            "layers.0.post_attention_layernorm",
            "model.layers.1.input_layernorm.weight",
            "layers.1.input_layernorm",
            "model.layers.1.post_attention_layernorm.weight",
            "layers.1.post_attention_layernorm",
            "model.norm.weight",
            "norm");
    private static final Norms GEMMA = Norms.of(
            "model.layers.0.input_layernorm.weight",
            "layers.0.input_layernorm",
            "model.layers.0.post_attention_layernorm.weight",
            "layers.0.post_attention_layernorm",
            "model.layers.0.pre_feedforward_layernorm.weight",
            "layers.0.pre_feedforward_layernorm",
            "model.layers.0.post_feedforward_layernorm.weight",
            "layers.0.post_feedforward_layernorm");
    private static final Norms GPT2 = Norms.of(
            "transformer.h.0.ln_1.weight",
            "layers.0.ln_1",
            "transformer.h.0.ln_2.weight",
            "layers.0.ln_2",
            "transformer.h.1.ln_1.weight",
            "layers.1.ln_1",
            "transformer.h.1.ln_2.weight",
            "layers.1.ln_2",
            "transformer.ln_f.weight",
            "ln_f");
    private static final Norms BERT = Norms.of(
            "bert.embeddings.LayerNorm.weight",
            "embeddings.norm",
            "bert.encoder.layer.0.attention.output.LayerNorm.weight",
            "layers.0.attention.norm",
            "bert.encoder.layer.0.output.LayerNorm.weight",
            "layers.0.norm",
            "bert.encoder.layer.1.attention.output.LayerNorm.weight",
            "layers.1.attention.norm",
            "bert.encoder.layer.1.output.LayerNorm.weight",
            "layers.1.norm");
    private static final Norms DISTILBERT = Norms.of(
            "transformer.layer.0.sa_layer_norm.weight",
            "layers.0.attention.norm",
            "transformer.layer.0.output_layer_norm.weight",
            "layers.0.norm");
    private static final Norms VIT = Norms.of(
            "vit.encoder.layer.0.layernorm_before.weight",
            "layers.0.ln_1",
            "vit.encoder.layer.0.layernorm_after.weight",
            "layers.0.ln_2");
    private static final Norms TIMM =
            Norms.of("blocks.0.norm1.weight", "layers.0.ln_1", "blocks.0.norm2.weight", "layers.0.ln_2");
    private static final Norms POST_NORM =
            Norms.of("layers.1.self_attn_layer_norm.weight", "a.1", "layers.1.final_layer_norm.weight", "b.1");
    /** Names that say nothing of sites or order. */
    private static final Norms STRANGE =
            Norms.of("x.0.alpha.weight", "layers.0.one", "x.0.beta.weight", "layers.0.two");

    static Stream<Norms> right() {
        return Stream.of(
                LLAMA, GEMMA, GPT2, BERT, DISTILBERT, VIT, TIMM, POST_NORM, STRANGE, STRANGE.swapped(0, 1, false));
    }

    @ParameterizedTest
    @MethodSource
    void right(Norms norms) {
        assertThat(norms.findings()).isEmpty();
    }

    static Stream<Norms> wrong() {
        return Stream.of(
                LLAMA.swapped(0, 1, false),
                LLAMA.swapped(0, 1, true),
                LLAMA.swapped(0, 2, false),
                LLAMA.swapped(1, 4, false),
                GEMMA.swapped(1, 2, false),
                GEMMA.swapped(2, 3, true),
                GPT2.swapped(0, 1, false),
                GPT2.swapped(2, 3, true),
                GPT2.swapped(1, 3, false),
                BERT.swapped(1, 2, false),
                BERT.swapped(2, 4, false),
                DISTILBERT.swapped(0, 1, false),
                VIT.swapped(0, 1, false),
                TIMM.swapped(0, 1, false),
                TIMM.swapped(0, 1, true),
                POST_NORM.swapped(0, 1, true));
    }

    @ParameterizedTest
    @MethodSource
    void wrong(Norms norms) {
        assertThat(norms.findings()).hasSize(1).first().asString().contains("are swapped: '");
    }
}
