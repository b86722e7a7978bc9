// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.cases;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lxt.checkpoint.SafetensorsFile;
import org.lxt.explain.Explainer;
import org.lxt.explain.ExplainerBuilder;
import org.lxt.explain.method.Convergence;
import org.lxt.explain.request.Detail;
import org.lxt.explain.request.Request;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.rules.Patches;
import org.lxt.rules.RuleSet;
import org.lxt.rules.composite.Composite;
import org.lxt.spi.OutputKind;
import org.lxt.spi.host.ModelMap;
import org.lxt.tensor.backend.BackendProvider;
import org.lxt.tensor.backend.DeviceOptions;
import org.lxt.tensor.backend.Precision;

/** Runs cases and compares. */
public final class CaseRunner {
    private static final String EXPECTED = "expected.safetensors";

    private final @Nullable String backend;
    private final int threads;
    private @Nullable ModelMap models;
    private List<BackendProvider> backends = List.of();
    private DeviceOptions device = DeviceOptions.DEFAULTS;
    private Precision precision = Precision.FLOAT32;
    private @Nullable String kernels;

    /**
     * A runner.
     *
     * @param backend name of the backend, or null for the best one
     * @param threads threads to compute with
     */
    public CaseRunner(@Nullable String backend, int threads) {
        this.backend = backend;
        this.threads = threads;
    }

    /** Runs cases with these families instead of those of all installed plugins. */
    public CaseRunner models(ModelMap map) {
        models = map;
        return this;
    }

    /** Runs cases on one of these backends, too, as {@link ExplainerBuilder#backends}. */
    public CaseRunner backends(List<BackendProvider> more) {
        backends = List.copyOf(more);
        return this;
    }

    /** Runs cases with this asked of a device, as {@link ExplainerBuilder#device}. */
    public CaseRunner device(DeviceOptions options) {
        device = options;
        return this;
    }

    /** Runs cases in this precision, as {@link ExplainerBuilder#precision}. */
    public CaseRunner precision(Precision value) {
        precision = value;
        return this;
    }

    /** Runs cases with these kernels, as {@link ExplainerBuilder#kernels}. */
    public CaseRunner kernels(String name) {
        kernels = name;
        return this;
    }

    /** Runs a case under its own rules, with the weights that are in its folder. */
    public CaseResult run(OracleCase oracle) {
        return run(oracle, OracleCase.OWN_LAYOUT);
    }

    /**
     * Runs a case under its own rules.
     *
     * @param layout folder of the weights, one of {@link OracleCase#layouts}
     */
    public CaseResult run(OracleCase oracle, String layout) {
        return run(oracle, layout, ruleSet(oracle.rules()), oracle.composite());
    }

    /** Runs a case under other rules than its own: a control that must fail. */
    public CaseResult run(OracleCase oracle, RuleSet rules) {
        return run(oracle, OracleCase.OWN_LAYOUT, rules, Optional.empty());
    }

    private CaseResult run(OracleCase oracle, String layout, RuleSet rules, Optional<Composite> composite) {
        ExplainerBuilder builder = Explainer.builder(oracle.folder(layout))
                .rules(rules)
                .threads(threads)
                .backends(backends)
                .device(device)
                .precision(precision)
                .otherImageSizes(oracle.isOfImages());
        composite.ifPresent(builder::composite);
        if (backend != null) {
            builder.backend(backend);
        }
        if (kernels != null) {
            builder.kernels(kernels);
        }
        if (models != null) {
            builder.models(models);
        }
        CaseInput input = CaseInput.of(oracle);
        try (Explainer explainer = builder.open()) {
            List<Attribution> attributions = explain(explainer, oracle, input);
            Map<String, ActualTensor> actual = actual(oracle, input, attributions);
            List<TensorCheck> checks = new ArrayList<>();
            try (SafetensorsFile expected = SafetensorsFile.open(oracle.folder().resolve(EXPECTED))) {
                addBaselines(explainer, oracle, input, expected, actual, checks);
                addCurves(explainer, oracle, input, attributions, actual, checks);
                checks.addAll(checks(oracle, input, expected, actual, attributions));
            }
            return new CaseResult(oracle.name(layout), checks, actual, attributions);
        }
    }

