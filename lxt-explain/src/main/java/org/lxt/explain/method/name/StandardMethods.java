// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method.name;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lxt.explain.method.Method;
import org.lxt.explain.method.PositionalRelevance;
import org.lxt.explain.method.Propagation;
import org.lxt.explain.method.RandomRelevance;
import org.lxt.explain.method.attention.AttentionRollout;
import org.lxt.explain.method.attention.InformationFlow;
import org.lxt.explain.method.gradient.GradientNorm;
import org.lxt.explain.method.gradient.Noise;
import org.lxt.explain.method.gradient.PathIntegral;
import org.lxt.explain.method.gradient.Quadrature;
import org.lxt.explain.method.gradient.SmoothGrad;
import org.lxt.explain.method.occlusion.Baseline;
import org.lxt.explain.method.occlusion.Occlusion;
import org.lxt.explain.method.occlusion.Windows;
import org.lxt.rules.composite.Composite;
import org.lxt.rules.composite.LayerRule;

/** The methods of this library that are not rule sets. */
final class StandardMethods {
    private static final Pattern RUN = Pattern.compile("(?:tokens )?(\\d{1,6})(?: by (\\d{1,6}))?");
    private static final Setting BASELINE = Setting.choice("baseline", List.of("zero", "mean"));
    private static final Setting SEED = Setting.count("seed", 0);

    private StandardMethods() {}

    private record Standard(
            String name,
            String summary,
            Inner inner,
            List<Setting> settings,
            BiFunction<Settings, Propagation, Method> maker)
            implements MethodKind {
        @Override
        public Method method(Settings values, Propagation rules) {
            return maker.apply(values, rules);
        }
    }

    static List<MethodKind> all() {
        return List.of(
                new Standard(
                        "input-x-gradient",
                        "input times gradient (Shrikumar et al. 2016, arXiv 1605.01713)",
                        MethodKind.Inner.NONE,
                        List.of(),
                        (_, _) -> Propagation.GRADIENT),
                new Standard(
                        "epsilon",
                        "a rule set with the epsilon rule at all layers (Bach et al. 2015)",
                        MethodKind.Inner.RULES,
                        List.of(Setting.number("epsilon", 1e-6)),
                        StandardMethods::epsilon),
                new Standard(
                        "gamma",
                        "a rule set with the gamma rule at all layers (Montavon et al. 2019)",
                        MethodKind.Inner.RULES,
                        List.of(Setting.number("gamma", 0.05), Setting.number("convolutions", 0.25)),
                        (s, rules) -> rules.with(Composite.gamma(s.number("convolutions"), s.number("gamma")))),
                new Standard(
                        "integrated-gradients",
                        "the gradient along a path from a baseline (Sundararajan et al. 2017, arXiv 1703.01365)",
                        MethodKind.Inner.GRADIENT,
                        List.of(Setting.count("steps", 20), quadratures(), BASELINE),
                        (s, rules) -> new PathIntegral(rules, baseline(s), quadrature(s), s.count("steps"))),
                new Standard(
                        "smoothgrad",
                        "the gradient averaged over noisy inputs (Smilkov et al. 2017, arXiv 1706.03825)",
                        MethodKind.Inner.GRADIENT,
                        List.of(Setting.count("samples", 16), Setting.number("deviation", 0.1), SEED),
                        (s, rules) -> new SmoothGrad(
                                rules, s.count("samples"), Noise.normal(s.number("deviation"), s.count("seed")))),
                new Standard(
                        "gradient-norm",
                        "the size of the gradient, without sign (Simonyan et al. 2013, arXiv 1312.6034)",
                        MethodKind.Inner.GRADIENT,
                        List.of(Setting.choice("norm", List.of("l2", "l1"))),
                        (s, rules) -> new GradientNorm(rules, GradientNorm.Norm.named(s.text("norm")))),
                new Standard(
                        "occlusion",
                        "the fall of the value without a part of the input (Zeiler and Fergus 2013, arXiv 1311.2901)",
                        MethodKind.Inner.NONE,
                        List.of(windows(), BASELINE),
                        (s, _) -> new Occlusion(baseline(s), windows(s.text("windows")))),
                new Standard(
                        "attention-rollout",
                        "attention through the layers, without sign (Abnar and Zuidema 2020, arXiv 2005.00928)",
                        MethodKind.Inner.NONE,
                        List.of(),
                        (_, _) -> new AttentionRollout()),
                new Standard(
                        "information-flow",
                        "shares in the states of layers, without sign (Ferrando and Voita 2024, arXiv 2403.00824)",
                        MethodKind.Inner.NONE,
                        List.of(Setting.number("threshold", 0)),
                        (s, _) -> new InformationFlow(s.number("threshold"))),
                new Standard(
                        "pa-lrp",
                        "a rule set with positions as inputs (Bakish et al. 2025, arXiv 2506.02138)",
                        MethodKind.Inner.RULES,
                        List.of(Setting.choice("part", List.of("both", "positions", "tokens"))),
                        (s, rules) -> new PositionalRelevance(rules, PositionalRelevance.Part.named(s.text("part")))),
                new Standard(
                        "random",
                        "normally distributed numbers, to compare others with",
                        MethodKind.Inner.NONE,
                        List.of(SEED),
                        (s, _) -> new RandomRelevance(s.count("seed"))));
    }

    private static Method epsilon(Settings settings, Propagation rules) {
        LayerRule rule = LayerRule.epsilon(settings.number("epsilon"));
        return rules.with(Composite.builder().convolutions(rule).linears(rule).build());
    }

    private static Setting quadratures() {
        List<String> names =
                Arrays.stream(Quadrature.values()).map(Quadrature::toString).toList();
        return Setting.choice("quadrature", names);
    }

    private static Quadrature quadrature(Settings settings) {
        String name = settings.text("quadrature");
        return Arrays.stream(Quadrature.values())
                .filter(q -> q.toString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Baseline baseline(Settings settings) {
        return settings.text("baseline").equals(Baseline.MEAN.toString()) ? Baseline.MEAN : Baseline.ZERO;
    }

    private static Setting windows() {
        return new Setting(
                "windows",
                "single",
                "'single', 'words', 'segments', or how many tokens are left out together and how far that moves, such as '3 by 1'",
                text -> text.equals("single")
                        || text.equals("words")
                        || text.equals("segments")
                        || RUN.matcher(text).matches());
    }

    private static Windows windows(String text) {
        Matcher run = RUN.matcher(text);
        if (run.matches()) {
            int length = Integer.parseInt(run.group(1));
            String step = run.group(2);
            return Windows.tokens(length, step == null ? length : Integer.parseInt(step));
        }
        return switch (text) {
            case "words" -> Windows.words();
            case "segments" -> Windows.segments();
            default -> Windows.single();
        };
    }
}
