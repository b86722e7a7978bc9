// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.gguf.architecture;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The architectures that are known, by the name that {@code general.architecture} has for them. */
final class Architectures {
    private static final Map<String, Architecture> ALL = new TreeMap<>(Map.ofEntries(
            Map.entry("llama", Llamas::llama),
            Map.entry("mistral3", Llamas::mistral3),
            Map.entry("granite", Llamas::granite),
            Map.entry("smollm3", Llamas::smolLm3),
            Map.entry("qwen2", Llamas::qwen2),
            Map.entry("qwen3", Llamas::qwen3),
            Map.entry("qwen3moe", Llamas::qwen3Moe),
            Map.entry("olmo2", Llamas::olmo2),
            Map.entry("phi3", Llamas::phi3),
            Map.entry("gemma", Gemmas::gemma),
            Map.entry("gemma2", Gemmas::gemma2),
            Map.entry("gemma3", Gemmas::gemma3),
            Map.entry("gpt-oss", GptOss::gptOss),
            Map.entry("gpt2", Gpt2::gpt2),
            Map.entry("bert", Encoders::bert),
            Map.entry("modern-bert", Encoders::modernBert),
            Map.entry("gemma-embedding", Gemmas::embedding)));

    private Architectures() {}

    static @Nullable Architecture named(String name) {
        return ALL.get(name);
    }

    /** The names, for messages. */
    static String known() {
        return String.join(", ", ALL.keySet());
    }
}
