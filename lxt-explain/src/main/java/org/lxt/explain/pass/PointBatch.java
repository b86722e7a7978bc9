// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.pass;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.lxt.explain.input.EncodedPrompt;
import org.lxt.explain.input.EncodedTokens;
import org.lxt.explain.method.Point;
import org.lxt.explain.method.Slope;
import org.lxt.explain.request.Target;
import org.lxt.explain.target.OutputVectors;
import org.lxt.explain.target.Quantity;
import org.lxt.explain.target.TargetPlaces;
import org.lxt.spi.KeptKeys;
import org.lxt.spi.ModelInput;
import org.lxt.tensor.Gradients;
import org.lxt.tensor.Seed;
import org.lxt.tensor.Shape;
import org.lxt.tensor.rows.PackedRows;

/** Points in one pass, each a sequence of its own. */
final class PointBatch {
    private final List<Point> points;
    private final List<AskedQuestion> questions;
    private final TargetPlaces places;
    /** For each point the first token that is read; those before it were. */
    private final List<Integer> begin;

    PointBatch(List<Point> points, TargetPlaces places) {
        this(points, places, Collections.nCopies(points.size(), 0));
    }

    /** Points that go on from a prompt that was read, whose tokens before these they share. */
    PointBatch(List<Point> points, TargetPlaces places, List<Integer> begin) {
        this.begin = List.copyOf(begin);
        this.points = points;
        this.questions =
                points.stream().map(p -> AskedQuestion.own(p.question())).toList();
        this.places = places;
    }

    /** The explained value at each point, by a forward pass. */
    List<Double> values(Pass pass) {
        return values(vectors(forward(pass)));
    }

    /** The same where points go on from what these keys are of. */
    List<Double> values(Pass pass, KeptKeys branches) {
        List<ModelInput.TokenSequence> rest = new ArrayList<>();
        int rows = 0;
        for (int i = 0; i < points.size(); i++) {
            if (!(questions.get(i).prompt() instanceof EncodedTokens tokens)) {
                throw new IllegalArgumentException("only a prompt of tokens can be gone on from");
            }
            rest.add(tokens.sequenceFrom(begin.get(i)));
            rows += tokens.length() - begin.get(i);
        }
        Shape shape = Shape.of(rows, questions.getFirst().columns());
        return values(vectors(pass.forward(ModelInput.tokens(rest), wanted(), shape, values(), branches)));
    }

    private List<Double> values(List<Quantity.Vectors> vectors) {
        return IntStream.range(0, vectors.size())
                .mapToObj(i -> quantity(i).value(vectors.get(i)))
                .toList();
    }

    /** The explained value and the gradient at each point, by a forward and a backward pass. */
    List<Slope> slopes(Pass pass) {
        Pass.Result forward = forward(pass);
        List<Quantity.Vectors> vectors = vectors(forward);
        List<Seed> seeds = new ArrayList<>();
        // Not those of the seeds: of a log-probability these have the gradient alone.
        double[] values = new double[vectors.size()];
        for (int i = 0; i < values.length; i++) {
            seeds.add(quantity(i).seed(vectors.get(i)));
            values[i] = quantity(i).value(vectors.get(i));
        }
        Gradients gradients = pass.backward(seeds);
        List<Slope> slopes = new ArrayList<>();
        int row = 0;
        for (int i = 0; i < seeds.size(); i++) {
            int rows = questions.get(i).rows();
            double[] gradient = gradients.gradient(forward.input(), i, row, rows);
            slopes.add(new Slope(values[i], gradient));
            row += rows;
        }
        return slopes;
    }

    private Pass.Result forward(Pass pass) {
        List<EncodedPrompt> prompts =
                questions.stream().map(AskedQuestion::prompt).toList();
        int rows = prompts.stream().mapToInt(EncodedPrompt::rows).sum();
        Shape shape = Shape.of(rows, questions.getFirst().columns());
        return pass.forward(EncodedPrompt.input(prompts), wanted(), shape, values());
    }

    /** The values of all points that are read, row by row. */
    private double[] values() {
        return IntStream.range(0, points.size())
                .mapToObj(i -> Arrays.stream(
                        points.get(i).values(),
                        begin.get(i) * questions.get(i).columns(),
                        points.get(i).values().length))
                .flatMapToDouble(values -> values)
                .toArray();
    }

    private PackedRows wanted() {
        List<PackedRows.Address> wanted = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            AskedQuestion question = questions.get(i);
            for (Target.Weighted term : question.terms()) {
                wanted.addAll(places.rows(term.target(), i, question.prompt()));
            }
        }
        return PackedRows.at(wanted);
    }

    /** For each point, the output vectors that its question is about. */
    private List<Quantity.Vectors> vectors(Pass.Result forward) {
        OutputVectors vectors = new OutputVectors(forward.output());
        return IntStream.range(0, questions.size())
                .<Quantity.Vectors>mapToObj(
                        point -> position -> vectors.at(quantity(point).output(), point, position))
                .toList();
    }

    private Quantity quantity(int point) {
        return questions.get(point).chosen().quantity();
    }
}
