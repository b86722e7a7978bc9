package org.lxt.explain.pass;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lxt.explain.input.EncodedPrompt;
import org.lxt.explain.method.Point;
import org.lxt.explain.request.Target;
import org.lxt.explain.target.OutputVectors;
import org.lxt.explain.target.Quantity;
import org.lxt.explain.target.TargetPlaces;
import org.lxt.spi.ModelInput;
import org.lxt.spi.ModelOutput;
import org.lxt.tensor.Gradients;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.rows.PackedRows;

/** Points in one pass, each a sequence of its own. */
final class PointBatch {
    private final List<Point> points;
    private final List<AskedQuestion> questions;
    private final TargetPlaces places;

    PointBatch(List<Point> points, TargetPlaces places) {
        this.points = points;
        this.questions =
                points.stream().map(p -> AskedQuestion.own(p.question())).toList();
        this.places = places;
    }

    ModelInput input() {
        return EncodedPrompt.input(questions.stream().map(AskedQuestion::prompt).toList());
    }

    /** The values of all points, row by row. */
    double[] values() {
        return points.stream().flatMapToDouble(p -> Arrays.stream(p.values())).toArray();
    }

    PackedRows wanted() {
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
    List<Quantity.Vectors> vectors(ModelOutput output) {
        OutputVectors vectors = new OutputVectors(output);
        List<Quantity.Vectors> explained = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            int point = i;
            explained.add(position -> vectors.at(quantity(point).output(), point, position));
        }
        return explained;
    }

    /** What is explained of a point. */
    Quantity quantity(int point) {
        return questions.get(point).chosen().quantity();
    }

    /** The gradient at a point of a backward pass that started once from each. */
    double[] gradient(int point, Tensor input, Gradients gradients) {
        int first = 0;
        for (int i = 0; i < point; i++) {
            first += questions.get(i).rows();
        }
        return gradients.gradient(input, point, first, questions.get(point).rows());
    }
}
