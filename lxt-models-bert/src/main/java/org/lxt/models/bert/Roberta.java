// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.bert;

import java.util.List;
import org.lxt.spi.Model;
import org.lxt.spi.checkpoint.KnownOptions;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.AddedScores;
import org.lxt.tensor.Scope;

/**
 * RoBERTa, and under other names XLM-RoBERTa and CamemBERT: where it differs from the other encoders. Positions are
 * counted from after the padding token's id; there is one token type.
 *
 * @see <a href="https://arxiv.org/abs/1907.11692">RoBERTa: A Robustly Optimized BERT Pretraining Approach</a>
 */
final class Roberta {
    static final String FAMILY = "roberta";
    static final List<String> CLASSES = List.of("Roberta", "XLMRoberta", "Camembert");

    /** In the order of the classes. */
    static final List<String> MODEL_TYPES = List.of("roberta", "xlm-roberta", "camembert");

    /** Options that files carry and that {@link EncoderConfig} does not read. */
    static final KnownOptions KNOWN = Bert.known().build();

    private static final EncoderNames NAMES = EncoderNames.likeBert("roberta.");
    private static final int PADDING = 1;

    private Roberta() {}

    static Model load(ModelConfig options, Weights weights, Scope constants) {
        if (options.has("model_type") && !MODEL_TYPES.contains(options.modelType())) {
            throw options.wrong("model_type", "one of " + MODEL_TYPES, options.modelType());
        }
        EncoderConfig config = EncoderConfig.read(options, FAMILY, true);
        EncoderParameters parameters = new EncoderParameters(config, NAMES, weights, constants);
        return new RobertaHeads(options, weights, parameters, CLASSES, CLASSES.get(MODEL_TYPES.indexOf(type(options))))
                .model(firstPosition(options, config.positions()), AddedScores.NONE);
    }

    private static String type(ModelConfig options) {
        return options.modelType().isEmpty() ? FAMILY : options.modelType();
    }

    private static int firstPosition(ModelConfig options, int positions) {
        int padding = options.optionalCount("pad_token_id").orElse(PADDING);
        if (padding >= positions - 1) {
            throw options.wrong(
                    "pad_token_id", "less than max_position_embeddings (" + positions + ") minus 1", padding);
        }
        return padding + 1;
    }
}
