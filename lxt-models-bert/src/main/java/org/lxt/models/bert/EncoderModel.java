package org.lxt.models.bert;

import java.util.ArrayList;
import java.util.List;
import org.lxt.rules.Rules;
import org.lxt.spi.Model;
import org.lxt.spi.ModelInput;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.ModelSizes;
import org.lxt.spi.OutputKind;
import org.lxt.spi.Run;
import org.lxt.tensor.PackedRows;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Site;
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
    private final List<EncoderLayer> layers;
    private final List<EncoderHead> heads;

    EncoderModel(EncoderParameters parameters, EncoderEmbedding embedding, List<EncoderHead> heads) {
        this.embedding = embedding;
        this.heads = List.copyOf(heads);
        EncoderConfig config = parameters.config();
        this.sizes = new ModelSizes(config.vocabulary(), config.hidden(), config.layers(), embedding.positionCount());
        List<EncoderLayer> all = new ArrayList<>();
        for (int i = 0; i < config.layers(); i++) {
            all.add(parameters.layer(i));
        }
        this.layers = List.copyOf(all);
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
        Scope scope = words.scope();
        Rules rules = run.rules();
        PackedRows rows = run.input().rows();
        PackedRows wanted = run.wanted();
        ModelOutput.Builder output = ModelOutput.builder();
        Tensor x = embedding.apply(rules, run.input(), words);
        for (int i = 0; i < layers.size(); i++) {
            EncoderLayer layer = layers.get(i);
            PackedRows kept = i == layers.size() - 1 ? wanted : rows;
            output.hidden(layer.site(), x, rows);
            x = scope.layer(x, h -> layer.apply(rules, h, rows, kept));
        }
        output.hidden(Site.of("layers." + layers.size()), x, wanted);
        for (EncoderHead head : heads) {
            head.apply(rules, x, wanted, output);
        }
        return output.build();
    }
}
