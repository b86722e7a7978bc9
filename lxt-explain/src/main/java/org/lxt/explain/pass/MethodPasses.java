package org.lxt.explain.pass;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.lxt.explain.call.Call;
import org.lxt.explain.method.Asked;
import org.lxt.explain.method.Passes;
import org.lxt.explain.method.Point;
import org.lxt.explain.method.Propagation;
import org.lxt.explain.method.Question;
import org.lxt.explain.method.Relevance;
import org.lxt.explain.method.Slope;
import org.lxt.explain.model.LoadedModel;
import org.lxt.explain.request.Detail;
import org.lxt.explain.request.Progress;
import org.lxt.explain.result.Timing;
import org.lxt.explain.target.OutputVectors;
import org.lxt.explain.target.Quantity;
import org.lxt.tensor.Gradients;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.Seed;
import org.lxt.tensor.rows.PackedRows;

/** The passes of one call, for its method. */
public final class MethodPasses implements Passes {
    /** So many tokens go through the model together, or one prompt if it is longer. */
    private static final int MOST_TOKENS = 1024;

    private final LoadedModel loaded;
    private final Call call;
    private final boolean checkpointing;
    private final Set<Detail> details;
    private long forwardNanos;
    private long backwardNanos;

    /**
     * Passes over a model.
     *
     * @param details what a propagation tells in addition to relevance
     */
    public MethodPasses(LoadedModel loaded, Call call, boolean checkpointing, Set<Detail> details) {
        this.loaded = loaded;
        this.call = call;
        this.checkpointing = checkpointing;
        this.details = details;
    }

    /** How long the passes took so far. */
    public Timing timing() {
        return new Timing(forwardNanos / 1e9, backwardNanos / 1e9);
    }

    @Override
    public List<Asked> ask(List<Question> questions) {
        QuestionBatch batch = new QuestionBatch(questions, loaded.places());
        long start = System.nanoTime();
        try (Pass pass = Pass.unrecorded(loaded, call)) {
            Pass.Result forward = pass.forward(batch.input(), batch.wanted());
            batch.choose(forward.output(), loaded.names());
            forward.steps().forwardDone();
            double[] input = forward.input().toDoubles();
            List<Asked> asked = new ArrayList<>();
            for (AskedQuestion q : batch.questions()) {
                int from = batch.firstRow(q) * q.columns();
                double[] own = Arrays.copyOfRange(input, from, from + q.rows() * q.columns());
                asked.add(new Asked(q, own, q.chosen().value()));
            }
            forwardNanos += System.nanoTime() - start;
            return asked;
        }
    }

