// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.perturbation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import org.lxt.explain.Explainer;
import org.lxt.explain.method.occlusion.Baseline;
import org.lxt.explain.request.Detail;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Request;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.Contrast;
import org.lxt.explain.result.ExplainedEntry;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.explain.target.TokenNames;
import org.lxt.spi.OutputKind;

/**
 * The value of a target when parts of the input are taken away: tokens, or patches of an image. The target stays what it was:
 * where the largest logit is asked for, that of the whole input, and so with its runner-up.
 *
 * {@snippet :
 * Attribution a = lxt.explain(prompt, Target.topLogit());
 * Perturbation without = new Perturbation(lxt, prompt, Target.topLogit(), Removal.ZERO);
 * PerturbationCurve curve = PerturbationCurve.morf(a.relevance(), without);
 * }
 */
public final class Perturbation {
    /** Prompts that are asked together. */
    private static final int MOST_TOGETHER = 16;

    private final Explainer explainer;
    private final Prompt prompt;
    private final Target target;
    private final Removal removal;

    /** A target of a prompt. */
    public Perturbation(Explainer explainer, Prompt prompt, Target target, Removal removal) {
        this.explainer = explainer;
        this.prompt = prompt;
        this.target = target;
        this.removal = removal;
    }

    /**
     * The values without some parts, by forward passes alone.
     *
     * @param removed for each value that is wanted, for each token or patch, whether it is taken away
     * @throws ExplainException if what is taken away cannot be so with such a prompt
     */
    public double[] values(List<boolean[]> removed) {
        if (removed.isEmpty()) {
            return new double[0];
        }
        return switch (removal) {
            case ZERO -> replaced(Baseline.ZERO, removed);
            case MEAN -> replaced(Baseline.MEAN, removed);
            case MASK, DELETE -> asked(removed);
        };
    }

    private double[] replaced(Baseline baseline, List<boolean[]> removed) {
        ValuesWithout method = new ValuesWithout(baseline, removed);
        explainer.using(method).explain(List.of(new Request(prompt, List.of(target))), EnumSet.noneOf(Detail.class));
        return method.values();
    }

    /** Other ids make other prompts, whose targets have to be named by what the whole prompt has there. */
    private double[] asked(List<boolean[]> removed) {
        if (prompt.image() != null || prompt.pair() != null || prompt.types() != null) {
            throw new ExplainException(
                    "to take tokens away by '" + removal + "' the prompt must be a single text or its" + " ids; take "
                            + Removal.ZERO + " or " + Removal.MEAN);
        }
        Explainer forward = explainer.using(new ForwardOnly());
        EnumSet<Detail> nothing = EnumSet.noneOf(Detail.class);
        Attribution whole = forward.explain(List.of(new Request(prompt, List.of(target))), nothing)
                .getFirst()
                .getFirst();
        int[] ids = whole.tokens().stream().mapToInt(TokenRelevance::id).toArray();
        double[] values = new double[removed.size()];
        for (int first = 0; first < values.length; first += MOST_TOGETHER) {
            List<Request> requests = new ArrayList<>();
            for (boolean[] gone : removed.subList(first, Math.min(values.length, first + MOST_TOGETHER))) {
                requests.add(request(whole, ids, gone));
            }
            List<List<Attribution>> found = forward.explain(requests, nothing);
            for (int i = 0; i < found.size(); i++) {
                values[first + i] = value(found.get(i).getFirst());
            }
        }
        return values;
    }

    /** Of a log-probability the value itself, which the explained value is not. */
    private static double value(Attribution a) {
        return a.explained().stream().mapToDouble(e -> e.weight() * e.value()).sum();
    }

    private Request request(Attribution whole, int[] ids, boolean[] gone) {
        if (gone.length != ids.length) {
            throw new IllegalArgumentException(gone.length + " parts for an input of " + ids.length);
        }
        int[] left = new int[ids.length];
        int[] place = new int[ids.length];
        int count = 0;
        for (int i = 0; i < ids.length; i++) {
            place[i] = count;
            if (!gone[i] || removal == Removal.MASK) {
                left[count++] = gone[i] ? mask() : ids[i];
            }
        }
        List<Target.Weighted> terms = new ArrayList<>();
        for (ExplainedEntry entry : whole.explained()) {
            // where the token itself is gone, the one before it is the last that the model sees
            int at = gone[entry.position()] && removal == Removal.DELETE
                    ? place[entry.position()] - 1
                    : place[entry.position()];
            if (at < 0) {
                throw new ExplainException("nothing is left of the prompt before what is explained; leave a token");
            }
            terms.add(new Target.Weighted(named(whole, entry, at), entry.weight()));
        }
        Prompt other = Prompt.ofIds(Arrays.copyOf(left, count));
        return new Request(other, List.of(terms.size() == 1 ? terms.getFirst().target() : Target.weighted(terms)));
    }

    private Target named(Attribution whole, ExplainedEntry entry, int position) {
        Target named = Target.token(entry.target().id()).in(whole.output().name());
        named = whole.output().place() == OutputKind.Place.EACH_TOKEN ? named.at(position) : named;
        if (target.measure() == Target.Measure.LOG_PROBABILITY) {
            return named.logProbability();
        }
        Contrast contrast = entry.contrast().orElse(null);
        if (contrast == null) {
            return named;
        }
        for (Candidate other : contrast.tokens()) {
            named = named.minus(other.id());
        }
        return contrast.meanOfOthers() ? named.minusMeanOfOthers() : named;
    }

    private int mask() {
        OptionalInt mask = new TokenNames(explainer.tokenizer(), 0).mask();
        return mask.orElseThrow(
                () -> new ExplainException("the model's tokenizer has no mask token; take tokens away by "
                        + Removal.ZERO + ", " + Removal.MEAN + " or " + Removal.DELETE));
    }
}
