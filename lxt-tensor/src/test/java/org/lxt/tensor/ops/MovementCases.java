// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops;

import static org.lxt.tensor.Ledger.Cause.BIAS;
import static org.lxt.tensor.Ledger.Cause.CONSTANT;
import static org.lxt.tensor.ops.Operations.concat;
import static org.lxt.tensor.ops.Operations.conv2d;
import static org.lxt.tensor.ops.Operations.gatherColumns;
import static org.lxt.tensor.ops.Operations.gatherRows;
import static org.lxt.tensor.ops.Operations.groupedLinear;
import static org.lxt.tensor.ops.Operations.groupedLinearOfPairs;
import static org.lxt.tensor.ops.Operations.linear;
import static org.lxt.tensor.ops.Operations.multiply;
import static org.lxt.tensor.ops.Operations.reshape;
import static org.lxt.tensor.ops.Operations.scatterAddRows;
import static org.lxt.tensor.ops.Operations.slice;
import static org.lxt.tensor.ops.Operations.split;
import static org.lxt.tensor.ops.Operations.transpose;
import static org.lxt.tensor.ops.Operations.unfold;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lxt.tensor.Case;
import org.lxt.tensor.Case.Input;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.RandomValues;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.linear.ConvolutionWindows;
import org.lxt.tensor.ops.linear.ImageShape;
import org.lxt.tensor.ops.linear.Routing;
import org.lxt.tensor.ops.move.ColumnMap;
import org.lxt.tensor.weight.Weight;

/**
 * Every operation that puts numbers elsewhere, in random configurations; each once more with some rows of its result
 * added up, so that seeds have gradients at several rows and not at others.
 */
final class MovementCases {
    private final RandomValues random;
    private final List<Case> cases = new ArrayList<>();

    private MovementCases(RandomValues random) {
        this.random = random;
    }

    static List<Case> of(RandomValues random) {
        MovementCases made = new MovementCases(random);
        made.reshapes();
        made.transposes();
        made.slices();
        made.concats();
        made.gathers();
        made.convolutions();
        made.experts();
        return made.cases;
    }

    private void add(String name, List<Input> inputs, Case.Body body, Ledger.Cause... causes) {
        cases.add(Case.ordinary(name, inputs, body, causes));
        long seed = random.between(0, 1_000_000);
        Case.Body mixed = (s, x) -> someAddedUp(body.apply(s, x), new RandomValues(seed));
        cases.add(Case.ordinary(name + ", some rows (or zeros) added up", inputs, mixed, causes));
    }

    /** Each row by factors of its own first: gradient rows that are all alike would hide a mistaken one. */
    static Tensor someAddedUp(Tensor y, RandomValues random) {
        double[] factors = random.values(Math.toIntExact(y.size()));
        Tensor scaled = multiply(y, y.scope().constant(y.shape(), factors));
        int count = Math.max(1, y.rows() / 2);
        int[] to = IntStream.range(0, y.rows())
                .map(r -> random.between(0, count - 1))
                .toArray();
        return scatterAddRows(scaled, to, count);
    }

    private Input deep(int... extents) {
        Shape shape = Shape.of(extents);
        return new Input(shape, random.values(Math.toIntExact(shape.size())));
    }

    private int[] extents(int dimensions) {
        int[] extents = new int[dimensions];
        Arrays.setAll(extents, d -> random.between(1, 4));
        return extents;
    }

    private void reshapes() {
        int n = random.between(1, 4);
        int k = random.between(2, 4);
        int d = random.between(1, 4);
        add("reshape within rows", List.of(deep(n, k, d)), (s, x) -> reshape(x.get(0), Shape.of(n, d, k)));
        add("reshape to longer rows", List.of(deep(n * k, d)), (s, x) -> reshape(x.get(0), Shape.of(n, k * d)));
        add("reshape to shorter rows", List.of(deep(n, k * d)), (s, x) -> reshape(x.get(0), Shape.of(n * k, d)));
        add(
                "reshape to rows across rows",
                List.of(deep(3 * n, 4 * d)),
                (s, x) -> reshape(x.get(0), Shape.of(2 * n, 6 * d)));
        add(
                "reshape with a use of x beside it",
                List.of(deep(n * k, d)),
                (s, x) -> Operations.add(reshape(x.get(0), Shape.of(n, k * d)), reshape(x.get(0), Shape.of(n, k * d))));
    }

    private void transposes() {
        int[] extents = extents(random.between(2, 4));
        List<Integer> order =
                IntStream.range(0, extents.length).boxed().collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(order, new java.util.Random(random.between(0, 1000)));
        int[] axes = order.stream().mapToInt(a -> a).toArray();
        String name = "transpose " + order + " of " + Arrays.toString(extents);
        add(name, List.of(deep(extents)), (s, x) -> transpose(x.get(0), axes));
        int[] three = extents(3);
        add(
                "transpose within rows of " + Arrays.toString(three),
                List.of(deep(three)),
                (s, x) -> transpose(x.get(0), 0, 2, 1));
        add(
                "transpose of rows and heads of " + Arrays.toString(three),
                List.of(deep(three)),
                (s, x) -> transpose(x.get(0), 1, 0, 2));
    }

