// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.gguf.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How rotations are scaled: by the kind that the metadata names, or by a factor of each frequency, which is stored as a tensor. Source:
 * what llama.cpp's converter writes, and for what is absent its loader, {@code llama_model_base::load_hparams}.
 */
final class RopeScalings {
    private static final String TYPE = "rope.scaling.type";
    private static final String FACTOR = "rope.scaling.factor";
    private static final String ORIGINAL = "rope.scaling.original_context_length";
    private static final String EXTRAPOLATION = "rope.scaling.yarn_ext_factor";

    /** The kinds by the names of GGUF and of transformers alike. */
    private static final String LINEAR = "linear";

    private static final String YARN = "yarn";
    private static final String LONG = "longrope";

    private static final String FACTORS = "rope_freqs.weight";
    private static final String SHORT_FACTORS = "rope_factors_short.weight";
    private static final String LONG_FACTORS = "rope_factors_long.weight";

    private RopeScalings() {}

    /** The options of {@code rope_scaling}; none where nothing is scaled. */
    static Map<String, Object> read(GgufOptions options, TensorNames names, int headSize) {
        Map<String, Object> scaling = new LinkedHashMap<>();
        String kind = kind(options, names);
        if (names.has(FACTORS)) {
            factors(options, names, headSize, kind, scaling);
        } else if (kind.equals(LONG)) {
            scaling.put("rope_type", kind);
            scaling.put("short_factor", factors(names, SHORT_FACTORS, headSize));
            scaling.put("long_factor", factors(names, LONG_FACTORS, headSize));
            options.number("rope.scaling.attn_factor").ifPresent(f -> scaling.put("attention_factor", f));
            options.ignore(ORIGINAL, FACTOR);
        } else if (kind.equals(LINEAR) || kind.equals(YARN)) {
            scaling.put("rope_type", kind);
            scaling.put("factor", factor(options));
            options.ignore(ORIGINAL);
            if (kind.equals(YARN)) {
                yarn(options, scaling);
            }
        } else if (kind.equals("none")) {
            options.ignore(ORIGINAL, FACTOR);
        } else {
            throw options.unsupported(TYPE, "none, linear, yarn or longrope");
        }
        return scaling;
    }

    /** Without a name a factor is that of linear scaling, and factors for two lengths are those of LongRoPE. */
    private static String kind(GgufOptions options, TensorNames names) {
        String unnamed = names.has(LONG_FACTORS) ? LONG : factor(options) == 1 ? "none" : LINEAR;
        return options.string(TYPE).orElse(unnamed);
    }

    /** The factor, under its present or its first name; 0 says as much as 1. */
    private static double factor(GgufOptions options) {
        double first = options.number("rope.scale_linear").orElse(0);
        double factor = options.number(FACTOR).orElse(first);
        return factor == 0 ? 1 : factor;
    }

    private static void yarn(GgufOptions options, Map<String, Object> scaling) {
        options.optionalPositive(ORIGINAL).ifPresent(n -> scaling.put("original_max_position_embeddings", n));
        options.number("rope.scaling.yarn_beta_fast").ifPresent(b -> scaling.put("beta_fast", b));
        options.number("rope.scaling.yarn_beta_slow").ifPresent(b -> scaling.put("beta_slow", b));
        options.number("rope.scaling.yarn_attn_factor").ifPresent(f -> scaling.put("attention_factor", f));
        if (options.number(EXTRAPOLATION).orElse(1) != 1) {
            throw options.unsupported(EXTRAPOLATION, "1");
        }
    }

    /** LongRoPE with the same factors for short and long inputs. */
    private static void factors(
            GgufOptions options, TensorNames names, int headSize, String kind, Map<String, Object> scaling) {
        if (!kind.equals("none")) {
            throw options.unsupported(TYPE, "none where there are factors of frequencies");
        }
        List<Double> factors = factors(names, FACTORS, headSize);
        scaling.put("rope_type", LONG);
        scaling.put("short_factor", factors);
        scaling.put("long_factor", factors);
        scaling.put("factor", 1);
        scaling.put("attention_factor", 1);
        options.ignore(ORIGINAL, FACTOR);
    }

    private static List<Double> factors(TensorNames names, String tensor, int headSize) {
        MappedTensor factors = MappedTensor.of(names.required(tensor), MappedTensor.Layout.SAME);
        long size = factors.shape().length == 1 ? factors.shape()[0] : 0;
        List<Double> list = new ArrayList<>();
        if (size > 0 && size <= headSize && factors.encoding().isPresent()) {
            for (double factor : factors.values(factors.encoding().get(), (int) size)) {
                list.add(factor);
            }
        }
        return list;
    }
}
