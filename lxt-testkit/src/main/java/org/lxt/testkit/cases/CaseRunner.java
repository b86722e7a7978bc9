package org.lxt.testkit.cases;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lxt.checkpoint.SafetensorsFile;
import org.lxt.explain.Attribution;
import org.lxt.explain.Detail;
import org.lxt.explain.Explainer;
import org.lxt.explain.Request;
import org.lxt.explain.Target;
import org.lxt.rules.RuleSet;
import org.lxt.spi.ModelMap;
import org.lxt.tensor.backend.BackendProvider;

/** Runs cases and compares. */
public final class CaseRunner {
    private static final String EXPECTED = "expected.safetensors";

    private final @Nullable String backend;
    private final int threads;
    private @Nullable ModelMap models;
    private List<BackendProvider> backends = List.of();

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

    /** Runs cases on one of these backends, too, as {@link Explainer.Builder#backends}. */
    public CaseRunner backends(List<BackendProvider> more) {
        backends = List.copyOf(more);
        return this;
    }

    /** Runs a case under its own rules. */
    public CaseResult run(OracleCase oracle) {
        return run(oracle, ruleSet(oracle.rules()));
    }

    /** Runs a case under other rules than its own: a control that must fail. */
    public CaseResult run(OracleCase oracle, RuleSet rules) {
        Explainer.Builder builder =
                Explainer.builder(oracle.folder()).rules(rules).threads(threads).backends(backends);
        if (backend != null) {
            builder.backend(backend);
        }
        if (models != null) {
            builder.models(models);
        }
        List<Attribution> attributions;
        PaddedBatch batch = new PaddedBatch(oracle);
        try (Explainer explainer = builder.open()) {
            attributions = explain(explainer, oracle, batch);
        }
        Map<String, ActualTensor> actual = actual(oracle, batch, attributions);
        return new CaseResult(oracle.name(), checks(oracle, actual, attributions), actual, attributions);
    }

    private static RuleSet ruleSet(String name) {
        for (RuleSet set : List.of(RuleSet.ATTN_LRP, RuleSet.CP_LRP, RuleSet.GRADIENT)) {
            if (set.name().equals(name)) {
                return set;
            }
        }
        throw new CaseException("case.json names the rules '" + name + "', which are not known");
    }

    private static List<Attribution> explain(Explainer explainer, OracleCase oracle, PaddedBatch batch) {
        List<ExplainedOutput> explained = oracle.explained();
        Map<Integer, List<Integer>> byRow = new TreeMap<>();
        for (int i = 0; i < explained.size(); i++) {
            byRow.computeIfAbsent(explained.get(i).row(), r -> new ArrayList<>())
                    .add(i);
        }
        List<Request> requests = new ArrayList<>();
        byRow.forEach((row, indices) -> requests.add(new Request(
                batch.prompt(row),
                indices.stream().map(i -> target(explained.get(i), batch)).toList())));
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

    private static Target target(ExplainedOutput e, PaddedBatch batch) {
        Target target = switch (e.kind()) {
            case "max-logit" -> Target.topLogit();
            case "target" -> Target.token(e.target());
            case "contrastive" -> Target.token(e.target()).minusMeanOfOthers();
            default -> throw new CaseException("explanations of kind '" + e.kind() + "' are not known");
        };
        Target named = target.in(e.output());
        return e.position().isEmpty()
                ? named
                : named.at(batch.tokenAt(e.row(), e.position().getAsInt()));
    }

    private static Map<String, ActualTensor> actual(
            OracleCase oracle, PaddedBatch batch, List<Attribution> attributions) {
        Map<String, ActualTensor> tensors = new LinkedHashMap<>();
        List<ExplainedOutput> explained = oracle.explained();
        int hidden = attributions.getFirst().embeddingGradient().orElseThrow().length
                / attributions.getFirst().tokens().size();
        TensorStack stack = new TensorStack(oracle.hasLeadingDimension());
        for (int i = 0; i < attributions.size(); i++) {
            Attribution a = attributions.get(i);
            int[] columns = batch.columns(explained.get(i).row());
            int width = batch.width();
            stack.add("logits", a.logits().orElseThrow());
            stack.add("relevance", spread(a.relevance(), columns, width, 1), width);
            double[] gradient = a.embeddingGradient().orElseThrow();
            stack.add("embedding_gradient", spread(gradient, columns, width, hidden), width, hidden);
            double[] byDimension = a.embeddingRelevance().orElseThrow();
            stack.add("input_x_gradient", spread(byDimension, columns, width, hidden), width, hidden);
            double[] latent = new double[a.latent().size() * width];
            for (int layer = 0; layer < a.latent().size(); layer++) {
                double[] row = spread(a.latent().get(layer).relevance(), columns, width, 1);
                System.arraycopy(row, 0, latent, layer * width, width);
            }
            stack.add("latent_relevance", latent, a.latent().size(), width);
        }
        stack.into(tensors);
        return tensors;
    }

    /** Puts the rows of real tokens into the columns they had in the padded batch. */
    private static double[] spread(double[] rows, int[] columns, int width, int size) {
        double[] padded = new double[width * size];
        for (int i = 0; i < columns.length; i++) {
            System.arraycopy(rows, i * size, padded, columns[i] * size, size);
        }
        return padded;
    }

    private static List<TensorCheck> checks(
            OracleCase oracle, Map<String, ActualTensor> actual, List<Attribution> attributions) {
        List<TensorCheck> checks = new ArrayList<>();
        for (int i = 0; i < attributions.size(); i++) {
            int wanted = oracle.explained().get(i).target();
            int found = attributions.get(i).target().id();
            if (wanted != found) {
                checks.add(TensorCheck.failed("target", "explanation " + i + " is of " + found + ", not " + wanted));
            }
        }
        Path file = oracle.folder().resolve(EXPECTED);
        try (SafetensorsFile expected = SafetensorsFile.open(file)) {
            new TreeMap<>(expected.tensors())
                    .forEach((name, entry) ->
                            checks.add(check(oracle, name, entry.shape(), expected.values(name), actual.get(name))));
        }
        return checks;
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
