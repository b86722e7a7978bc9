package org.lxt.spi.parts.text;

import static org.lxt.tensor.ops.Operations.add;

import org.jspecify.annotations.Nullable;
import org.lxt.rules.NormLayer;
import org.lxt.rules.Rules;
import org.lxt.spi.Model;
import org.lxt.spi.ModelInput;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.ModelSizes;
import org.lxt.spi.OutputKind;
import org.lxt.spi.Run;
import org.lxt.spi.parts.LayerStack;
import org.lxt.spi.parts.Named;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;

/**
 * A decoder with a language model head: embedding, layers, norm, head. Its output is called {@code logits}. Relevance is
 * asked at the token embeddings.
 *
 * @param sizes what a caller needs to check an input
 * @param embedding of tokens
 * @param positions embeddings of positions, or none where attention rotates
 * @param layers the layers
 * @param finalNorm norm of the last layer's output
 * @param head makes logits
 */
public record CausalDecoder(
        ModelSizes sizes,
        TokenEmbedding embedding,
        @Nullable LearnedPositions positions,
        LayerStack layers,
        Named<NormLayer> finalNorm,
        LogitHead head)
        implements Model {
    @Override
    public Tensor input(Scope scope, ModelInput input) {
        return embedding.apply(scope, input);
    }

    @Override
    public ModelOutput forward(Run run, Tensor embeddings) {
        ModelOutput.Builder output = ModelOutput.builder();
        Tensor x = positions == null
                ? embeddings
                : add(embeddings, positions.apply(run.rules(), embeddings.scope(), run.input()));
        Tensor last = layers.apply(run, x, output);
        Rules rules = run.rules().over(run.wanted(), run.wanted());
        Tensor normed = rules.norm(finalNorm.below(Site.ROOT), finalNorm.part(), last);
        return output.output(OutputKind.LOGITS, head.apply(rules, normed), run.wanted())
                .build();
    }
}