    private void slices() {
        int[] extents = extents(3);
        int axis = random.between(0, 2);
        int first = random.between(0, extents[axis] - 1);
        int count = random.between(1, extents[axis] - first);
        String where = " axis " + axis + " of " + Arrays.toString(extents);
        add(
                "slice " + first + " + " + count + where,
                List.of(deep(extents)),
                (s, x) -> slice(x.get(0), axis, first, count));
        int half = random.between(1, 3);
        int[] cut = extents.clone();
        cut[axis] = 2 * half;
        add("the two halves" + where, List.of(deep(cut)), (s, x) -> {
            List<Tensor> halves = split(x.get(0), axis, half, half);
            return Operations.add(halves.get(0), halves.get(1));
        });
    }

    private void concats() {
        int[] extents = extents(3);
        int axis = random.between(0, 2);
        int[] other = extents.clone();
        other[axis] = random.between(1, 3);
        Input constant = deep(other);
        String where = " along axis " + axis + " of " + Arrays.toString(extents);
        add("concat" + where, List.of(deep(extents), deep(other)), (s, x) -> concat(axis, x.get(0), x.get(1)));
        add("concat of x, x" + where, List.of(deep(extents)), (s, x) -> concat(axis, x.get(0), x.get(0)));
        add(
                "concat with a constant, zeros to x" + where,
                List.of(deep(extents), deep(other)),
                (s, x) -> concat(axis, constant.constant(s), x.get(0), constant.constant(s), x.get(1)),
                CONSTANT);
    }

    private void gathers() {
        int rows = random.between(1, 5);
        int columns = random.between(1, 5);
        int[] chosen = indices(random.between(1, 7), 0, rows - 1);
        add(
                "gather rows " + Arrays.toString(chosen),
                List.of(deep(rows, columns)),
                (s, x) -> gatherRows(x.get(0), chosen));
        int[] sources = indices(random.between(1, 7), -1, columns - 1);
        ColumnMap map = ColumnMap.of(sources, columns);
        add(
                "gather columns with zeros " + Arrays.toString(sources),
                List.of(deep(rows, columns)),
                (s, x) -> gatherColumns(x.get(0), map));
        ColumnMap heads = ColumnMap.repeatedHeads(2, 3, random.between(1, 3));
        add("repeated heads", List.of(deep(rows, 6)), (s, x) -> gatherColumns(x.get(0), heads));
        int count = random.between(1, 4);
        int[] to = indices(rows, 0, count - 1);
        add(
                "scatter rows, or zeros, " + Arrays.toString(to),
                List.of(deep(rows, columns)),
                (s, x) -> scatterAddRows(x.get(0), to, count));
    }

    private int[] indices(int count, int least, int most) {
        return IntStream.range(0, count).map(i -> random.between(least, most)).toArray();
    }

    private void convolutions() {
        ImageShape image = new ImageShape(random.between(1, 2), random.between(3, 5), random.between(3, 5));
        ConvolutionWindows.Extent kernel = new ConvolutionWindows.Extent(random.between(1, 2), random.between(1, 3));
        ConvolutionWindows.Extent stride = new ConvolutionWindows.Extent(random.between(1, 2), random.between(1, 2));
        ConvolutionWindows.Extent padding = new ConvolutionWindows.Extent(random.between(0, 1), random.between(0, 1));
        ConvolutionWindows.Extent dilation = new ConvolutionWindows.Extent(random.between(1, 2), 1);
        ConvolutionWindows windows = new ConvolutionWindows(image, kernel, stride, padding, dilation);
        ConvolutionWindows patches = ConvolutionWindows.patches(image, random.between(1, 3));
        Input images = random.input(random.between(1, 2), image.size());
        Weight filters = random.weight(2, windows.size());
        Weight embedding = random.weight(3, patches.size());
        Input bias = new Input(Shape.of(2), random.values(2));
        add("unfold with zeros " + windows, List.of(images), (s, x) -> unfold(x.get(0), windows));
        add("convolution with zeros " + windows, List.of(images), (s, x) -> conv2d(x.get(0), windows, filters, null));
        add(
                "convolution with bias, zeros, " + windows,
                List.of(images),
                (s, x) -> conv2d(x.get(0), windows, filters, bias.constant(s)),
                BIAS);
        add("patches " + patches, List.of(images), (s, x) -> linear(unfold(x.get(0), patches), embedding, null));
    }

    private void experts() {
        int tokens = random.between(1, 4);
        int perToken = random.between(1, 3);
        int inputs = random.between(1, 4);
        int inner = random.between(1, 3);
        List<Weight> first = new ArrayList<>();
        List<Weight> second = new ArrayList<>();
        for (int e = 0; e < 4; e++) {
            first.add(random.weight(inner, inputs));
            second.add(random.weight(inputs, inner));
        }
        Routing routing = routing(random, tokens, perToken, 4);
        Input x = random.input(tokens, inputs);
        add("experts", List.of(x), (s, t) -> groupedLinear(t.get(0), routing, first));
        add("two layers of experts, combined", List.of(x), (s, t) -> {
            Tensor hidden = groupedLinear(t.get(0), routing, first);
            Tensor out = groupedLinearOfPairs(hidden, routing, second);
            return scatterAddRows(out, routing.tokenOfPair(), tokens);
        });
    }

    static Routing routing(RandomValues random, int tokens, int perToken, int experts) {
        int[][] chosen = new int[tokens][];
        for (int t = 0; t < tokens; t++) {
            List<Integer> all =
                    new ArrayList<>(IntStream.range(0, experts).boxed().toList());
            Collections.shuffle(all, new java.util.Random(random.between(0, 1000)));
            chosen[t] = all.stream().limit(perToken).mapToInt(e -> e).toArray();
        }
        return Routing.of(chosen);
    }
}
