// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.modernbert;

import java.util.List;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.MlpLayer;
import org.lxt.rules.NormLayer;
import org.lxt.spi.Model;
import org.lxt.spi.ModelSizes;
import org.lxt.spi.OutputKind;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.BranchNorms;
import org.lxt.spi.parts.FeedForward;
import org.lxt.spi.parts.Layer;
import org.lxt.spi.parts.LayerStack;
import org.lxt.spi.parts.Named;
import org.lxt.spi.parts.ParameterLookup;
import org.lxt.spi.parts.ResidualLayer;
import org.lxt.spi.parts.SelfAttention;
import org.lxt.spi.parts.encoder.EncoderHead;
import org.lxt.spi.parts.encoder.EncoderTask;
import org.lxt.spi.parts.encoder.RowFunction;
import org.lxt.spi.parts.encoder.TaskHeads;
import org.lxt.spi.parts.encoder.TextEncoder;
import org.lxt.spi.parts.text.TokenEmbedding;
import org.lxt.spi.parts.text.VocabularyMatrices;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Site;
import org.lxt.tensor.backend.kernel.Band;
import org.lxt.tensor.weight.Weight;

/**
 * ModernBERT: an encoder with rotary positions, gated MLPs, norms before the branches, and windows in most layers. The first
 * layer's attention reads the normed embeddings as they are. Source: {@code modeling_modernbert.py} of transformers.
 *
 * @see <a href="https://arxiv.org/abs/2412.13663">Smarter, Better, Faster, Longer</a>
 */
final class ModernBert {
    static final String CLASS = "ModernBert";

    private static final String WORDS = "embeddings.tok_embeddings.weight";
    private static final String DECODER = "decoder.weight";
    private static final Site EMBEDDING_NORM = Site.of("embeddings.norm");

    private final ModelConfig options;
    private final ModernBertConfig config;
    private final Weights weights;
    private final ParameterLookup parameters;
    private final String prefix;

    private ModernBert(ModelConfig options, Weights weights, Scope constants) {
        this.options = options;
        this.config = ModernBertConfig.read(options);
        this.weights = weights;
        this.parameters = new ParameterLookup(weights, constants);
        this.prefix = weights.has(WORDS) ? "" : "model.";
    }

    static Model load(ModelConfig options, Weights weights, Scope constants) {
        return new ModernBert(options, weights, constants).model();
    }

    private Model model() {
        EncoderTask task = EncoderTask.of(options, this::storedTask, List.of(CLASS), CLASS);
        Weight words;
        EncoderHead head;
        TaskHeads heads = new TaskHeads(parameters, config.hidden(), this::norm);
        if (task == EncoderTask.MASKED_LANGUAGE_MODEL) {
            VocabularyMatrices vocabulary = VocabularyMatrices.find(
                    weights, prefix + WORDS, DECODER, config.vocabulary(), config.hidden(), config.tiedHead());
            words = vocabulary.embedding();
            head = heads.ofMasked(
                    OutputKind.LOGITS,
                    prediction(heads),
                    vocabulary.head(),
                    config.biases().decoder() ? parameters.vector("decoder.bias", config.vocabulary()) : null);
        } else {
            words = weights.matrix(prefix + WORDS, config.vocabulary(), config.hidden());
            head = other(heads, task);
        }
        NormLayer first = norm(prefix + "embeddings.norm");
        return new TextEncoder(
                new ModelSizes(
                        config.vocabulary(),
                        config.hidden(),
                        config.layers(),
                        config.full().reach()),
                TokenEmbedding.of(words),
                (rules, embeddings, input) -> rules.norm(EMBEDDING_NORM, first, embeddings),
                LayerStack.of(config.layers(), this::layer),
                new Named<>("final_norm", norm(prefix + "final_norm")),
                List.of(head));
    }

    private EncoderHead other(TaskHeads heads, EncoderTask task) {
        return switch (task) {
            case SEQUENCE_CLASSIFICATION ->
                heads.ofSequence(options, config.pooling(), prediction(heads), TaskHeads.CLASSIFIER);
            case TOKEN_CLASSIFICATION -> heads.ofTokens(options, prediction(heads));
            case QUESTION_ANSWERING -> heads.ofSpans(options, prediction(heads), TaskHeads.CLASSIFIER);
            case MULTIPLE_CHOICE -> heads.ofChoice(config.pooling(), prediction(heads));
            default -> heads.states();
        };
    }

    /** All classifiers have the same name and the same transform before them. */
    private EncoderTask storedTask() {
        if (weights.has("classifier.weight")) {
            throw options.wrong(
                    "architectures",
                    "there, for the classifier in the weights may be one of texts, of tokens or of spans",
                    options.architectures());
        }
        return weights.has("head.dense.weight") ? EncoderTask.MASKED_LANGUAGE_MODEL : EncoderTask.ENCODER;
    }

    private RowFunction prediction(TaskHeads heads) {
        return heads.transform(
                "head.dense",
                "head.norm",
                config.headActivation(),
                config.biases().head());
    }

    private Layer layer(int index) {
        String name = prefix + "layers." + index + ".";
        return new ResidualLayer(
                Site.of("layers." + index),
                index == 0 ? BranchNorms.none() : preNorm(name, "attn_norm"),
                new Named<>("attn", attention(index, name + "attn")),
                preNorm(name, "mlp_norm"),
                new Named<>("mlp", mlp(name + "mlp")));
    }

    private SelfAttention attention(int layer, String name) {
        int hidden = config.hidden();
        boolean slides = config.types().slides(layer);
        boolean withBias = config.biases().attention();
        List<LinearLayer> qkv = parameters.stacked(name + ".Wqkv", hidden, withBias, hidden, hidden, hidden);
        return new SelfAttention(
                SelfAttention.Projections.named(
                        qkv.get(0), qkv.get(1), qkv.get(2), parameters.linear(name + ".Wo", hidden, hidden, withBias)),
                null,
                config.heads()
                        .bidirectional(1 / Math.sqrt(config.heads().size()), slides ? config.window() : Band.UNLIMITED),
                slides ? config.local() : config.full());
    }

    /** The half that is called input in the reference opens the other, whatever that is called there. */
    private FeedForward mlp(String name) {
        int inner = config.inner();
        boolean withBias = config.biases().mlp();
        List<LinearLayer> halves = parameters.stacked(name + ".Wi", config.hidden(), withBias, inner, inner);
        return FeedForward.of(new MlpLayer(
                halves.get(0),
                halves.get(1),
                parameters.linear(name + ".Wo", inner, config.hidden(), withBias),
                config.activation()));
    }

    private BranchNorms preNorm(String layer, String name) {
        return BranchNorms.preNorm(new Named<>(name, norm(layer + name)));
    }

    private NormLayer norm(String name) {
        return parameters.layerNorm(name, config.hidden(), config.biases().norm(), config.normEpsilon());
    }
}
