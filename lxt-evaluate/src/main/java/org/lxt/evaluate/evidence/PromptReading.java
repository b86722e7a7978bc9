// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.evidence;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.Explainer;
import org.lxt.explain.perturbation.ForwardOnly;
import org.lxt.explain.request.Detail;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Request;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.ExplainedEntry;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.tasks.GivenImage;
import org.lxt.tasks.ask.TargetNames;
import org.lxt.tasks.ask.TextInput;
import org.lxt.tasks.refusal.TaskException;
import org.lxt.tasks.source.OpenModel;
import org.lxt.vision.RgbImage;
import org.lxt.vision.prepare.ModelImage;

/** Finds the tokens of a prompt, and which of them are evidence. */
final class PromptReading {
    /** A mask is evidence where it is lighter than this, of 255. */
    private static final int LIGHT = 127;

    private final EvidencePrompt given;
    private final OpenModel model;
    private final AnswerChoice choice;
    private final Explainer forward;

    PromptReading(EvidencePrompt given, OpenModel model, AnswerChoice choice) {
        this.given = given;
        this.model = model;
        this.choice = choice;
        this.forward = model.explainer().using(new ForwardOnly());
    }

    ReadPrompt read() {
        return switch (given.input()) {
            case EvidencePrompt.OfText text -> readText(text.input());
            case EvidencePrompt.OfImage image -> readImage(image);
        };
    }

    private ReadPrompt readText(TextInput input) {
        model.requireText();
        Prompt prompt = input.prompt(model.source());
        if (given.answer() != null) {
            prompt = prompt.answered(given.answer());
        }
        Target whole = given.answer() == null ? named(prompt) : Target.answer();
        Attribution seen = seen(prompt, whole);
        Target target = whole;
        List<ExplainedEntry> explained = seen.explained();
        if (given.answer() != null) {
            int[] span = span(prompt, seen);
            target = Target.span(span[0], span[1]);
            explained = explained.stream()
                    .filter(e -> e.position() + 1 >= span[0] && e.position() + 1 < span[1])
                    .toList();
        }
        boolean[] context = given.context().isEmpty() ? prompt(seen) : units(given.context(), seen, "context");
        Map<String, boolean[]> evidence = new LinkedHashMap<>();
        given.evidence()
                .forEach((name, places) -> evidence.put(name, within(units(places, seen, name), context, name)));
        return ReadPrompt.ofText(given, prompt, target, seen, ReadPrompt.says(explained), context, evidence);
    }

    private Target named(Prompt prompt) {
        TargetNames names = given.target() == null ? TargetNames.NONE : TargetNames.of(given.target());
        List<Target> targets = names.chosen(model.explainer(), prompt);
        if (targets.size() > 1) {
            throw wrong("the model answers at several tokens; say which by a \"target\"");
        }
        return targets.getFirst();
    }

    private Attribution seen(Prompt prompt, Target target) {
        List<Request> request = List.of(new Request(prompt, List.of(target)));
        return forward.explain(request, EnumSet.noneOf(Detail.class)).getFirst().getFirst();
    }

    /** The tokens of the answer that are explained: the first, and the one after the last. */
    private int[] span(Prompt prompt, Attribution seen) {
        int first = seen.answer();
        int end = seen.tokens().size();
        String part = given.part();
        if (choice == AnswerChoice.FIRST_TOKEN) {
            return new int[] {first, first + 1};
        }
        if (choice == AnswerChoice.ANSWER || part == null) {
            return new int[] {first, end};
        }
        int from = Objects.requireNonNull(prompt.text()).lastIndexOf(part);
        int to = from + part.length();
        while (first < end && seen.tokens().get(first).end() <= from) {
            first++;
        }
        while (end > first && seen.tokens().get(end - 1).start() >= to) {
            end--;
        }
        if (first == end) {
            throw wrong("\"part\" is in no token of the answer");
        }
        return new int[] {first, end};
    }

    /** All tokens before the answer but special ones. */
    private static boolean[] prompt(Attribution seen) {
        boolean[] units = new boolean[seen.tokens().size()];
        for (TokenRelevance token : seen.tokens()) {
            units[token.index()] = token.index() < seen.answer() && !token.special();
        }
        return units;
    }

    private boolean[] units(List<Place> places, Attribution seen, String name) {
        boolean[] units = new boolean[seen.tokens().size()];
        for (Place place : places) {
            Place.Range range = range(place, seen, name);
            for (TokenRelevance token : seen.tokens()) {
                boolean isIn = seen.prompt().isEmpty()
                        ? token.index() >= range.from() && token.index() < range.to()
                        : token.end() > token.start() && token.end() > range.from() && token.start() < range.to();
                units[token.index()] |= isIn;
            }
        }
        return units;
    }

    private Place.Range range(Place place, Attribution seen, String name) {
        return switch (place) {
            case Place.Range range -> range;
            case Place.Words words -> {
                int from = seen.prompt().orElse("").indexOf(words.text());
                if (from < 0) {
                    throw wrong("the text of \"" + name + "\" does not stand in the prompt");
                }
                yield new Place.Range(from, from + words.text().length());
            }
        };
    }

    /** Evidence outside the context would never be found. */
    private boolean[] within(boolean[] evidence, boolean[] context, String name) {
        boolean any = false;
        for (int i = 0; i < evidence.length; i++) {
            evidence[i] &= context[i];
            any |= evidence[i];
        }
        if (!any) {
            throw wrong("the evidence \"" + name + "\" is in no token of the "
                    + (given.context().isEmpty() ? "prompt" : "context"));
        }
        return evidence;
    }

    private ReadPrompt readImage(EvidencePrompt.OfImage files) {
        RgbImage image = GivenImage.read(files.image()).pixels();
        RgbImage mask = GivenImage.read(files.mask()).pixels();
        if (image.width() != mask.width() || image.height() != mask.height()) {
            throw wrong("the mask has " + mask.width() + " x " + mask.height() + " pixels and the image "
                    + image.width() + " x " + image.height() + "; they must be of the same size");
        }
        ModelImage seen = model.preprocessing().apply(image);
        RgbImage evidence = model.preprocessing().apply(mask).shown();
        boolean[] units = new boolean[evidence.width() * evidence.height()];
        List<Integer> light = new ArrayList<>();
        for (int i = 0; i < units.length; i++) {
            units[i] = evidence.at(i % evidence.width(), i / evidence.width(), 0) > LIGHT;
            if (units[i]) {
                light.add(i);
            }
        }
        if (light.isEmpty()) {
            throw wrong("the mask has no light pixel where the model looks");
        }
        Prompt prompt = Prompt.ofPixels(
                RgbImage.CHANNELS, seen.shown().height(), seen.shown().width(), seen.values());
        @Nullable String name = given.target();
        Target target = name == null ? Target.topLogit() : Target.label(name);
        Attribution forwarded = seen(prompt, target);
        boolean answered = ReadPrompt.says(forwarded.explained());
        return ReadPrompt.ofImage(given, prompt, target, answered, units, forwarded);
    }

    private TaskException wrong(String what) {
        return new TaskException("line " + given.line() + ": " + what);
    }
}
