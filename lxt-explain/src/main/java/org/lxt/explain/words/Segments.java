// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.words;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.method.Convergence;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.Closing;
import org.lxt.explain.result.Hop;
import org.lxt.explain.result.SegmentSpan;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.explain.text.Quoted;

/**
 * An explanation by the parts of its prompt, such as documents, a question and messages of a chat: a line for each, with its
 * sentences and their words; one for the template, which is all that is in no part; one for the answer; and what the ledger has.
 * The lines add up to the explained value: the last of them is what is left over.
 *
 * <p>A token is never divided. It belongs to the part and the sentence in which its first character stands that is no white
 * space; a token of white space alone belongs where it begins. {@code docs/segments.md} has the rules.
 */
public final class Segments {
    private final double value;
    private final List<SegmentLine> lines;

    private Segments(double value, List<SegmentLine> lines) {
        this.value = value;
        this.lines = List.copyOf(lines);
    }

    /**
     * What is known of an explanation of tokens.
     *
     * @param prompt its text; null if it was given as ids
     * @param tokens all tokens
     * @param spans the named parts, in the order of the prompt; if there are none, all of it is one
     * @param answer index of the first token of the answer; the number of tokens if there is none
     * @param hops the backward passes, if there were several
     * @param value the explained value
     * @param ledger the account of a propagation, if there is one
     * @param convergence the account of a method with a baseline, if there is one
     */
    public record Source(
            @Nullable String prompt,
            List<TokenRelevance> tokens,
            List<SegmentSpan> spans,
            int answer,
            List<Hop> hops,
            double value,
            @Nullable Closing ledger,
            @Nullable Convergence convergence) {
        /** Copies the lists. */
        public Source {
            tokens = List.copyOf(tokens);
            spans = List.copyOf(spans);
            hops = List.copyOf(hops);
        }
    }

    /**
     * The parts of an attribution's prompt.
     *
     * @throws ExplainException if it is of an image, which has none
     */
    public static Segments of(Attribution a) {
        if (a.pixels().isPresent()) {
            throw new ExplainException("an image has no segments; its explanation is one of pixels and patches");
        }
        return of(new Source(
                a.prompt().orElse(null),
                a.tokens(),
                a.segments(),
                a.answer(),
                a.hops(),
                a.value(),
                a.ledger().orElse(null),
                a.convergence().orElse(null)));
    }

    /** The parts of an explanation of tokens. */
    public static Segments of(Source source) {
        return new Segments(source.value(), new SegmentLines(source).all());
    }

    /** The lines: parts in the order of the prompt, template, answer, ledger, and what is left over. */
    public List<SegmentLine> lines() {
        return lines;
    }

    /** The explained value, which the lines add up to. */
    public double value() {
        return value;
    }

    /** What is left over when all other lines are added up: where there is a ledger, the error that it closes with. */
    public double rest() {
        return lines.getLast().relevance();
    }

    /**
     * The relevance of a part.
     *
     * @param name its name; of several with the same name, all of them together
     * @throws ExplainException if there is none of this name
     */
    public double of(String name) {
        List<SegmentLine> named = lines.stream()
                .filter(l -> l.kind() == SegmentLine.Kind.SEGMENT && l.name().equals(name))
                .toList();
        if (named.isEmpty()) {
            throw new ExplainException("there is no segment '" + name + "'; there are "
                    + lines.stream()
                            .filter(l -> l.kind() == SegmentLine.Kind.SEGMENT)
                            .map(l -> "'" + l.name() + "'")
                            .collect(Collectors.joining(", ")));
        }
        return named.stream().mapToDouble(SegmentLine::relevance).sum();
    }

    /** As plain data: {@code value}, and {@code segment_lines} as in {@code docs/json.md}. */
    @JsonValue
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("value", value);
        map.put("segment_lines", lines.stream().map(SegmentLine::toMap).toList());
        return map;
    }

    /** In a few words. */
    @Override
    public String toString() {
        return lines.stream()
                .limit(Quoted.LONGEST)
                .map(l -> Quoted.with(l.name(), l.relevance()))
                .collect(Collectors.joining(", ", "", lines.size() > Quoted.LONGEST ? ", ..." : ""));
    }
}
