// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts.encoder;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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
import org.lxt.spi.parts.text.FirstState;
import org.lxt.spi.parts.text.TokenEmbedding;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.rows.PackedRows;

/**
 * A bidirectional encoder of text with heads for its task. Relevance is asked at the token embeddings.
 *
 * @param sizes what a caller needs to check an input
 * @param embedding of tokens
 * @param first makes the state that enters the first layer
 * @param layers the layers
 * @param finalNorm norm of the last layer's output, or none
 * @param heads what it gives
 */
public record TextEncoder(
        ModelSizes sizes,
        TokenEmbedding embedding,
        FirstState first,
        LayerStack layers,
        @Nullable Named<NormLayer> finalNorm,
        List<EncoderHead> heads)
        implements Model {
    /** Copies the list. */
    public TextEncoder {
        heads = List.copyOf(heads);
    }

    @Override
    public List<OutputKind> outputs() {
        return heads.stream().flatMap(h -> h.outputs().stream()).toList();
    }

    @Override
    public Tensor input(Scope scope, ModelInput input) {
        return embedding.apply(scope, input);
    }

    @Override
    public ModelOutput forward(Run run, Tensor embeddings) {
        ModelOutput.Builder output = ModelOutput.builder();
        PackedRows all = run.input().rows();
        PackedRows read = read(run.wanted(), all);
        Rules rules = run.rules().over(all, read);
        Tensor state = first.apply(rules, embeddings, run.input());
        Tensor last = layers.apply(run, all, read, state, output);
        Tensor normed = finalNorm == null ? last : rules.norm(finalNorm.below(Site.ROOT), finalNorm.part(), last);
        for (EncoderHead head : heads) {
            head.apply(run.rules(), normed, read, run.wanted(), output);
        }
        return output.build();
    }

    /** The rows that any of the heads reads. */
    private PackedRows read(PackedRows wanted, PackedRows all) {
        List<PackedRows> each =
                heads.stream().map(head -> head.reads(wanted, all)).distinct().toList();
        if (each.size() == 1) {
            return each.getFirst();
        }
        List<PackedRows.Address> addresses = new ArrayList<>();
        each.forEach(rows -> rows.runs()
                .forEach(run -> IntStream.range(0, run.count())
                        .mapToObj(i -> new PackedRows.Address(run.sequence(), run.firstPosition() + i))
                        .forEach(addresses::add)));
        return PackedRows.at(addresses);
    }
}
