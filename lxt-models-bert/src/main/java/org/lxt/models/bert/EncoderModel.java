package org.lxt.models.bert;

import java.util.ArrayList;
import java.util.List;
import org.lxt.spi.Model;
import org.lxt.spi.ModelInput;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.ModelSizes;
import org.lxt.spi.OutputKind;
import org.lxt.spi.Run;
import org.lxt.spi.parts.Layer;
import org.lxt.spi.parts.LayerStack;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Tensor;

/**
 * A bidirectional encoder with heads for its task. Source: {@code modeling_bert.py}, {@code modeling_roberta.py} and {@code
 * modeling_distilbert.py} of transformers; the rules are those of {@code lxt.efficient.models.bert}.
 *
 * @see <a href="https://arxiv.org/abs/1810.04805">BERT: Pre-training of Deep Bidirectional Transformers for Language
 *     Understanding</a>
 */
final class EncoderModel implements Model {
    private final ModelSizes sizes;
    private final EncoderEmbedding embedding;
    private final LayerStack layers;
    private final List<EncoderHead> heads;

    EncoderModel(EncoderParameters parameters, EncoderEmbedding embedding, List<EncoderHead> heads) {
        this.embedding = embedding;
        this.heads = List.copyOf(heads);
        EncoderConfig config = parameters.config();
        this.sizes = new ModelSizes(
                config.vocabulary(),
                config.hidden(),
                config.layers(),
                embedding.positions().count());
        List<Layer> all = new ArrayList<>();
        for (int i = 0; i < config.layers(); i++) {
            all.add(parameters.layer(i));
        }
        this.layers = new LayerStack(all);
    }

    @Override
    public ModelSizes sizes() {
        return sizes;
    }

    @Override
    public List<OutputKind> outputs() {
        return heads.stream().flatMap(h -> h.outputs().stream()).toList();
    }

    @Override
    public Tensor input(Scope scope, ModelInput input) {
        return embedding.words(scope, input);
    }

    @Override
    public ModelOutput forward(Run run, Tensor words) {
        ModelOutput.Builder output = ModelOutput.builder();
        Tensor embedded = embedding.apply(run.rules().over(run.input().rows(), run.wanted()), run.input(), words);
        Tensor last = layers.apply(run, embedded, output);
        for (EncoderHead head : heads) {
            head.apply(run.rules(), last, run.wanted(), output);
        }
        return output.build();
    }
}
