// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.mistral;

import org.lxt.spi.Model;
import org.lxt.spi.checkpoint.KnownOptions;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.NormPlaces;
import org.lxt.spi.parts.SelfAttention;
import org.lxt.spi.parts.options.DecoderConfig;
import org.lxt.spi.parts.options.DecoderOptions;
import org.lxt.spi.parts.options.LayerTypes;
import org.lxt.spi.parts.text.DecoderParts;
import org.lxt.tensor.Scope;

/**
 * Mistral and Ministral: LLaMA with a sliding window in every layer, or in those that {@code layer_types} names, and heads that need
 * not fill the hidden size. Source: {@code modeling_mistral.py} and {@code modeling_ministral.py} of transformers, whose Auto
 * classes take a Mistral with {@code layer_types} for a Ministral.
 *
 * @see <a href="https://arxiv.org/abs/2310.06825">Mistral 7B</a>
 */
enum Mistral {
    /** The first one. */
    MISTRAL("mistral", "Mistral"),
    /** With layers of two kinds. */
    MINISTRAL("ministral", "Ministral");

    static final int MAX_POSITIONS = 4096 * 32;

    private static final int WINDOW = 4096;

    private final String family;
    private final String className;

    Mistral(String family, String className) {
        this.family = family;
        this.className = className;
    }

    String family() {
        return family;
    }

    /** What the names of its architectures begin with. */
    String className() {
        return className;
    }

    /**
     * The options.
     *
     * @param decoder those that Mistral shares with other decoders
     * @param types which layers see a window only
     */
    record Options(DecoderConfig decoder, LayerTypes types) {}

    /** Options that files carry and that {@link #read} does not read. */
    KnownOptions known() {
        return DecoderOptions.known(family).build();
    }

    Options read(ModelConfig config) {
        DecoderConfig decoder =
                DecoderConfig.read(config, family, DecoderConfig.Absent.usual(className, MAX_POSITIONS));
        int window = LayerTypes.window(config, WINDOW);
        return new Options(decoder, LayerTypes.read(config, family, decoder.layers(), window, layer -> true));
    }

    static Model load(Options options, Weights weights, Scope constants) {
        return load(options, new DecoderParts(options.decoder(), weights, constants));
    }

    static Model load(Options options, DecoderParts decoder) {
        return decoder.build(
                NormPlaces.BEFORE,
                (layer, name) -> attention(options.decoder(), options.types().window(layer), decoder, name),
                (layer, name) -> decoder.gatedMlp(name, false));
    }

    /** Attention in a window, which Mixtral has too. */
    static SelfAttention attention(DecoderConfig sizes, int window, DecoderParts decoder, String name) {
        return new SelfAttention(
                decoder.parameters().projections(name, sizes.hidden(), sizes.heads(), false, false),
                null,
                sizes.heads().causal(window),
                sizes.rope());
    }
}
