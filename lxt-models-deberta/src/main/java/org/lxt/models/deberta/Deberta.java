// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.deberta;

import java.util.List;
import org.lxt.spi.Model;
import org.lxt.spi.ModelSizes;
import org.lxt.spi.OutputKind;
import org.lxt.spi.OutputKind.Place;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.ParameterLookup;
import org.lxt.spi.parts.encoder.EncoderHead;
import org.lxt.spi.parts.encoder.EncoderTask;
import org.lxt.spi.parts.encoder.RowFunction;
import org.lxt.spi.parts.encoder.StoredHeads;
import org.lxt.spi.parts.encoder.TaskHeads;
import org.lxt.spi.parts.encoder.TextEncoder;
import org.lxt.spi.parts.text.TokenEmbedding;
import org.lxt.spi.parts.text.VocabularyMatrices;
import org.lxt.tensor.Scope;
import org.lxt.tensor.weight.Weight;

/**
 * DeBERTa with a head for its task. Source: {@code modeling_deberta.py} and {@code modeling_deberta_v2.py} of transformers.
 *
 * @see <a href="https://arxiv.org/abs/2006.03654">DeBERTa: Decoding-enhanced BERT with Disentangled Attention</a>
 * @see <a href="https://arxiv.org/abs/2111.09543">DeBERTaV3</a>
 */
final class Deberta {
    private static final String POOLER = "pooler.dense";
    private static final String USUAL = "cls.predictions.";
    private static final String NEW = "lm_predictions.lm_head.";

    private final DebertaVersion version;
    private final ModelConfig options;
    private final DebertaConfig config;
    private final Weights weights;
    private final DebertaParameters parameters;
    private final TaskHeads heads;

    private Deberta(DebertaVersion version, ModelConfig options, Weights weights, Scope constants) {
        this.version = version;
        this.options = options;
        this.config = DebertaConfig.read(options, version);
        this.weights = weights;
        this.parameters = new DebertaParameters(version, config, weights, constants);
        this.heads = new TaskHeads(parameters.lookup(), config.hidden(), parameters::norm);
    }

    static Model load(DebertaVersion version, ModelConfig options, Weights weights, Scope constants) {
        return new Deberta(version, options, weights, constants).model();
    }

    /** The head of the first published files counts only where the options ask for it, as in the reference. */
    private EncoderTask storedTask() {
        return new StoredHeads(options, weights)
                .sign(
                        (config.legacy() ? USUAL + "transform.dense" : NEW + "dense") + ".weight",
                        EncoderTask.MASKED_LANGUAGE_MODEL)
                .classifier(weights.has(POOLER + ".weight"))
                .task();
    }

    private Model model() {
        EncoderTask task = EncoderTask.of(options, this::storedTask, List.of(version.className()), version.className());
        Weight words;
        EncoderHead head;
        if (task == EncoderTask.MASKED_LANGUAGE_MODEL && config.legacy()) {
            VocabularyMatrices vocabulary = VocabularyMatrices.find(
                    weights,
                    parameters.words(),
                    USUAL + "decoder.weight",
                    config.vocabulary(),
                    config.hidden(),
                    config.tiedHead());
            words = vocabulary.embedding();
            head = usualHead(vocabulary.head());
        } else {
            words = weights.matrix(parameters.words(), config.vocabulary(), config.hidden());
            head = task == EncoderTask.MASKED_LANGUAGE_MODEL ? newHead(words) : other(task);
        }
        return new TextEncoder(
                new ModelSizes(config.vocabulary(), config.hidden(), config.layers(), config.positions()),
                TokenEmbedding.of(words),
                parameters.embedding(),
                parameters.layers(),
                null,
                List.of(head));
    }

    private EncoderHead usualHead(Weight decoder) {
        ParameterLookup lookup = parameters.lookup();
        return heads.ofMasked(
                OutputKind.LOGITS,
                heads.transform(USUAL + "transform.dense", USUAL + "transform.LayerNorm", config.activation(), true),
                decoder,
                lookup.sharedBias(USUAL + "bias", USUAL + "decoder.bias", config.vocabulary()));
    }

    /** Its decoder is the words' embeddings themselves, whatever the options say of ties. */
    private EncoderHead newHead(Weight words) {
        return heads.ofMasked(
                OutputKind.LOGITS,
                heads.transform(NEW + "dense", NEW + "LayerNorm", config.activation(), true),
                words,
                parameters.lookup().vector(NEW + "bias", config.vocabulary()));
    }

    private EncoderHead other(EncoderTask task) {
        return switch (task) {
            case SEQUENCE_CLASSIFICATION ->
                heads.ofSequence(options, Place.FIRST_TOKEN, pooler(), TaskHeads.CLASSIFIER);
            case TOKEN_CLASSIFICATION -> heads.ofTokens(options, RowFunction.IDENTITY);
            case QUESTION_ANSWERING -> heads.ofSpans(options, RowFunction.IDENTITY, "qa_outputs");
            case MULTIPLE_CHOICE -> heads.ofChoice(Place.FIRST_TOKEN, pooler());
            default -> heads.states();
        };
    }

    private RowFunction pooler() {
        return heads.dense("pooler", POOLER, config.pooler());
    }
}
