// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.words;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.lxt.explain.method.Convergence;
import org.lxt.explain.result.Closing;
import org.lxt.explain.result.HopAccount;
import org.lxt.explain.result.SegmentSpan;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.tensor.Ledger;

/** Adds relevance up for each part of a prompt, and closes the account. */
final class SegmentLines {
    /** What the only part of a prompt is called that has no named ones. */
    private static final String WHOLE = "prompt";

    private final Segments.Source source;
    private final List<double[]> hops;

    SegmentLines(Segments.Source source) {
        this.source = source;
        HopAccount account = new HopAccount(source.answer(), source.hops());
        hops = IntStream.range(0, source.hops().size())
                .mapToObj(account::tokens)
                .toList();
    }

    List<SegmentLine> all() {
        SentencesOfTokens sentences = new SentencesOfTokens(source.prompt(), source.tokens());
        List<SegmentSpan> spans = source.spans().isEmpty() ? List.of(whole()) : source.spans();
        List<SegmentLine> lines = new ArrayList<>();
        for (SegmentSpan span : spans) {
            lines.add(line(SegmentLine.Kind.SEGMENT, span.name(), span::holds, sentences.of(span)));
        }
        SegmentLine template = line(
                SegmentLine.Kind.TEMPLATE,
                "template",
                token -> token < source.answer() && spans.stream().noneMatch(s -> s.holds(token)),
                List.of());
        if (template.tokens() > 0) {
            lines.add(template);
        }
        int end = source.tokens().size();
        if (source.answer() < end) {
            List<SentenceRelevance> answer = sentences.of(source.answer(), end);
            lines.add(line(SegmentLine.Kind.ANSWER, "answer", token -> token >= source.answer(), answer));
        }
        addAccount(lines);
        return lines;
    }

    /** All of the prompt but special tokens around it, which are no text of it. */
    private SegmentSpan whole() {
        int first = 0;
        int end = source.answer();
        while (first < end && isAround(source.tokens().get(first))) {
            first++;
        }
        while (end > first && isAround(source.tokens().get(end - 1))) {
            end--;
        }
        boolean places = source.prompt() != null && end > first;
        return new SegmentSpan(
                WHOLE,
                places ? source.tokens().get(first).start() : 0,
                places ? source.tokens().get(end - 1).end() : 0,
                first,
                end);
    }

    private boolean isAround(TokenRelevance token) {
        return source.prompt() == null ? token.special() : token.end() <= token.start();
    }

    private SegmentLine line(SegmentLine.Kind kind, String name, IntPredicate has, List<SentenceRelevance> sentences) {
        int[] tokens = IntStream.range(0, source.tokens().size()).filter(has).toArray();
        return new SegmentLine(
                kind,
                name,
                tokens.length,
                IntStream.of(tokens)
                        .mapToDouble(token -> source.tokens().get(token).relevance())
                        .sum(),
                sentences,
                hops.stream()
                        .map(after -> IntStream.of(tokens)
                                .mapToDouble(token -> after[token])
                                .sum())
                        .toList());
    }

    private void addAccount(List<SegmentLine> lines) {
        Closing ledger = source.ledger();
        Convergence convergence = source.convergence();
        String rest = "not accounted for";
        if (ledger != null) {
            rest = "closing error";
            Map<Ledger.Cause, Double> causes = new EnumMap<>(Ledger.Cause.class);
            ledger.entries().forEach(e -> causes.merge(e.cause(), e.amount(), Double::sum));
            causes.forEach((cause, amount) ->
                    lines.add(plain(SegmentLine.Kind.ABSORBED, cause.name().toLowerCase(Locale.ROOT), amount)));
        } else if (convergence != null) {
            rest = "left over";
            lines.add(plain(SegmentLine.Kind.BASELINE, "baseline", convergence.start()));
        }
        double sum = lines.stream().mapToDouble(SegmentLine::relevance).sum();
        lines.add(plain(SegmentLine.Kind.REST, rest, source.value() - sum));
    }

    private static SegmentLine plain(SegmentLine.Kind kind, String name, double amount) {
        return new SegmentLine(kind, name, 0, amount, List.of(), List.of());
    }
}
