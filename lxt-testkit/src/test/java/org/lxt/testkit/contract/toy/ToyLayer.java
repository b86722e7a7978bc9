// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.contract.toy;

import static org.lxt.tensor.ops.Operations.add;
import static org.lxt.tensor.ops.Operations.gatherRows;
import static org.lxt.tensor.ops.Operations.rmsNorm;
import static org.lxt.tensor.ops.Operations.selectRows;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.rules.AttentionInput;
import org.lxt.rules.NormLayer;
import org.lxt.rules.Rules;
import org.lxt.spi.parts.Layer;
import org.lxt.spi.parts.LayerRun;
import org.lxt.spi.parts.ParameterLookup;
import org.lxt.spi.parts.SelfAttention.Projections;
import org.lxt.spi.parts.options.DecoderConfig;
import org.lxt.spi.rope.HeadRotation;
import org.lxt.spi.rope.RotaryEmbedding;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.attention.AttentionShape;
import org.lxt.tensor.rows.PackedRows;
import org.lxt.tensor.rows.PackedRows.Address;

/** A layer of the toy family. */
record ToyLayer(
        @Nullable PlantedFault fault,
        Site site,
        NormLayer.Rms inputNorm,
        Projections projections,
        AttentionShape shape,
        NormLayer.Rms mlpNorm,
        ToyMlp mlp,
        RotaryEmbedding rope)
        implements Layer {
    private static final String INPUT_NORM = "input_layernorm";
    private static final String MLP_NORM = "post_attention_layernorm";

    static ToyLayer find(
            @Nullable PlantedFault fault,
            DecoderConfig config,
            ParameterLookup lookup,
            int i,
            int window,
            boolean bias) {
        String name = "layers." + i;
        Projections p = lookup.projections(name + ".self_attn", config.hidden(), config.heads(), false, false);
        if (fault == PlantedFault.KEY_AND_VALUE_SWAPPED) {
            p = new Projections(p.query(), p.value(), p.key(), p.output(), true);
        }
        if (fault == PlantedFault.WEIGHT_NEVER_READ && i > 0) {
            p = new Projections(p.query(), p.key(), p.value(), p.query(), true);
        }
        String inputNorm = name + "." + INPUT_NORM;
        String mlpNorm = name + "." + MLP_NORM;
        if (fault == PlantedFault.NORMS_SWAPPED || fault == PlantedFault.NORMS_SWAPPED_WITH_SITES) {
            inputNorm = name + "." + MLP_NORM;
            mlpNorm = name + "." + INPUT_NORM;
        }
        if (fault == PlantedFault.NORMS_OF_LAYERS_SWAPPED) {
            inputNorm = "layers." + (config.layers() - 1 - i) + "." + INPUT_NORM;
        }
        return new ToyLayer(
                fault,
                Site.of(name),
                norm(config, lookup, inputNorm),
                p,
                config.heads().causal(fault == PlantedFault.WINDOW_OFF_BY_ONE ? window + 1 : window),
                norm(config, lookup, mlpNorm),
                ToyMlp.find(fault, config, lookup, name + ".mlp", bias),
                config.rope());
    }

    private static NormLayer.Rms norm(DecoderConfig config, ParameterLookup lookup, String name) {
        return (NormLayer.Rms) lookup.norm(name, config.hidden(), 0, config.normEpsilon());
    }

    @Override
    public Tensor apply(Rules rules, Tensor x, LayerRun run) {
        Tensor h = inputNorm(rules, x);
        Tensor afterAttention =
                add(selectRows(x, run.rows(), run.wanted()), attention(rules, site.child("self_attn"), h, run));
        Tensor normed = rules.norm(normSite(MLP_NORM, INPUT_NORM), mlpNorm, afterAttention);
        return add(afterAttention, mlp.apply(rules, site.child("mlp"), normed));
    }

    private Site normSite(String name, String other) {
        return site.child(fault == PlantedFault.NORMS_SWAPPED_WITH_SITES ? other : name);
    }

    private Tensor inputNorm(Rules rules, Tensor x) {
        Site at = normSite(INPUT_NORM, MLP_NORM);
        return fault == PlantedFault.NORM_THROUGH_DEVIATION
                ? rules.ordinary(
                        at, z -> rmsNorm(z, inputNorm.weight(), inputNorm.offset(), inputNorm.epsilon(), false), x)
                : rules.norm(at, inputNorm, x);
    }

    private Tensor attention(Rules rules, Site at, Tensor h, LayerRun run) {
        Tensor q = rules.linear(at.child("q"), projections.query().part(), selectRows(h, run.rows(), run.wanted()));
        Tensor k = rules.linear(at.child("k"), projections.key().part(), h);
        Tensor v = rules.linear(at.child("v"), projections.value().part(), h);
        q = HeadRotation.apply(rules, at.child("q_rotation"), q, run.angles().ofWanted(), shape.heads());
        k = HeadRotation.apply(rules, at.child("k_rotation"), k, run.angles().ofRows(), shape.keyValueHeads());
        PackedRows queries = run.wanted();
        PackedRows keys = run.rows();
        if (fault == PlantedFault.MASK_AHEAD_BY_ONE) {
            k = gatherRows(k, ahead(keys));
            v = gatherRows(v, ahead(keys));
        }
        if (fault == PlantedFault.PACKED_AS_ONE) {
            queries = asOne(queries, keys);
            keys = PackedRows.ofLengths(keys.size());
        }
        Tensor context = rules.attention(at, new AttentionInput(q, k, v, shape, queries, keys));
        return rules.linear(at.child("o"), projections.output().part(), context);
    }

    /** For each row the one after it; for a prompt's last one itself. */
    private static int[] ahead(PackedRows rows) {
        int[] ahead = new int[rows.size()];
        int first = 0;
        for (PackedRows.Run run : rows.runs()) {
            for (int i = 0; i < run.count(); i++) {
                ahead[first + i] = first + Math.min(i + 1, run.count() - 1);
            }
            first += run.count();
        }
        return ahead;
    }

    /** The rows as if all prompts were one. */
    private static PackedRows asOne(PackedRows some, PackedRows all) {
        List<Address> moved = new ArrayList<>();
        for (int index : some.indicesIn(all)) {
            moved.add(new Address(0, index));
        }
        return PackedRows.at(moved);
    }
}
