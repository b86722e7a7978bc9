package org.example.olmo2;

import java.util.OptionalInt;
import org.lxt.spi.checkpoint.KnownOptions;
import org.lxt.spi.Model;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.NormPlaces;
import org.lxt.spi.parts.SelfAttention;
import org.lxt.spi.parts.SelfAttention.NormWidth;
import org.lxt.spi.parts.options.DecoderConfig;
import org.lxt.spi.parts.options.DecoderOptions;
import org.lxt.spi.parts.text.DecoderParts;
import org.lxt.tensor.Scope;
import org.lxt.tensor.backend.kernel.Band;

/**
 * OLMo 2 with a language model head: norms after attention and MLP and none before, and norms of all queries and of all
 * keys of a token. Source: {@code modeling_olmo2.py} of transformers.
 *
 * @see <a href="https://arxiv.org/abs/2501.00656">2 OLMo 2 Furious</a>
 */
final class Olmo2Model {
    static final String FAMILY = "olmo2";

    /** Options that {@link #read} does not read: of no consequence, or only at the value that is said. */
    static final KnownOptions KNOWN = DecoderOptions.known(FAMILY).build();

    private static final DecoderConfig.Absent ABSENT = new DecoderConfig.Absent(OptionalInt.empty(), 2048, 1e-5);

    /**
     * The options.
     *
     * @param decoder those that OLMo 2 shares with other decoders
     * @param bias whether the projections of attention have biases
     */
    record Options(DecoderConfig decoder, boolean bias) {}

    private Olmo2Model() {}

    static Options read(ModelConfig config) {
        return new Options(DecoderConfig.read(config, FAMILY, ABSENT), config.flag("attention_bias", false));
    }

    static Model load(Options options, Weights weights, Scope constants) {
        DecoderConfig config = options.decoder();
        DecoderParts decoder = new DecoderParts(config, weights, constants);
        var find = decoder.parameters();
        return decoder.build(
                NormPlaces.AFTER,
                (layer, name) -> new SelfAttention(
                        find.projections(name, config.hidden(), config.heads(), options.bias(), options.bias()),
                        find.queryKeyNorms(name, config.heads(), NormWidth.PROJECTION, 0, config.normEpsilon()),
                        config.heads().causal(Band.UNLIMITED),
                        config.rope()),
                (layer, name) -> decoder.gatedMlp(name, false));
    }
}
