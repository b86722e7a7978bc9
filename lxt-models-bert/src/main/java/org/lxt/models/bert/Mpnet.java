// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.bert;

import java.util.List;
import org.lxt.spi.Model;
import org.lxt.spi.checkpoint.KnownOptions;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.AddedScores;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.attention.ScoreBias;
import org.lxt.tensor.ops.attention.ScoreTerms;
import org.lxt.tensor.weight.Weight;

/**
 * MPNet: RoBERTa without token types, in all of whose layers each score has a number added that depends on how far the key is
 * from the query. The numbers are learned, and constants to relevance. Source: {@code modeling_mpnet.py} of transformers.
 *
 * @see <a href="https://arxiv.org/abs/2004.09297">MPNet: Masked and Permuted Pre-training for Language Understanding</a>
 */
final class Mpnet {
    static final String FAMILY = "mpnet";
    static final String CLASS = "MPNet";

    /** Options that files carry and that {@link EncoderConfig} does not read. */
    static final KnownOptions KNOWN = KnownOptions.common()
            .neutral(FAMILY, "model_type")
            .neutral(false, "is_decoder")
            .neutral(RelativeBuckets.COUNT, "relative_attention_num_buckets")
            .build();

    /** The padding token's id, whatever the options say; position 0 has the row after it. */
    private static final int PADDING = 1;

    private Mpnet() {}

    static Model load(ModelConfig options, Weights weights, Scope constants) {
        EncoderConfig config = EncoderConfig.read(options, FAMILY, false);
        if (config.positions() <= PADDING + 1) {
            throw options.wrong("max_position_embeddings", "more than " + (PADDING + 1), config.positions());
        }
        EncoderParameters parameters = new EncoderParameters(config, EncoderNames.MPNET, weights, constants);
        int heads = config.heads().query();
        Weight stored =
                weights.matrix(parameters.own("encoder.relative_attention_bias.weight"), RelativeBuckets.COUNT, heads);
        return new RobertaHeads(options, weights, parameters, List.of(CLASS), CLASS)
                .model(PADDING + 1, scores(byHead(stored, constants)));
    }

    private static AddedScores scores(Tensor table) {
        ScoreTerms terms = ScoreTerms.of(ScoreBias.shared(table, RelativeBuckets.COUNT, RelativeBuckets::of));
        return (rules, at, q, k, run) -> terms;
    }

    /** The numbers of each head one after the other, {@code [1, heads * buckets]}. */
    private static Tensor byHead(Weight stored, Scope constants) {
        double[] values = new double[stored.rows() * stored.columns()];
        for (int bucket = 0; bucket < stored.rows(); bucket++) {
            double[] ofHeads = stored.toDoubles(bucket);
            for (int head = 0; head < ofHeads.length; head++) {
                values[head * stored.rows() + bucket] = ofHeads[head];
            }
        }
        return constants.constant(Shape.of(1, values.length), values);
    }
}
