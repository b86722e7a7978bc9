// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Changes a config.json at random, as a text and as a tree. */
final class ConfigMutations {
    private static final String[] NAMES = {
        "hidden_size",
        "num_hidden_layers",
        "num_attention_heads",
        "num_key_value_heads",
        "head_dim",
        "vocab_size",
        "intermediate_size",
        "max_position_embeddings",
        "original_max_position_embeddings",
        "rms_norm_eps",
        "hidden_act",
        "attention_bias",
        "mlp_bias",
        "tie_word_embeddings",
        "rope_theta",
        "rope_scaling",
        "rope_parameters",
        "rope_type",
        "type",
        "factor",
        "short_factor",
        "long_factor",
        "attention_factor",
        "beta_fast",
        "beta_slow",
        "mscale",
        "mscale_all_dim",
        "truncate",
        "low_freq_factor",
        "high_freq_factor",
        "partial_rotary_factor",
        "architectures",
        "model_type",
        "quantization_config",
        "sliding_window",
        "use_sliding_window",
        "layer_types",
        "num_experts",
        "pruned_heads",
        "temperature",
        "nobody_knows_it",
        "kv_lora_rank",
        "multi_query",
        "auto_map"
    };

    private static final Object[] VALUES = {
        0,
        1,
        -1,
        2,
        3,
        4,
        8,
        16,
        65536,
        2_000_000_000,
        Integer.MAX_VALUE,
        4_294_967_296L,
        Long.MAX_VALUE,
        new java.math.BigInteger("18446744073709551616"),
        0.5,
        1e-320,
        1e38,
        1e39,
        1e308,
        -1e308,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        true,
        false,
        "",
        "x",
        "NaN",
        "gelu",
        "linear",
        "dynamic",
        "yarn",
        "longrope",
        "llama3",
        "many\nlines\u202e and \u0000",
        "long".repeat(2000),
        List.of(),
        Map.of(),
        List.of(1, 2, 3, 4),
        List.of(1.0, "x"),
        Collections.nCopies(1000, 1),
        nested(200),
        Map.of("rope_type", "linear", "factor", 2)
    };

    private static final String[] WORDS = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "-",
        "0",
        "9",
        ".",
        "e9",
        "e-9",
        "null",
        "NaN",
        "Infinity",
        "true",
        "false",
        "1e999",
        "2147483647",
        "4294967296",
        "18446744073709551616",
        "\\u0000",
        "[[[[[[",
        "\"factor\":",
        "\u00e4"
    };

    private final Random random;
    private final List<String> names;

    /** @param more names of options that only some families have */
    ConfigMutations(Random random, List<String> more) {
        this.random = random;
        this.names = new ArrayList<>(List.of(NAMES));
        names.addAll(more);
    }

    private static Object nested(int depth) {
        Object value = 1;
        for (int i = 0; i < depth; i++) {
            value = i % 2 == 0 ? Arrays.asList(value, null) : Map.of("a", value);
        }
        return value;
    }

    /** A few characters removed, replaced or inserted. */
    String text(String json) {
        StringBuilder text = new StringBuilder(json);
        for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
            int at = random.nextInt(text.length());
            int removed = random.nextInt(3) == 0 ? random.nextInt(12) : random.nextInt(2);
            String inserted = random.nextInt(4) == 0 ? "" : WORDS[random.nextInt(WORDS.length)];
            text.replace(at, Math.min(text.length(), at + removed), inserted);
        }
        return text.toString();
    }

    /** A few options changed, removed or added, at the top or in a group. */
    Map<String, Object> tree(Map<String, Object> options) {
        Map<String, Object> result = new LinkedHashMap<>(options);
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            change(result, 2);
        }
        return result;
    }

    private void change(Map<String, Object> options, int depth) {
        String name = name(options);
        if (depth > 0 && options.get(name) instanceof Map<?, ?> group && random.nextInt(4) != 0) {
            Map<String, Object> inner = new LinkedHashMap<>();
            group.forEach((k, v) -> inner.put((String) k, v));
            change(inner, depth - 1);
            options.put(name, inner);
        } else if (random.nextInt(6) == 0) {
            options.remove(name);
        } else {
            options.put(name, value(options.get(name)));
        }
    }

    private String name(Map<String, Object> options) {
        if (random.nextInt(3) == 0 || options.isEmpty()) {
            return names.get(random.nextInt(names.size()));
        }
        return new ArrayList<>(options.keySet()).get(random.nextInt(options.size()));
    }

    private Object value(@Nullable Object old) {
        if (old instanceof Number number && random.nextInt(3) == 0) {
            return random.nextBoolean() ? number.doubleValue() * 2 : number.doubleValue() / 2;
        }
        return VALUES[random.nextInt(VALUES.length)];
    }
}
