// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops;

import static org.lxt.tensor.Ledger.Cause.BIAS;
import static org.lxt.tensor.Ledger.Cause.CONSTANT;
import static org.lxt.tensor.Ledger.Cause.DIVISION;
import static org.lxt.tensor.Ledger.Cause.ORDINARY;
import static org.lxt.tensor.Ledger.Cause.PRODUCT;
import static org.lxt.tensor.Ledger.Cause.SOFTMAX;
import static org.lxt.tensor.Ledger.Cause.STABILIZER;
import static org.lxt.tensor.ops.Operations.activate;
import static org.lxt.tensor.ops.Operations.add;
import static org.lxt.tensor.ops.Operations.attention;
import static org.lxt.tensor.ops.Operations.linear;
import static org.lxt.tensor.ops.Operations.multiply;
import static org.lxt.tensor.ops.Operations.rmsNorm;
import static org.lxt.tensor.ops.Operations.rope;
import static org.lxt.tensor.ops.Operations.selectRows;
import static org.lxt.tensor.ops.relevance.RelevanceOperations.divideGradient;
import static org.lxt.tensor.ops.relevance.RelevanceOperations.secant;

import java.util.List;
import org.lxt.tensor.Case;
import org.lxt.tensor.Case.Input;
import org.lxt.tensor.RandomValues;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.backend.kernel.Band;
import org.lxt.tensor.ops.attention.AttentionShape;
import org.lxt.tensor.ops.attention.RopeTable;
import org.lxt.tensor.rows.PackedRows;
import org.lxt.tensor.weight.Weight;

/** A small transformer block whose input is used in several places, by rows that are not the same in each. */
final class BlockCases {
    private final PackedRows all;
    private final PackedRows explained;
    private final AttentionShape shape;
    private final int width;
    private final boolean keysAreInput;
    private final boolean changed;
    private final boolean framed;
    private final Weight toQuery;
    private final Weight toKey;
    private final Weight toValue;
    private final Weight toOutput;
    private final Weight gate;
    private final Weight up;
    private final Weight down;
    private final Weight head;
    private final Input bias;
    private final Input normWeight;
    private final Input constant;
    private final Activation activation;

    private BlockCases(RandomValues random, boolean changed) {
        this.changed = changed;
        this.all = random.sequences(2, 4);
        this.explained = random.someOf(all);
        this.framed = random.coin();
        this.keysAreInput = random.coin();
        int keyValueHeads = random.between(1, 2);
        int window = random.coin() ? Band.UNLIMITED : random.between(1, 3);
        this.shape = new AttentionShape(keyValueHeads * random.between(1, 2), keyValueHeads, 2, 0.7, true, window);
        int keyWidth = keyValueHeads * 2;
        this.width = keyWidth;
        int inner = random.between(1, 4);
        this.toQuery = random.weight(shape.heads() * 2, width);
        this.toKey = random.weight(keyWidth, width);
        this.toValue = random.weight(keyWidth, width);
        this.toOutput = random.weight(width, shape.heads() * 2);
        this.gate = random.weight(inner, width);
        this.up = random.weight(inner, width);
        this.down = random.weight(width, inner);
        this.head = random.weight(3, width);
        this.bias = new Input(Shape.of(keyWidth), random.values(keyWidth));
        this.normWeight = new Input(Shape.of(width), random.values(width));
        this.constant = random.input(explained.size(), width);
        // Not RELU, whose kinks a difference quotient might straddle.
        Activation[] smooth = {Activation.SILU, Activation.GELU, Activation.GELU_TANH, Activation.TANH};
        this.activation = smooth[random.between(0, smooth.length - 1)];
    }

    static List<Case> of(RandomValues random) {
        return List.of(
                new BlockCases(random, false).make(random),
                new BlockCases(random, true).make(random),
                sharedGradient(random));
    }

    /**
     * A sum passes one gradient on to both of its terms, and to each term a gradient at a single row is added from
     * elsewhere: to one before, to the other after. None of it may be seen at the other term.
     */
    private static Case sharedGradient(RandomValues random) {
        PackedRows rows = PackedRows.ofLengths(random.between(2, 5));
        PackedRows one = PackedRows.at(List.of(new PackedRows.Address(0, random.between(0, rows.size() - 1))));
        AttentionShape whole = new AttentionShape(1, 1, 2, 1, false, Band.UNLIMITED);
        Input q = random.input(1, 2);
        Input k = random.input(rows.size(), 2);
        return Case.ordinary(
                "shared gradient, " + one + " of " + rows,
                List.of(random.input(rows.size(), 2), random.input(rows.size(), 2)),
                (s, x) -> {
                    Tensor after = selectRows(x.get(0), rows, one);
                    Tensor sum = add(x.get(0), x.get(1));
                    Tensor seen = attention(q.constant(s), k.constant(s), sum, whole, one, rows);
                    Tensor before = selectRows(x.get(1), rows, one);
                    return add(add(after, seen), before);
                });
    }

    private Case make(RandomValues random) {
        String name = (changed ? "block with rules, " : "block, ") + shape + ", " + explained + " of " + all;
        List<Input> inputs = List.of(random.input(all.size(), width));
        Case.Body body = (s, x) -> framed ? s.frame(() -> block(s, x.get(0))) : block(s, x.get(0));
        return changed
                ? Case.changed(name, inputs, body, BIAS, CONSTANT, DIVISION, STABILIZER, PRODUCT, SOFTMAX)
                : Case.ordinary(name, inputs, body, BIAS, CONSTANT, ORDINARY, PRODUCT, SOFTMAX);
    }

    private Tensor block(Scope s, Tensor x) {
        Tensor weight = normWeight.constant(s);
        Tensor residual = selectRows(x, all, explained);
        Tensor normed = rmsNorm(x, weight, 1, 0.1, changed);
        Tensor q = linear(selectRows(normed, all, explained), toQuery, null);
        Tensor k = keysAreInput ? x : linear(normed, toKey, bias.constant(s));
        Tensor v = linear(normed, toValue, bias.constant(s));
        q = rope(q, angles(s, explained), shape.heads());
        Tensor attended = attention(divide(q, 4), divide(k, 4), divide(v, 2), shape, explained, all);
        Tensor middle = s.frame(() -> add(linear(attended, toOutput, null), residual));
        Tensor y = add(mlp(rmsNorm(middle, weight, 0, 0.1, changed)), middle);
        return linear(add(y, constant.constant(s)), head, null);
    }

    private Tensor mlp(Tensor x) {
        Tensor gated = linear(x, gate, null);
        Tensor open =
                changed ? secant(gated, activate(activation, gated.detach()), 1e-10) : activate(activation, gated);
        return linear(divide(multiply(open, linear(x, up, null)), 2), down, null);
    }

    private Tensor divide(Tensor x, double n) {
        return changed ? divideGradient(x, n) : x;
    }

    private static RopeTable angles(Scope s, PackedRows rows) {
        int[] positions = RandomValues.addresses(rows).stream()
                .mapToInt(a -> a.position())
                .toArray();
        return RopeTable.of(s, positions, new float[] {0.9f}, 1);
    }
}
