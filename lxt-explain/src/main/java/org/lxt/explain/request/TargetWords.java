// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.request;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.lxt.explain.text.Quoted;

/** Targets as plain data, and as a line of a log shows them. */
final class TargetWords {
    private TargetWords() {}

    static Map<String, Object> plain(Target t) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (!t.summands().isEmpty()) {
            map.put(
                    "sum",
                    t.summands().stream()
                            .map(s -> Map.of(
                                    "weight", s.weight(), "target", s.target().toMap()))
                            .toList());
            return map;
        }
        boolean isStanding = t.place() instanceof Target.Span || t.place() instanceof Target.Answer;
        if (!isStanding && t.token().rank() > 0) {
            map.put("rank", t.token().rank());
        } else if (!isStanding) {
            map.put("target", plain(t.token()));
        }
        if (!t.against().isEmpty()) {
            map.put("contrast", t.against().stream().map(TargetWords::plain).toList());
        }
        if (t.isAgainstMean()) {
            map.put("mean_of_others", true);
        }
        switch (t.place()) {
            case Target.UsualPlace _ -> {}
            case Target.AtToken(int index) -> map.put("position", index);
            case Target.AtMask(int index) -> map.put("mask", index);
            case Target.Span(int from, int to) -> map.put("span", List.of(from, to));
            case Target.Answer(String part) -> map.put("answer", part == null ? true : part);
        }
        if (t.measure() != Target.Measure.LOGIT) {
            map.put("measure", t.measure().name().toLowerCase(Locale.ROOT));
        }
        if (t.output() != null) {
            map.put("output", t.output());
        }
        return map;
    }

    static String inWords(Target t) {
        if (!t.summands().isEmpty()) {
            return t.summands().stream()
                    .map(s -> (s.weight() == 1 ? "" : Quoted.number(s.weight()) + " times ") + s.target())
                    .collect(Collectors.joining(" plus "));
        }
        StringBuilder words = new StringBuilder(t.measure() == Target.Measure.LOGIT ? "" : "log-probability of ");
        switch (t.place()) {
            case Target.Span(int from, int to) ->
                words.append("tokens ").append(from).append(" to ").append(to - 1);
            case Target.Answer(String part) ->
                words.append(part == null ? "the answer" : Quoted.of(part) + " in the answer");
            default -> words.append(inWords(t.token()));
        }
        t.against().forEach(other -> words.append(" minus ").append(inWords(other)));
        if (t.isAgainstMean()) {
            words.append(" minus the mean of all others");
        }
        switch (t.place()) {
            case Target.UsualPlace _ -> {}
            case Target.AtToken(int index) -> words.append(" at token ").append(index);
            case Target.AtMask(int index) -> words.append(" at mask ").append(index);
            case Target.Span _, Target.Answer _ -> {}
        }
        return words + (t.output() == null ? "" : " in " + t.output());
    }

    private static Object plain(Target.TokenChoice choice) {
        if (choice.isRunnerUp()) {
            return Map.of("runner_up", true);
        }
        return choice.text() == null ? choice.id().orElseThrow() : choice.text();
    }

    private static String inWords(Target.TokenChoice choice) {
        if (choice.text() != null) {
            return Quoted.of(choice.text());
        }
        if (choice.isRunnerUp()) {
            return "the runner-up";
        }
        return choice.id().isPresent()
                ? "id " + choice.id().getAsInt()
                : choice.rank() == 1 ? "the largest logit" : "the logit of rank " + choice.rank();
    }
}
