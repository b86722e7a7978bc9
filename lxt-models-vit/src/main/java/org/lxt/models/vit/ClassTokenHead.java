// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.vit;

import static org.lxt.tensor.ops.Operations.activate;
import static org.lxt.tensor.ops.Operations.selectRows;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.Rules;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.rows.PackedRows;

/**
 * One output per picture, made of its class token: a hidden layer with an activation, if there is one, which keeps its
 * ordinary derivative as in the reference, and a linear layer, if there is one.
 *
 * @param kind the output
 * @param representation the hidden layer, or none
 * @param activation what follows the hidden layer
 * @param layer the linear layer, or none
 */
record ClassTokenHead(
        OutputKind kind,
        @Nullable LinearLayer representation,
        Activation activation,
        @Nullable LinearLayer layer) implements VitHead {
    private static final Site HEADS = Site.of("heads");
    private static final Site HEAD = HEADS.child("head");

    @Override
    public List<OutputKind> outputs() {
        return List.of(kind);
    }

    @Override
    public List<PackedRows.Address> reads(PackedRows wanted, int tokens) {
        return ReadRows.images(wanted).stream()
                .map(i -> new PackedRows.Address(i, 0))
                .toList();
    }

    @Override
    public void apply(Rules rules, Tensor x, PackedRows rows, PackedRows wanted, ModelOutput.Builder output) {
        PackedRows own = ReadRows.at(ReadRows.images(wanted), 0);
        Rules ofOwn = rules.over(own, own);
        if (own.size() == 0) {
            return;
        }
        Tensor state = selectRows(x, rows, own);
        if (representation != null) {
            Tensor inner = ofOwn.linear(HEADS.child("pre_logits"), representation, state);
            state = rules.ordinary(HEADS.child("act"), z -> activate(activation, z), inner);
        }
        if (layer != null) {
            state = ofOwn.linear(HEAD, layer, state);
        }
        output.output(kind.name(), state, own);
    }
}
