package org.lxt.models.gpt2;

import java.util.ArrayList;
import java.util.List;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.NormLayer;
import org.lxt.rules.Rules;
import org.lxt.spi.Model;
import org.lxt.spi.ModelConfig;
import org.lxt.spi.ModelException;
import org.lxt.spi.ModelInput;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.ModelSizes;
import org.lxt.spi.Run;
import org.lxt.spi.Weights;
import org.lxt.spi.decoder.LogitHead;
import org.lxt.spi.decoder.TokenEmbedding;
import org.lxt.spi.decoder.VocabularyMatrices;
import org.lxt.tensor.PackedRows;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.Weight;
import org.lxt.tensor.ops.Add;
import org.lxt.tensor.ops.Embedding;

/**
 * GPT-2 with a language model head. Source: {@code modeling_gpt2.py} of transformers.
 *
 * <p>Relevance is asked at the token embeddings; those of the positions are constants that are added to them.
 *
 * @see <a href="https://cdn.openai.com/better-language-models/language_models_are_unsupervised_multitask_learners.pdf">
 *     Language Models are Unsupervised Multitask Learners</a>
 */
final class Gpt2Model implements Model {
    private final ModelSizes sizes;
    private final TokenEmbedding tokens;
    private final Weight positions;
    private final List<Gpt2Block> blocks;
    private final NormLayer finalNorm;
    private final LogitHead head;

    private Gpt2Model(Gpt2Config config, Gpt2Parameters parameters) {
        this.sizes = new ModelSizes(config.vocabulary(), config.hidden(), config.layers(), config.positions());
        VocabularyMatrices vocabulary = parameters.vocabulary();
        this.tokens = TokenEmbedding.of(vocabulary.embedding());
        this.positions = parameters.positions();
        List<Gpt2Block> all = new ArrayList<>();
        for (int i = 0; i < config.layers(); i++) {
            all.add(parameters.block(i));
        }
        this.blocks = List.copyOf(all);
        this.finalNorm = parameters.finalNorm();
        this.head = LogitHead.linear(new LinearLayer(vocabulary.head(), null));
    }

    static Model load(ModelConfig options, Weights weights, Scope constants) {
        Gpt2Config config = Gpt2Config.read(options);
        return new Gpt2Model(config, new Gpt2Parameters(config, weights, constants));
    }

    @Override
    public ModelSizes sizes() {
        return sizes;
    }

    @Override
    public Tensor input(Scope scope, ModelInput input) {
        return tokens.apply(scope, input);
    }

    @Override
    public ModelOutput forward(Run run, Tensor embeddings) {
        Scope scope = embeddings.scope();
        Rules rules = run.rules();
        PackedRows rows = run.input().rows();
        PackedRows wanted = run.wanted();
        ModelOutput.Builder output = ModelOutput.builder();
        Tensor x = Add.apply(embeddings, positions(scope, run.input()));
        for (int i = 0; i < blocks.size(); i++) {
            Gpt2Block block = blocks.get(i);
            PackedRows kept = i == blocks.size() - 1 ? wanted : rows;
            output.hidden(block.site(), x, rows);
            x = scope.layer(x, h -> block.apply(rules, h, rows, kept));
        }
        output.hidden(Site.of("layers." + blocks.size()), x, wanted);
        Tensor normed = rules.norm(Site.of("ln_f"), finalNorm, x);
        return output.output("logits", head.apply(rules, normed), wanted).build();
    }

    private Tensor positions(Scope scope, ModelInput input) {
        for (int position : input.positions()) {
            if (position >= sizes.maxPositions()) {
                throw new ModelException("a token of the prompt is at position " + position
                        + ", but the model has learned embeddings for positions 0 to " + (sizes.maxPositions() - 1)
                        + " only; give smaller positions or a shorter prompt");
            }
        }
        return Embedding.apply(scope, positions, input.positions());
    }
}
