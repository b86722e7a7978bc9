// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.lxt.checkpoint.internal.JsonObjects;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.ModelException;

/**
 * The tokens with which a language model ends what it says: {@code eos_token_id}, a number or a list of numbers. It is taken
 * from {@code generation_config.json}, which for chat models often has more of them; where that says nothing, from
 * {@code config.json}, and there from its {@code text_config} last.
 */
public final class EndTokens {
    private static final String FILE = "generation_config.json";
    private static final String OPTION = "eos_token_id";

    /** Control tokens that end a text or a turn in the templates of chat models. */
    private static final List<String> TEXTS = List.of(
            "<|eot_id|>",
            "<|eom_id|>",
            "<|im_end|>",
            "<|end|>",
            "<end_of_turn>",
            "<|end_of_text|>",
            "<|endoftext|>",
            "<|return|>",
            "<|call|>");

    private static final String END_OF_MESSAGE = "<|end|>";

    private EndTokens() {}

    /**
     * Their ids; none if the checkpoint names none.
     *
     * @param folder the checkpoint's folder
     * @param config its {@code config.json}
     * @throws ModelException if a file is damaged or has something other than ids there
     */
    public static Set<Integer> of(Path folder, ModelConfig config) {
        Path file = folder.resolve(FILE);
        if (Files.exists(file)) {
            Optional<Set<Integer>> ids = ids(ModelConfig.of(file.toString(), JsonObjects.read(file)));
            if (ids.isPresent()) {
                return ids.get();
            }
        }
        return ids(config)
                .or(() -> config.section("text_config").flatMap(EndTokens::ids))
                .orElse(Set.of());
    }

    /**
     * Their ids by their texts, for a vocabulary that does not name them all: a GGUF file mostly names a single one. In the format
     * harmony, which has {@code <|return|>} and {@code <|call|>}, the token {@code <|end|>} ends a message after which the model goes
     * on.
     *
     * @param control the id of a text that is a control token, and of no other
     */
    public static Set<Integer> byText(Function<String, OptionalInt> control) {
        boolean isHarmony = control.apply("<|return|>").isPresent()
                && control.apply("<|call|>").isPresent();
        Set<Integer> ids = new TreeSet<>();
        for (String text : TEXTS) {
            if (!isHarmony || !text.equals(END_OF_MESSAGE)) {
                control.apply(text).ifPresent(ids::add);
            }
        }
        return Collections.unmodifiableSet(ids);
    }

    private static Optional<Set<Integer>> ids(ModelConfig config) {
        Object value = config.raw(OPTION);
        if (value == null) {
            return Optional.empty();
        }
        Set<Integer> ids = new TreeSet<>();
        for (Object id : value instanceof List<?> list ? list : List.of(value)) {
            if (!(id instanceof Number number) || number.intValue() != number.doubleValue()) {
                throw config.wrong(OPTION, "a token id or a list of token ids", value);
            }
            ids.add(number.intValue());
        }
        return Optional.of(Collections.unmodifiableSet(ids));
    }
}