    /**
     * What the other methods of a case find with the same model, and whether their accounts are those of the reference.
     */
    private static void addBaselines(
            Explainer explainer,
            OracleCase oracle,
            CaseInput input,
            SafetensorsFile expected,
            Map<String, ActualTensor> actual,
            List<TensorCheck> checks) {
        BaselineMethods methods = new BaselineMethods(oracle.baselines(), expected);
        methods.all().forEach((name, method) -> {
            TensorStack stack = new TensorStack(oracle.hasLeadingDimension());
            List<Attribution> found = explain(explainer.using(method), oracle, input);
            for (int i = 0; i < found.size(); i++) {
                input.stackBaseline(
                        name, found.get(i), oracle.explained().get(i).row(), stack);
            }
            stack.into(actual);
            OptionalDouble delta = methods.delta(name);
            if (delta.isPresent()) {
                Convergence own = found.getFirst().convergence().orElseThrow();
                double scale = Math.abs(own.sum()) + Math.abs(own.end()) + Math.abs(own.start());
                checks.add(TensorCheck.compare(
                        name + ", delta",
                        new double[] {delta.getAsDouble(), scale},
                        new double[] {own.delta(), scale},
                        oracle.tolerance(name).orElseThrow()));
            }
        });
    }

    private static void addCurves(
            Explainer explainer,
            OracleCase oracle,
            CaseInput input,
            List<Attribution> attributions,
            Map<String, ActualTensor> actual,
            List<TensorCheck> checks) {
        if (!oracle.perturbation().isObject()) {
            return;
        }
        PerturbationCurves curves = new PerturbationCurves(
                oracle.perturbation(),
                oracle.hasLeadingDimension(),
                oracle.tolerance("morf_curve").orElse(0));
        for (int i = 0; i < attributions.size(); i++) {
            ExplainedOutput e = oracle.explained().get(i);
            Target target = target(e, input, explainer.outputs());
            curves.add(explainer, input.prompt(e.row()), target, attributions.get(i), input, e.row());
        }
        curves.into(actual, checks);
    }

    private static RuleSet ruleSet(String name) {
        for (RuleSet set : Patches.standard().keySet()) {
            if (set.name().equals(name)) {
                return set;
            }
        }
        throw new CaseException("case.json names the rules '" + name + "', which are not known");
    }

    /** Explains what a case explains, by whatever method an explainer of its checkpoint uses. */
    public static List<Attribution> explain(Explainer explainer, OracleCase oracle) {
        return explain(explainer, oracle, CaseInput.of(oracle));
    }

    private static List<Attribution> explain(Explainer explainer, OracleCase oracle, CaseInput input) {
        List<ExplainedOutput> explained = oracle.explained();
        Map<Integer, List<Integer>> byRow = new TreeMap<>();
        for (int i = 0; i < explained.size(); i++) {
            byRow.computeIfAbsent(explained.get(i).row(), r -> new ArrayList<>())
                    .add(i);
        }
        List<Request> requests = new ArrayList<>();
        byRow.forEach((row, indices) -> requests.add(new Request(
                input.prompt(row),
                indices.stream()
                        .map(i -> target(explained.get(i), input, explainer.outputs()))
                        .toList())));
        List<List<Attribution>> results = explainer.explain(requests, EnumSet.allOf(Detail.class));
        Attribution[] ordered = new Attribution[explained.size()];
        int request = 0;
        for (List<Integer> indices : byRow.values()) {
            for (int t = 0; t < indices.size(); t++) {
                ordered[indices.get(t)] = results.get(request).get(t);
            }
            request++;
        }
        return Arrays.asList(ordered);
    }

