// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.vit;

import static org.lxt.tensor.ops.Operations.add;
import static org.lxt.tensor.ops.Operations.scale;
import static org.lxt.tensor.ops.Operations.selectRows;

import java.util.List;
import java.util.stream.Stream;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.Rules;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.rows.PackedRows;

/**
 * The two classifiers of a distilled model, one on the class token and one on the distillation token. What the model says is
 * the mean of both; each alone is an output too.
 *
 * @param kind the mean
 * @param ofClass the classifier of the class token
 * @param ofDistillation the classifier of the distillation token
 * @see <a href="https://arxiv.org/abs/2012.12877">Training data-efficient image transformers and distillation through
 *     attention</a>
 */
record DistilledHead(OutputKind kind, LinearLayer ofClass, LinearLayer ofDistillation) implements VitHead {
    private static final Site HEADS = Site.of("heads");

    @Override
    public List<OutputKind> outputs() {
        return List.of(kind, named("cls_logits"), named("distillation_logits"));
    }

    private OutputKind named(String name) {
        return new OutputKind(name, kind.place(), kind.entries(), kind.labels());
    }

    @Override
    public List<PackedRows.Address> reads(PackedRows wanted, int tokens) {
        return ReadRows.images(wanted).stream()
                .flatMap(i -> Stream.of(new PackedRows.Address(i, 0), new PackedRows.Address(i, 1)))
                .toList();
    }

    @Override
    public void apply(Rules rules, Tensor x, PackedRows rows, PackedRows wanted, ModelOutput.Builder output) {
        List<Integer> images = ReadRows.images(wanted);
        PackedRows own = ReadRows.at(images, 0);
        if (own.size() == 0) {
            return;
        }
        Tensor first = selectRows(x, rows, own);
        Tensor second = selectRows(x, rows, ReadRows.at(images, 1));
        Tensor byClass = rules.linear(HEADS.child("head"), ofClass, first);
        Tensor byDistillation = rules.linear(HEADS.child("head_dist"), ofDistillation, second);
        output.output(kind.name(), scale(add(byClass, byDistillation), 0.5), own);
        output.output("cls_logits", byClass, own);
        output.output("distillation_logits", byDistillation, own);
    }
}
