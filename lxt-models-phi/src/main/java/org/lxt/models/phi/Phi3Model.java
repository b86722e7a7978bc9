// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.phi;

import java.util.List;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.MlpLayer;
import org.lxt.spi.Model;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.FeedForward;
import org.lxt.spi.parts.NormPlaces;
import org.lxt.spi.parts.ParameterLookup;
import org.lxt.spi.parts.SelfAttention;
import org.lxt.spi.parts.options.DecoderConfig;
import org.lxt.spi.parts.options.Heads;
import org.lxt.spi.parts.text.DecoderParts;
import org.lxt.tensor.Scope;

/**
 * Phi-3 with a language model head: LLaMA's layers, whose query, key and value projections are one matrix, and whose gate
 * and up projections are another. Source: {@code modeling_phi3.py} of transformers.
 *
 * @see <a href="https://arxiv.org/abs/2404.14219">Phi-3 Technical Report</a>
 */
final class Phi3Model {
    private final DecoderConfig config;
    private final int window;
    private final ParameterLookup parameters;

    private Phi3Model(Phi3Config config, ParameterLookup parameters) {
        this.config = config.decoder();
        this.window = config.window();
        this.parameters = parameters;
    }

    static Model load(Phi3Config config, Weights weights, Scope constants) {
        DecoderParts decoder = new DecoderParts(config.decoder(), weights, constants);
        Phi3Model model = new Phi3Model(config, decoder.parameters());
        return decoder.build(
                NormPlaces.BEFORE, (layer, name) -> model.attention(name), (layer, name) -> model.mlp(name));
    }

    /** Query, key and value, one below the other in one matrix. */
    private SelfAttention attention(String name) {
        Heads heads = config.heads();
        int query = heads.queryWidth();
        int key = heads.keyValueWidth();
        List<LinearLayer> qkv = parameters.stacked(name + ".qkv_proj", config.hidden(), false, query, key, key);
        return new SelfAttention(
                SelfAttention.Projections.named(
                        qkv.get(0),
                        qkv.get(1),
                        qkv.get(2),
                        parameters.linear(name + ".o_proj", query, config.hidden(), false)),
                null,
                heads.causal(window),
                config.rope());
    }

    /** Gate and up, one below the other in one matrix. */
    private FeedForward mlp(String name) {
        int inner = config.intermediate();
        List<LinearLayer> gateAndUp = parameters.stacked(name + ".gate_up_proj", config.hidden(), false, inner, inner);
        return FeedForward.of(new MlpLayer(
                gateAndUp.get(0),
                gateAndUp.get(1),
                parameters.linear(name + ".down_proj", inner, config.hidden(), false),
                config.activation()));
    }
}