    private static Target target(ExplainedOutput e, CaseInput input, List<OutputKind> outputs) {
        int entry = outputs.stream()
                .filter(o -> o.name().equals(e.output()))
                .findFirst()
                .map(o -> input.entry(o, e.row(), e.target()))
                .orElse(e.target());
        Target target = switch (e.kind()) {
            case "max-logit" -> Target.topLogit();
            case "target" -> Target.token(entry);
            case "contrastive" -> Target.token(entry).minusMeanOfOthers();
            default -> throw new CaseException("explanations of kind '" + e.kind() + "' are not known");
        };
        return input.at(target.in(e.output()), e);
    }

    private static Map<String, ActualTensor> actual(
            OracleCase oracle, CaseInput input, List<Attribution> attributions) {
        Map<String, ActualTensor> tensors = new LinkedHashMap<>();
        TensorStack stack = new TensorStack(oracle.hasLeadingDimension());
        for (int i = 0; i < attributions.size(); i++) {
            input.stack(attributions.get(i), oracle.explained().get(i).row(), stack);
        }
        stack.into(tensors);
        return tensors;
    }

    private static List<TensorCheck> checks(
            OracleCase oracle,
            CaseInput input,
            SafetensorsFile expected,
            Map<String, ActualTensor> actual,
            List<Attribution> attributions) {
        List<TensorCheck> checks = new ArrayList<>();
        for (int i = 0; i < attributions.size(); i++) {
            ExplainedOutput e = oracle.explained().get(i);
            int wanted = e.target();
            int entry = attributions.get(i).target().id();
            int found = input.expectedEntry(attributions.get(i).output(), e.row(), entry);
            if (wanted != found) {
                checks.add(TensorCheck.failed("target", "explanation " + i + " is of " + found + ", not " + wanted));
            }
        }
        new TreeMap<>(expected.tensors()).forEach((name, entry) -> {
            if (BaselineMethods.isGiven(name)) {
                return;
            }
            double[] values = expected.values(name);
            if (name.equals("logits")) {
                clearPadding(values, oracle, input, attributions);
            }
            ActualTensor own = actual.get(name);
            checks.add(
                    own != null && PerturbationCurves.isOrder(name)
                            ? PerturbationCurves.compareOrder(
                                    name,
                                    expected,
                                    own,
                                    attributions.size(),
                                    oracle.tolerance("relevance").orElse(0))
                            : check(oracle, name, entry.shape(), values, own));
        });
        return checks;
    }

    /** Without the entries at padding, which LXT does not compute. */
    private static void clearPadding(
            double[] logits, OracleCase oracle, CaseInput input, List<Attribution> attributions) {
        int width = logits.length / attributions.size();
        for (int i = 0; i < attributions.size(); i++) {
            double[] vector = Arrays.copyOfRange(logits, i * width, (i + 1) * width);
            input.clearPadding(
                    vector,
                    attributions.get(i).output(),
                    oracle.explained().get(i).row());
            System.arraycopy(vector, 0, logits, i * width, width);
        }
    }

    private static TensorCheck check(
            OracleCase oracle, String name, long[] shape, double[] expected, @Nullable ActualTensor actual) {
        OptionalDouble tolerance = oracle.tolerance(name);
        if (actual == null) {
            return TensorCheck.skipped(
                    name,
                    tolerance.isEmpty()
                            ? "belongs to a method of '" + oracle.kind() + "' cases that LXT does not have yet"
                            : "LXT does not have this method of '" + oracle.kind() + "' cases yet");
        }
        if (!Arrays.equals(shape, actual.shape())) {
            return TensorCheck.failed(
                    name, "shape " + Arrays.toString(actual.shape()) + ", expected " + Arrays.toString(shape));
        }
        if (tolerance.isEmpty()) {
            return TensorCheck.failed(name, "case.json gives no tolerance");
        }
        return TensorCheck.compare(name, expected, actual.values(), tolerance.getAsDouble());
    }
}
