package org.lxt.spi.decoder;

import org.lxt.rules.NormLayer;
import org.lxt.rules.Rules;
import org.lxt.spi.Model;
import org.lxt.spi.ModelInput;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.ModelSizes;
import org.lxt.tensor.PackedRows;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;

/** A decoder with a language model head: embedding, layers, norm, head. Its output is called {@code logits}. */
public final class CausalDecoder implements Model {
    private final Rules rules;
    private final ModelSizes sizes;
    private final TokenEmbedding embedding;
    private final DecoderStack stack;
    private final NormLayer finalNorm;
    private final LogitHead head;

    /** Puts a model together from its parts. */
    public CausalDecoder(
            Rules rules,
            ModelSizes sizes,
            TokenEmbedding embedding,
            DecoderStack stack,
            NormLayer finalNorm,
            LogitHead head) {
        this.rules = rules;
        this.sizes = sizes;
        this.embedding = embedding;
        this.stack = stack;
        this.finalNorm = finalNorm;
        this.head = head;
    }

    @Override
    public ModelSizes sizes() {
        return sizes;
    }

    @Override
    public ModelOutput forward(Scope scope, ModelInput input, PackedRows wanted) {
        Tensor embeddings = scope.watch(embedding.apply(scope, input));
        ModelOutput.Builder output = ModelOutput.builder(embeddings);
        Tensor x = stack.apply(rules, input, embeddings, wanted, output);
        Tensor normed = rules.norm(Site.of("norm"), finalNorm, x);
        return output.output("logits", head.apply(rules, normed), wanted).build();
    }
}
