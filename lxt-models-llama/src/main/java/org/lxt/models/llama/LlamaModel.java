package org.lxt.models.llama;

import java.util.ArrayList;
import java.util.List;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.NormLayer;
import org.lxt.rules.Rules;
import org.lxt.spi.Model;
import org.lxt.spi.ModelConfig;
import org.lxt.spi.ModelInput;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.ModelSizes;
import org.lxt.spi.Weights;
import org.lxt.tensor.PackedRows;
import org.lxt.tensor.Role;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.Weight;
import org.lxt.tensor.ops.Embedding;
import org.lxt.tensor.ops.RopeTable;

/**
 * LLaMA with a language model head. Source: {@code modeling_llama.py} of transformers.
 *
 * @see <a href="https://arxiv.org/abs/2302.13971">LLaMA: Open and Efficient Foundation Language Models</a>
 */
final class LlamaModel implements Model {
    private final LlamaConfig config;
    private final Rules rules;
    private final Weight embedding;
    private final List<LlamaBlock> blocks = new ArrayList<>();
    private final NormLayer finalNorm;
    private final LinearLayer head;

    private LlamaModel(LlamaConfig config, Rules rules, LlamaParameters parameters) {
        this.config = config;
        this.rules = rules;
        this.embedding = parameters.embedding();
        for (int layer = 0; layer < config.layers(); layer++) {
            blocks.add(parameters.block(layer));
        }
        this.finalNorm = parameters.finalNorm();
        this.head = parameters.head();
    }

    static LlamaModel load(ModelConfig options, Weights weights, Rules rules, Scope constants) {
        LlamaConfig config = LlamaConfig.read(options);
        return new LlamaModel(config, rules, new LlamaParameters(config, weights, constants));
    }

    @Override
    public ModelSizes sizes() {
        return new ModelSizes(
                config.vocabulary(),
                config.hidden(),
                config.layers(),
                config.rope().reach());
    }

    @Override
    public ModelOutput forward(Scope scope, ModelInput input, PackedRows wanted) {
        PackedRows rows = input.rows();
        Tensor embeddings = scope.watch(embed(scope, input));
        LlamaBlock.Angles all = angles(scope, input, rows, rows);
        LlamaBlock.Angles last = angles(scope, input, rows, wanted);
        ModelOutput.Builder output = ModelOutput.builder(embeddings);
        Tensor x = embeddings;
        for (int layer = 0; layer < blocks.size(); layer++) {
            LlamaBlock block = blocks.get(layer);
            boolean isLast = layer == blocks.size() - 1;
            output.hidden(block.site(), x, rows);
            PackedRows outputRows = isLast ? wanted : rows;
            LlamaBlock.Angles angles = isLast ? last : all;
            x = scope.layer(x, h -> block.apply(rules, h, rows, outputRows, angles));
        }
        output.hidden(Site.of("layers." + blocks.size()), x, wanted);
        Tensor normed = rules.norm(Site.of("norm"), finalNorm, x);
        Tensor logits = rules.linear(Site.of("lm_head").as(Role.HEAD), head, normed);
        return output.output("logits", logits, wanted).build();
    }

    private Tensor embed(Scope scope, ModelInput input) {
        return input.embeddings()
                .map(values -> scope.constant(Shape.of(input.rows().size(), config.hidden()), values))
                .orElseGet(() -> Embedding.apply(scope, embedding, input.ids()));
    }

    private LlamaBlock.Angles angles(Scope scope, ModelInput input, PackedRows rows, PackedRows wanted) {
        RopeTable all = config.rope().table(scope, input, rows);
        return new LlamaBlock.Angles(
                all, wanted.equals(rows) ? all : config.rope().table(scope, input, wanted));
    }
}
