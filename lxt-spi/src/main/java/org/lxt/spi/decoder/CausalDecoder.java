package org.lxt.spi.decoder;

import org.lxt.rules.NormLayer;
import org.lxt.spi.Model;
import org.lxt.spi.ModelInput;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.ModelSizes;
import org.lxt.spi.Run;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;

/** A decoder with a language model head: embedding, layers, norm, head. Its output is called {@code logits}. */
public final class CausalDecoder implements Model {
    private final ModelSizes sizes;
    private final TokenEmbedding embedding;
    private final DecoderStack stack;
    private final NormLayer finalNorm;
    private final LogitHead head;

    /** Puts a model together from its parts. */
    public CausalDecoder(
            ModelSizes sizes, TokenEmbedding embedding, DecoderStack stack, NormLayer finalNorm, LogitHead head) {
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
    public Tensor input(Scope scope, ModelInput input) {
        return embedding.apply(scope, input);
    }

    @Override
    public ModelOutput forward(Run run, Tensor embeddings) {
        ModelOutput.Builder output = ModelOutput.builder();
        Tensor x = stack.apply(run, embeddings, output);
        Tensor normed = run.rules().norm(Site.of("norm"), finalNorm, x);
        return output.output("logits", head.apply(run.rules(), normed), run.wanted())
                .build();
    }
}
