// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts.options;

import java.util.OptionalInt;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.tensor.backend.kernel.Band;
import org.lxt.tensor.ops.attention.AttentionShape;

/**
 * The heads of an attention layer.
 *
 * @param query number of query heads
 * @param keyValue number of key and value heads; divides {@code query}
 * @param size width of a head
 */
public record Heads(int query, int keyValue, int size) {
    /**
     * Reads {@code num_attention_heads}, {@code num_key_value_heads} (as many if absent) and {@code head_dim}.
     *
     * @param hidden the hidden size
     * @param absentSize width of a head if the file does not give it; if empty, {@code hidden / num_attention_heads}
     * @throws org.lxt.spi.checkpoint.ModelException if one is not usable, or the heads do not divide what they must
     */
    public static Heads read(ModelConfig config, int hidden, OptionalInt absentSize) {
        int query = config.positive("num_attention_heads");
        int keyValue = config.optionalPositive("num_key_value_heads").orElse(query);
        OptionalInt told = config.optionalPositive("head_dim");
        int size = told.isPresent() ? told.getAsInt() : absentSize.orElseGet(() -> divided(config, hidden, query));
        return checked(config, query, keyValue, size);
    }

    /**
     * Reads the same options where each has a default.
     *
     * @throws org.lxt.spi.checkpoint.ModelException if one is not usable, or the heads do not divide what they must
     */
    public static Heads readOr(Heads absent, ModelConfig config) {
        return checked(
                config,
                config.optionalPositive("num_attention_heads").orElse(absent.query),
                config.optionalPositive("num_key_value_heads").orElse(absent.keyValue),
                config.optionalPositive("head_dim").orElse(absent.size));
    }

    /**
     * Heads that share the hidden size, each with keys and values of its own.
     *
     * @param option what their number is called
     * @param hiddenOption what the hidden size is called
     * @param hidden the hidden size
     * @throws org.lxt.spi.checkpoint.ModelException if they do not divide it
     */
    public static Heads dividing(ModelConfig config, String option, String hiddenOption, int hidden) {
        int heads = config.positive(option);
        if (hidden % heads != 0) {
            throw config.wrong(hiddenOption, "a multiple of " + option + " (" + heads + ")", hidden);
        }
        return new Heads(heads, heads, hidden / heads);
    }

    private static Heads checked(ModelConfig config, int query, int keyValue, int size) {
        if (query % keyValue != 0) {
            throw config.wrong("num_key_value_heads", "a divisor of num_attention_heads (" + query + ")", keyValue);
        }
        if ((long) size * query > Integer.MAX_VALUE) {
            throw config.wrong("head_dim", "such that num_attention_heads (" + query + ") heads can be held", size);
        }
        return new Heads(query, keyValue, size);
    }

    private static int divided(ModelConfig config, int hidden, int query) {
        if (hidden % query != 0) {
            throw config.wrong("hidden_size", "a multiple of num_attention_heads (" + query + ")", hidden);
        }
        return hidden / query;
    }

    /** Width of all queries of a token. */
    public int queryWidth() {
        return query * size;
    }

    /** Width of all keys of a token, and of all its values. */
    public int keyValueWidth() {
        return keyValue * size;
    }

    /**
     * Causal attention, scores over the root of the head size.
     *
     * @param window how many positions a position sees, itself counted; {@link
     *     org.lxt.tensor.backend.kernel.Band#UNLIMITED} for all
     */
    public AttentionShape causal(int window) {
        return causal(1 / Math.sqrt(size), window);
    }

    /** Causal attention with another factor of the scores. */
    public AttentionShape causal(double scale, int window) {
        return new AttentionShape(query, keyValue, size, scale, true, window);
    }

    /** Attention of each position to all, scores over the root of the head size. */
    public AttentionShape bidirectional() {
        return bidirectional(1 / Math.sqrt(size), Band.UNLIMITED);
    }

    /**
     * Attention of each position to those around it.
     *
     * @param scale factor of the scores
     * @param window how many positions a position sees on each side, itself counted
     */
    public AttentionShape bidirectional(double scale, int window) {
        return new AttentionShape(query, keyValue, size, scale, false, window);
    }
}
