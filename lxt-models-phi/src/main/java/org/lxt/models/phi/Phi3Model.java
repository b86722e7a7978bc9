package org.lxt.models.phi;

import org.lxt.rules.LinearLayer;
import org.lxt.rules.MlpLayer;
import org.lxt.spi.Model;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.FeedForward;
import org.lxt.spi.parts.NormPlaces;
import org.lxt.spi.parts.SelfAttention;
import org.lxt.spi.parts.options.DecoderConfig;
import org.lxt.spi.parts.options.Heads;
import org.lxt.spi.parts.text.DecoderParts;
import org.lxt.tensor.Scope;
import org.lxt.tensor.weight.Weight;

/**
 * Phi-3 with a language model head: LLaMA's layers, whose query, key and value projections are one matrix, and whose gate
 * and up projections are another. Source: {@code modeling_phi3.py} of transformers.
 *
 * @see <a href="https://arxiv.org/abs/2404.14219">Phi-3 Technical Report</a>
 */
final class Phi3Model {
    private final DecoderConfig config;
    private final int window;
    private final Weights weights;

    private Phi3Model(Phi3Config config, Weights weights) {
        this.config = config.decoder();
        this.window = config.window();
        this.weights = weights;
    }

    static Model load(Phi3Config config, Weights weights, Scope constants) {
        Phi3Model model = new Phi3Model(config, weights);
        return new DecoderParts(config.decoder(), weights, constants)
                .build(NormPlaces.BEFORE, (layer, name) -> model.attention(name), (layer, name) -> model.mlp(name));
    }

    /** Query, key and value, one below the other in one matrix. */
    private SelfAttention attention(String name) {
        Heads heads = config.heads();
        int query = heads.queryWidth();
        int key = heads.keyValueWidth();
        Weight fused = weights.matrix(name + ".qkv_proj.weight", query + 2 * key, config.hidden());
        return new SelfAttention(
                SelfAttention.Projections.named(
                        part(fused, 0, query),
                        part(fused, query, key),
                        part(fused, query + key, key),
                        whole(name + ".o_proj.weight", config.hidden(), query)),
                null,
                heads.causal(window),
                config.rope());
    }

    /** Gate and up, one below the other in one matrix. */
    private FeedForward mlp(String name) {
        int inner = config.intermediate();
        Weight fused = weights.matrix(name + ".gate_up_proj.weight", 2 * inner, config.hidden());
        return FeedForward.of(new MlpLayer(
                part(fused, 0, inner),
                part(fused, inner, inner),
                whole(name + ".down_proj.weight", config.hidden(), inner),
                config.activation()));
    }

    /** A view of some rows: nothing is copied. */
    private static LinearLayer part(Weight fused, int first, int rows) {
        return new LinearLayer(fused.rows(first, rows), null);
    }

    private LinearLayer whole(String name, int outputs, int inputs) {
        return new LinearLayer(weights.matrix(name, outputs, inputs), null);
    }
}
