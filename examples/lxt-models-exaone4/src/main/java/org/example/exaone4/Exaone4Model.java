// SPDX-License-Identifier: BSD-3-Clause
package org.example.exaone4;

import org.lxt.spi.Model;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.NormPlaces;
import org.lxt.spi.parts.ParameterLookup;
import org.lxt.spi.parts.SelfAttention;
import org.lxt.spi.parts.SelfAttention.NormWidth;
import org.lxt.spi.parts.options.DecoderConfig;
import org.lxt.spi.parts.text.DecoderParts;
import org.lxt.tensor.Scope;

/**
 * EXAONE 4 with a language model head: norms after attention and MLP and none before, norms of the query and key of each
 * head, and layers with a window next to layers that see everything and do not rotate. Source: {@code modeling_exaone4.py} of
 * transformers.
 *
 * @see <a href="https://arxiv.org/abs/2507.11407">EXAONE 4.0</a>
 */
final class Exaone4Model {
    private Exaone4Model() {}

    static Model load(Exaone4Config config, Weights weights, Scope constants) {
        DecoderParts decoder = new DecoderParts(config.decoder(), weights, constants);
        return decoder.build(
                NormPlaces.AFTER,
                (layer, name) -> attention(config, decoder.parameters(), layer, name),
                (layer, name) -> decoder.gatedMlp(name, false));
    }

    private static SelfAttention attention(Exaone4Config config, ParameterLookup find, int layer, String name) {
        DecoderConfig sizes = config.decoder();
        return new SelfAttention(
                find.projections(name, sizes.hidden(), sizes.heads(), false, false),
                find.queryKeyNorms(name, sizes.heads(), NormWidth.HEAD, 0, sizes.normEpsilon()),
                sizes.heads().causal(config.types().window(layer)),
                config.rotates(layer) ? sizes.rope() : null);
    }
}
