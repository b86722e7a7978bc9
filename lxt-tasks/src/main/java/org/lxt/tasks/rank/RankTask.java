// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.rank;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.request.Request;
import org.lxt.explain.result.Attribution;
import org.lxt.report.RankedPassage;
import org.lxt.report.Report;
import org.lxt.tasks.Task;
import org.lxt.tasks.TaskResult;
import org.lxt.tasks.refusal.TaskException;
import org.lxt.tasks.source.OpenModel;

/**
 * Ranks passages for a query, and explains the score of each, by parts: the query and the passage. The model is a cross-encoder, which
 * gives a pair of texts a logit, or a language model that was trained to say yes or no to a pair, as Qwen3-Reranker; of that the
 * difference of both logits is explained.
 *
 * @param query the query
 * @param passages the passages, at least one
 * @param instruction what the model is told, which a cross-encoder reads before the query; null for what its files say, or else, of a
 *     language model, {@link PairLayout#SEARCH}
 * @param layout how a pair is put to a language model; null for the chat template of the checkpoint if it has places for a query and a
 *     document, or else that of Qwen3-Reranker
 */
public record RankTask(
        String query,
        List<Passage> passages,
        @Nullable String instruction,
        @Nullable PairLayout layout) implements Task {
    /** About how many characters of pairs are explained together. */
    private static final int TOGETHER = 20_000;

    /** Copies the list. */
    public RankTask {
        passages = List.copyOf(passages);
        if (query.isBlank()) {
            throw new TaskException("the query is empty; give it some text");
        }
        if (passages.isEmpty()) {
            throw new TaskException("there is no passage to rank; give at least one");
        }
    }

    /** Passages by their texts, which are called {@code passage 1} and so on. */
    public static RankTask of(String query, String... passages) {
        return new RankTask(
                query,
                IntStream.range(0, passages.length)
                        .mapToObj(i -> new Passage("passage " + (i + 1), passages[i]))
                        .toList(),
                null,
                null);
    }

    @Override
    public void check(OpenModel model) {
        model.requireText();
        PairScorer scorer = PairScorer.of(model, instruction, layout);
        for (Passage passage : passages) {
            model.explainer().check(scorer.prompt(query, passage), List.of(scorer.target()));
        }
    }

    @Override
    public TaskResult run(OpenModel model) {
        return rank(model).result();
    }

    /** Ranks them. */
    public Ranking rank(OpenModel model) {
        check(model);
        PairScorer scorer = PairScorer.of(model, instruction, layout);
        List<Ranked> ranked = new ArrayList<>();
        int from = 0;
        while (from < passages.size()) {
            int to = end(from);
            List<Request> requests = passages.subList(from, to).stream()
                    .map(p -> new Request(scorer.prompt(query, p), List.of(scorer.target())))
                    .toList();
            List<List<Attribution>> explained = model.explain(requests);
            for (int i = from; i < to; i++) {
                Attribution attribution = explained.get(i - from).getFirst();
                ranked.add(new Ranked(passages.get(i), i, scorer.score(attribution.value()), attribution));
            }
            from = to;
        }
        ranked.sort(Comparator.comparingDouble((Ranked r) -> -r.logit()).thenComparingInt(Ranked::index));
        List<Attribution> attributions =
                ranked.stream().map(Ranked::attribution).toList();
        TaskResult result = new TaskResult(
                attributions, Report.of(attributions).inSegments().ranking(passages(ranked)));
        return new Ranking(ranked, scorer.isSigmoid(), result);
    }

    private static List<RankedPassage> passages(List<Ranked> ranked) {
        return IntStream.range(0, ranked.size())
                .mapToObj(i -> {
                    Ranked one = ranked.get(i);
                    return new RankedPassage(one.passage().name(), i + 1, one.index(), one.score());
                })
                .toList();
    }

    /** Passages from this one on that are explained together. */
    private int end(int from) {
        int characters = 0;
        int to = from;
        while (to < passages.size() && (to == from || characters < TOGETHER)) {
            characters += query.length() + passages.get(to).text().length();
            to++;
        }
        return to;
    }
}
