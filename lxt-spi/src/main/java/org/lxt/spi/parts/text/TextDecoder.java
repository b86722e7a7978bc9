// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts.text;

import static org.lxt.tensor.ops.Operations.selectRows;

import java.util.List;
import java.util.stream.Stream;
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
import org.lxt.tensor.rows.PackedRows;

/**
 * A model of text without cross attention: embedding, layers, norm, and a head of some kind. Relevance is asked at the token
 * embeddings.
 *
 * @param sizes what a caller needs to check an input
 * @param embedding of tokens
 * @param first makes the state that enters the first layer
 * @param layers the layers
 * @param finalNorm norm of the last layer's output
 * @param head what it gives
 */
public record TextDecoder(
        ModelSizes sizes,
        TokenEmbedding embedding,
        FirstState first,
        LayerStack layers,
        Named<NormLayer> finalNorm,
        DecoderHead head)
        implements Model {
    @Override
    public List<OutputKind> outputs() {
        return List.of(head.output());
    }

    @Override
    public Tensor input(Scope scope, ModelInput input) {
        return embedding.apply(scope, input);
    }

    @Override
    public ModelOutput forward(Run run, Tensor embeddings) {
        ModelOutput.Builder output = ModelOutput.builder();
        Tensor last = layers.apply(run, first.apply(run.rules(), embeddings, run.input()), output);
        PackedRows read = rowsOfHead(run);
        if (read.size() > 0) {
            Tensor own = selectRows(last, run.wanted(), read);
            Rules rules = run.rules().over(read, read);
            Tensor normed = rules.norm(finalNorm.below(Site.ROOT), finalNorm.part(), own);
            output.output(head.output().name(), head.function().apply(rules, normed), read);
        }
        return output.build();
    }

    /** The wanted rows that the head has a vector for. */
    private PackedRows rowsOfHead(Run run) {
        if (head.output().place() != OutputKind.Place.LAST_TOKEN) {
            return run.wanted();
        }
        List<ModelInput.TokenSequence> sequences = run.input().sequences();
        return PackedRows.at(run.wanted().runs().stream()
                .flatMap(wanted -> {
                    int row = head.output().row(sequences.get(wanted.sequence()).ids());
                    boolean isIn = row >= wanted.firstPosition() && row < wanted.firstPosition() + wanted.count();
                    return isIn ? Stream.of(new PackedRows.Address(wanted.sequence(), row)) : Stream.empty();
                })
                .toList());
    }
}
