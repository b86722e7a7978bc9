// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.result;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lxt.explain.method.Convergence;
import org.lxt.explain.units.UnitSum;
import org.lxt.explain.units.UnitSummary;
import org.lxt.spi.OutputKind;

/**
 * Results as maps, lists, texts and numbers, under the names of {@code docs/json.md}: what a JSON library makes of them is
 * then described there, whichever library it is.
 */
final class PlainData {
    private PlainData() {}

    static Map<String, Object> of(Attribution a) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("model", of(a.model()));
        map.put("rules", a.method());
        if (!a.isSigned()) {
            map.put("signed", false);
        }
        a.prompt().ifPresent(text -> map.put("prompt", text));
        map.put("output", of(a.output()));
        map.put("position", a.position());
        map.put("target", of(a.target()));
        map.put("value", a.value());
        a.contrast().ifPresent(c -> map.put("contrast", of(c)));
        map.put("candidates", a.candidates().stream().map(PlainData::of).toList());
        if (a.isSum()) {
            map.put("explained", a.explained().stream().map(PlainData::of).toList());
        }
        if (a.answer() < a.tokens().size()) {
            map.put("answer", a.answer());
        }
        if (!a.hops().isEmpty()) {
            map.put("hops", a.hops().stream().map(PlainData::of).toList());
        }
        if (!a.segments().isEmpty()) {
            map.put("segments", a.segments().stream().map(SegmentSpan::toMap).toList());
        }
        map.put("tokens", a.tokens().stream().map(PlainData::of).toList());
        map.put("latent", a.latent().stream().map(PlainData::of).toList());
        if (!a.experts().isEmpty()) {
            map.put("experts", a.experts().stream().map(PlainData::of).toList());
        }
        if (!a.units().isEmpty()) {
            map.put("units", a.units().stream().map(u -> of(UnitSummary.of(u))).toList());
        }
        a.ledger().ifPresent(closing -> map.put("ledger", of(closing)));
        a.convergence().ifPresent(convergence -> map.put("convergence", of(convergence)));
        a.pixels().ifPresent(pixels -> map.put("pixels", of(pixels)));
        map.put("seconds", of(a.timing()));
        return map;
    }

    static Map<String, Object> of(AnswerMatrix matrix) {
        List<Map<String, Object>> tokens =
                matrix.columns().stream().map(PlainData::of).toList();
        tokens.forEach(token -> token.remove("relevance"));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("matrix", Map.of("tokens", tokens));
        map.put("attributions", matrix.rows().stream().map(PlainData::ofRow).toList());
        return map;
    }

    /** Its tokens are those of the matrix. */
    private static Map<String, Object> ofRow(Attribution a) {
        Map<String, Object> map = of(a);
        map.remove("tokens");
        map.put("relevance", numbers(a.relevance()));
        return map;
    }

    private static Map<String, Object> of(ModelIdentity model) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("checkpoint", model.checkpoint());
        map.put("architectures", model.architectures());
        map.put("family", model.family());
        map.put("plugin", model.plugin());
        map.put("backend", model.backend());
        return map;
    }

    private static Map<String, Object> of(OutputKind output) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", output.name());
        map.put("place", name(output.place()));
        map.put("entries", name(output.entries()));
        return map;
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static Map<String, Object> of(Candidate c) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", c.id());
        map.put("text", c.text());
        map.put("logit", c.logit());
        if (!Double.isNaN(c.probability())) {
            map.put("probability", c.probability());
        }
        return map;
    }

    static Map<String, Object> of(ExplainedEntry entry) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("position", entry.position());
        map.put("weight", entry.weight());
        map.put("target", of(entry.target()));
        map.put("value", entry.value());
        entry.contrast().ifPresent(c -> map.put("contrast", of(c)));
        return map;
    }

    static Map<String, Object> of(Hop hop) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("relevance", numbers(hop.relevance()));
        map.put("absorbed", hop.absorbed());
        map.put("kept", hop.kept());
        return map;
    }

    static Map<String, Object> of(Contrast contrast) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("tokens", contrast.tokens().stream().map(PlainData::of).toList());
        map.put("mean_of_others", contrast.meanOfOthers());
        return map;
    }

    private static Map<String, Object> of(TokenRelevance t) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", t.id());
        map.put("text", t.text());
        map.put("start", t.start());
        map.put("end", t.end());
        map.put("special", t.special());
        map.put("relevance", t.relevance());
        return map;
    }

    static Map<String, Object> of(LatentRelevance latent) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("site", latent.site().path());
        map.put("relevance", numbers(latent.relevance()));
        return map;
    }

    static Map<String, Object> of(ExpertRelevance expert) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("site", expert.site().path());
        map.put("expert", expert.expert());
        map.put("tokens", expert.tokens());
        map.put("relevance", expert.relevance());
        return map;
    }

    private static Map<String, Object> of(UnitSummary units) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("site", units.name());
        map.put("tokens", units.tokens());
        map.put("units", units.units());
        map.put("relevance", units.relevance());
        if (!units.ofUnits().isEmpty()) {
            map.put("of_units", units.ofUnits());
        }
        map.put("strongest", units.strongest().stream().map(PlainData::of).toList());
        return map;
    }

    private static Map<String, Object> of(UnitSum sum) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("unit", sum.unit());
        map.put("relevance", sum.relevance());
        map.put("token", sum.token());
        map.put("at_token", sum.atToken());
        map.put("activation", sum.activation());
        return map;
    }

    static Map<String, Object> of(Closing closing) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("value", closing.value());
        map.put("inputs", closing.inputs());
        map.put("absorbed", closing.absorbed());
        map.put("error", closing.error());
        map.put("entries", closing.entries().stream().map(PlainData::of).toList());
        return map;
    }

    private static Map<String, Object> of(Convergence convergence) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("start", convergence.start());
        map.put("end", convergence.end());
        map.put("sum", convergence.sum());
        map.put("delta", convergence.delta());
        return map;
    }

    private static Map<String, Object> of(Closing.Entry entry) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("site", entry.site().path());
        map.put("operation", entry.operation());
        map.put("cause", name(entry.cause()));
        map.put("amount", entry.amount());
        return map;
    }

    static Map<String, Object> of(PixelRelevance pixels) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("channels", pixels.channels());
        map.put("height", pixels.height());
        map.put("width", pixels.width());
        map.put("patch_height", pixels.patchHeight());
        map.put("patch_width", pixels.patchWidth());
        map.put("relevance", numbers(pixels.values()));
        return map;
    }

    private static Map<String, Object> of(Timing timing) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("forward", timing.forward());
        map.put("backward", timing.backward());
        return map;
    }

    static Map<String, Object> of(Prediction prediction) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("output", of(prediction.output()));
        map.put("position", prediction.position());
        map.put(
                "candidates",
                prediction.candidates().stream().map(PlainData::of).toList());
        return map;
    }

    static Map<String, Object> of(Generation generation) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("ids", numbers(generation.ids()));
        map.put("prompt_tokens", generation.promptTokens());
        map.put("ended", generation.ended());
        map.put("ending", name(generation.ending()));
        return map;
    }

    private static List<Double> numbers(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static List<Integer> numbers(int[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