    @Override
    public double[] values(List<Point> points) {
        List<Double> values = new ArrayList<>();
        inChunks(points, chunk -> {
            long start = System.nanoTime();
            try (Pass pass = Pass.unrecorded(loaded, call.quiet())) {
                PointBatch batch = new PointBatch(chunk, loaded.places());
                Pass.Result forward = pass.forward(batch.input(), batch.wanted(), batch.values());
                List<Quantity.Vectors> vectors = batch.vectors(forward.output());
                for (int i = 0; i < chunk.size(); i++) {
                    values.add(batch.quantity(i).value(vectors.get(i)));
                }
            }
            forwardNanos += System.nanoTime() - start;
        });
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    public List<Slope> slopes(Propagation rules, List<Point> points) {
        List<Slope> slopes = new ArrayList<>();
        ScopeOptions options = new ScopeOptions(rules.rules().strict(), false, checkpointing);
        inChunks(points, chunk -> {
            long start = System.nanoTime();
            try (Pass pass = Pass.recorded(loaded, rules, call.quiet(), options)) {
                PointBatch batch = new PointBatch(chunk, loaded.places());
                Pass.Result forward = pass.forward(batch.input(), batch.wanted(), batch.values());
                List<Quantity.Vectors> vectors = batch.vectors(forward.output());
                List<Seed> seeds = new ArrayList<>();
                // Not those of the seeds: of a log-probability these have the gradient alone.
                double[] values = new double[chunk.size()];
                for (int i = 0; i < chunk.size(); i++) {
                    seeds.add(batch.quantity(i).seed(vectors.get(i)));
                    values[i] = batch.quantity(i).value(vectors.get(i));
                }
                long forwardDone = System.nanoTime();
                forwardNanos += forwardDone - start;
                Gradients gradients = pass.backward(forward, seeds);
                for (int i = 0; i < chunk.size(); i++) {
                    double[] gradient = batch.gradient(i, forward.input(), gradients);
                    slopes.add(new Slope(values[i], gradient));
                }
                backwardNanos += System.nanoTime() - forwardDone;
            }
        });
        return slopes;
    }

    /** Work on points that go through the model together. */
    private interface ChunkBody {
        void accept(List<Point> chunk);
    }

    private void inChunks(List<Point> points, ChunkBody body) {
        Progress progress = call.progress();
        int first = 0;
        while (first < points.size()) {
            progress.at(Progress.Phase.POINTS, first, points.size());
            int tokens = tokens(points.get(first));
            int end = first + 1;
            while (end < points.size() && tokens + tokens(points.get(end)) <= MOST_TOKENS) {
                tokens += tokens(points.get(end++));
            }
            body.accept(points.subList(first, end));
            first = end;
        }
        progress.at(Progress.Phase.POINTS, points.size(), points.size());
    }

    private static int tokens(Point point) {
        return AskedQuestion.own(point.question()).prompt().length();
    }

    @Override
    public List<Relevance> propagate(Propagation rules, List<Question> questions) {
        QuestionBatch batch = new QuestionBatch(questions, loaded.places());
        ScopeOptions options = new ScopeOptions(rules.rules().strict(), details.contains(Detail.LEDGER), checkpointing);
        long start = System.nanoTime();
        try (Pass pass = Pass.recorded(loaded, rules, call, options)) {
            PackedRows wanted = rules.hops() == 0 ? batch.wanted() : batch.wantedWithAnswers();
            Pass.Result forward = pass.forward(batch.input(), wanted);
            List<Seed> seeds = batch.choose(forward.output(), loaded.names());
            forward.steps().forwardDone();
            long forwardDone = System.nanoTime();
            forwardNanos += forwardDone - start;
            List<Propagated> found = back(pass, batch, forward, seeds, rules.hops() == 0);
            List<Relevance> result = new ArrayList<>(found);
            if (rules.hops() > 0) {
                result.clear();
                result.addAll(passedOn(pass, batch, forward, found, rules.hops()));
            }
            backwardNanos += System.nanoTime() - forwardDone;
            return result;
        }
    }

    private List<Propagated> back(
            Pass pass, QuestionBatch batch, Pass.Result forward, List<Seed> seeds, boolean isLast) {
        Gradients gradients = pass.backward(forward, seeds, isLast);
        PropagatedParts parts = new PropagatedParts(batch.prompts(), details, forward, gradients);
        List<Propagated> found = new ArrayList<>();
        for (int seed = 0; seed < seeds.size(); seed++) {
            found.add(parts.of(batch.sequence(batch.questions().get(seed)), seed));
        }
        return found;
    }

    /** All questions hop together; one with nothing left to pass on stays behind. */
    private List<Propagated> passedOn(
            Pass pass, QuestionBatch batch, Pass.Result forward, List<Propagated> first, int hops) {
        OutputVectors vectors = new OutputVectors(forward.output());
        List<AnswerHops> all = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            AskedQuestion q = batch.questions().get(i);
            all.add(new AnswerHops(q.answered(), q.chosen().quantity(), batch.vectors(q, vectors), first.get(i)));
        }
        QuestionBatch left = batch;
        List<AnswerHops> moving = all;
        for (int hop = 1; hop <= hops && !moving.isEmpty(); hop++) {
            List<Question> asked = new ArrayList<>();
            List<AnswerHops> moved = new ArrayList<>();
            List<Seed> seeds = new ArrayList<>();
            for (int i = 0; i < moving.size(); i++) {
                Quantity next = moving.get(i).next();
                if (next != null) {
                    AskedQuestion q = left.questions().get(i);
                    asked.add(q);
                    moved.add(moving.get(i));
                    seeds.add(next.seed(batch.vectors(q, vectors)));
                }
            }
            moving = moved;
            left = batch.only(asked);
            if (!seeds.isEmpty()) {
                List<Propagated> found = back(pass, left, forward, seeds, hop == hops);
                for (int i = 0; i < found.size(); i++) {
                    moving.get(i).found(found.get(i));
                }
            }
        }
        return all.stream().map(AnswerHops::result).toList();
    }
}
