// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.pass;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.lxt.explain.call.Call;
import org.lxt.explain.method.Asked;
import org.lxt.explain.method.AttentionObserver;
import org.lxt.explain.method.Passes;
import org.lxt.explain.method.Point;
import org.lxt.explain.method.Positioned;
import org.lxt.explain.method.Propagation;
import org.lxt.explain.method.Question;
import org.lxt.explain.method.Relevance;
import org.lxt.explain.method.Slope;
import org.lxt.explain.model.LoadedModel;
import org.lxt.explain.observe.Edit;
import org.lxt.explain.observe.Observation;
import org.lxt.explain.observe.UnitObserver;
import org.lxt.explain.pass.observe.AttentionWatch;
import org.lxt.explain.pass.observe.BothObservers;
import org.lxt.explain.pass.observe.PositionWatch;
import org.lxt.explain.request.Detail;
import org.lxt.explain.request.Progress;
import org.lxt.explain.target.OutputVectors;
import org.lxt.rules.RunObserver;
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
    private final Observation observation;

    /**
     * Passes over a model.
     *
     * @param details what a propagation tells in addition to relevance
     * @param observation which units a propagation reads in addition, and what all passes change
     */
    public MethodPasses(
            LoadedModel loaded, Call call, boolean checkpointing, Set<Detail> details, Observation observation) {
        this.loaded = loaded;
        this.call = call;
        this.checkpointing = checkpointing;
        this.details = details;
        this.observation = observation;
    }

    @Override
    public List<Asked> ask(List<Question> questions) {
        return asked(new QuestionBatch(questions, loaded.places()), RunObserver.NONE);
    }

    @Override
    public List<Asked> observe(List<Question> questions, AttentionObserver observer) {
        QuestionBatch batch = new QuestionBatch(questions, loaded.places());
        return asked(batch, new AttentionWatch(observer, batch.sequences(), call));
    }

    /** What a run changes comes first, so that a watcher sees what became of it. */
    private List<Asked> asked(QuestionBatch batch, RunObserver watcher) {
        try (Pass pass = Pass.unrecorded(loaded, call, BothObservers.of(observation.changing(), watcher))) {
            Pass.Result forward = pass.forward(batch.input(), batch.wanted());
            batch.choose(forward.output(), loaded.names());
            pass.forwardDone();
            double[] input = forward.input().toDoubles();
            List<Asked> asked = new ArrayList<>();
            for (AskedQuestion q : batch.questions()) {
                int from = batch.firstRow(q) * q.columns();
                double[] own = Arrays.copyOfRange(input, from, from + q.rows() * q.columns());
                asked.add(new Asked(q, own, q.chosen().value()));
            }
            return asked;
        }
    }

    @Override
    public double[] values(List<Point> points) {
        return new PointValues(loaded, call, observation.changing(), MOST_TOKENS).of(points);
    }

    /** The explained value of a question whose entry is chosen already. */
    public double valueAt(AskedQuestion question) {
        try (Pass pass = Pass.unrecorded(loaded, call.quiet())) {
            QuestionBatch batch = new QuestionBatch(List.of(question), loaded.places());
            Pass.Result forward = pass.forward(batch.input(), batch.wanted());
            OutputVectors vectors = new OutputVectors(forward.output());
            return question.chosen().quantity().value(batch.vectors(question, vectors));
        }
    }

    /**
     * The explained values at other points, each under a change of its own.
     *
     * @param edits for each point, what is changed
     */
    public double[] values(List<Point> points, List<Edit> edits) {
        return inChunks(
                        points,
                        (first, end) -> Pass.unrecorded(
                                loaded,
                                call.quiet(),
                                new UnitObserver(List.of(), ofSequences(edits.subList(first, end)))),
                        PointBatch::values)
                .stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** Each point is a sequence of its own. */
    private static List<Edit> ofSequences(List<Edit> edits) {
        return IntStream.range(0, edits.size())
                .mapToObj(i -> edits.get(i).in(i))
                .toList();
    }

    @Override
    public List<Slope> slopes(Propagation rules, List<Point> points) {
        ScopeOptions options = new ScopeOptions(rules.rules().strict(), false, checkpointing);
        return inChunks(
                points,
                (_, _) -> Pass.recorded(loaded, rules, call.quiet(), options, observation.changing()),
                PointBatch::slopes);
    }

    /**
     * Works on points that go through the model together, a pass for each bunch of them.
     *
     * @param open begins a pass over the points from one index to another; nobody is told of its steps, for the points are the steps
     */
    private <T> List<T> inChunks(List<Point> points, Opening open, BiFunction<PointBatch, Pass, List<T>> body) {
        Progress progress = call.progress();
        List<T> found = new ArrayList<>();
        int first = 0;
        while (first < points.size()) {
            progress.at(Progress.Phase.POINTS, first, points.size());
            int tokens = tokens(points.get(first));
            int end = first + 1;
            while (end < points.size() && tokens + tokens(points.get(end)) <= MOST_TOKENS) {
                tokens += tokens(points.get(end++));
            }
            try (Pass pass = open.over(first, end)) {
                found.addAll(body.apply(new PointBatch(points.subList(first, end), loaded.places()), pass));
            }
            first = end;
        }
        progress.at(Progress.Phase.POINTS, points.size(), points.size());
        return found;
    }

    /** Begins a pass over some points. */
    private interface Opening {
        Pass over(int first, int end);
    }

    private static int tokens(Point point) {
        return AskedQuestion.own(point.question()).prompt().length();
    }

    @Override
    public List<Relevance> propagate(Propagation rules, List<Question> questions) {
        QuestionBatch batch = new QuestionBatch(questions, loaded.places());
        ScopeOptions options = new ScopeOptions(rules.rules().strict(), details.contains(Detail.LEDGER), checkpointing);
        UnitObserver observer = observation.reading();
        RunObserver told = observation.isNothing() ? RunObserver.NONE : observer;
        try (Pass pass = Pass.recorded(loaded, rules, call, options, told)) {
            PackedRows wanted = rules.hops() == 0 ? batch.wanted() : batch.wantedWithAnswers();
            Pass.Result forward = pass.forward(batch.input(), wanted);
            List<Seed> seeds = batch.choose(forward.output(), loaded.names());
            pass.forwardDone();
            PassReader reader = new PassReader(pass, batch, details, forward, observer.seen());
            pass.expectBackward(1 + rules.hops());
            List<Propagated> found = reader.back(batch.questions(), seeds, rules.hops() == 0);
            if (rules.hops() > 0) {
                found = passedOn(reader, batch, forward, found, rules.hops());
            }
            pass.backwardDone();
            return List.copyOf(found);
        }
    }

    @Override
    public List<Positioned> positions(Propagation rules, List<Question> questions) {
        QuestionBatch batch = new QuestionBatch(questions, loaded.places());
        ScopeOptions options = new ScopeOptions(rules.rules().strict(), false, checkpointing);
        PositionWatch watch = new PositionWatch();
        RunObserver told = BothObservers.of(observation.changing(), watch);
        try (Pass pass = Pass.recorded(loaded, rules, call, options, told)) {
            Pass.Result forward = pass.forward(batch.input(), batch.wanted());
            watch.requirePositions();
            List<Seed> seeds = batch.choose(forward.output(), loaded.names());
            pass.forwardDone();
            Gradients gradients = pass.backward(seeds);
            PropagatedParts parts =
                    new PropagatedParts(batch.prompts(), Set.of(Detail.EMBEDDINGS), forward, gradients, List.of());
            List<Positioned> found = new ArrayList<>();
            for (int seed = 0; seed < seeds.size(); seed++) {
                int sequence = batch.sequence(batch.questions().get(seed));
                found.add(
                        new Positioned(parts.of(sequence, seed), watch.of(gradients, seed, sequence, batch.tokens())));
            }
            return found;
        }
    }

    /** All questions hop together; one with nothing left to pass on stays behind. */
    private static List<Propagated> passedOn(
            PassReader reader, QuestionBatch batch, Pass.Result forward, List<Propagated> first, int hops) {
        OutputVectors vectors = new OutputVectors(forward.output());
        List<AnswerHops> all = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            AskedQuestion question = batch.questions().get(i);
            all.add(new AnswerHops(question, batch.vectors(question, vectors), first.get(i)));
        }
        List<AnswerHops> moving = all;
        for (int hop = 1; hop <= hops && !moving.isEmpty(); hop++) {
            Map<AnswerHops, Seed> seeds = new LinkedHashMap<>();
            moving.forEach(answer -> answer.next().ifPresent(seed -> seeds.put(answer, seed)));
            moving = List.copyOf(seeds.keySet());
            if (!seeds.isEmpty()) {
                List<AskedQuestion> asked =
                        moving.stream().map(AnswerHops::question).toList();
                List<Propagated> found = reader.back(asked, List.copyOf(seeds.values()), hop == hops);
                for (int i = 0; i < found.size(); i++) {
                    moving.get(i).found(found.get(i));
                }
            }
        }
        return all.stream().map(AnswerHops::result).toList();
    }
}
