package org.lxt.tasks.ask;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lxt.explain.Explainer;
import org.lxt.explain.method.Baseline;
import org.lxt.explain.method.Method;
import org.lxt.explain.method.Noise;
import org.lxt.explain.method.Occlusion;
import org.lxt.explain.method.PathIntegral;
import org.lxt.explain.method.Propagation;
import org.lxt.explain.method.Quadrature;
import org.lxt.explain.method.SmoothGrad;
import org.lxt.explain.method.Windows;
import org.lxt.spi.InputKind;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.tasks.refusal.TaskException;

/**
 * A method by its name, with settings in brackets and, where it wraps a propagation, its rules after {@code of}: {@code
 * attnlrp}, {@code integrated-gradients(20, riemann-middle)}, {@code smoothgrad(16, 0.1) of attnlrp}, {@code occlusion(3
 * by 1)}. What results call a method names it, too.
 */
public final class MethodName {
    private static final String PATH = "integrated-gradients";
    private static final String NOISE = "smoothgrad";
    private static final String WITHOUT = "occlusion";
    /** The methods that have settings; every other name is that of a rule set. */
    public static final List<String> WITH_SETTINGS = List.of(PATH, NOISE, WITHOUT);

    private static final Pattern WRAPPING = Pattern.compile("([a-z-]+)\\s*(?:\\(([^()]*)\\))?\\s*(?:of\\s+(.+))?");
    private static final Pattern RUN = Pattern.compile("(?:tokens )?(\\d{1,6})(?: by (\\d{1,6}))?");

    /** More points of a path, or noisy inputs, are a mistake rather than a wish. */
    private static final int MOST_POINTS = 10_000;

    private static final int USUAL_POINTS = 20;
    private static final int USUAL_SAMPLES = 16;
    private static final double USUAL_DEVIATION = 0.1;

    /** A method that wraps a propagation. */
    private interface Wrapping {
        Method of(Propagation inner);
    }

    private final String text;
    private final Optional<String> rules;
    private final Wrapping wrapping;
    private final boolean tokensOnly;

    private MethodName(String text, Optional<String> rules, Wrapping wrapping, boolean tokensOnly) {
        this.text = text;
        this.rules = rules;
        this.wrapping = wrapping;
        this.tokensOnly = tokensOnly;
    }

    /**
     * Reads a name. Any name that is not that of a method with settings is taken for the name of a rule set.
     *
     * @throws TaskException if its settings cannot be
     */
    public static MethodName of(String name) {
        String text = name.strip();
        Matcher parts = WRAPPING.matcher(text);
        if (parts.matches()) {
            String settings = Optional.ofNullable(parts.group(2)).orElse("");
            List<String> given = Arrays.stream(settings.split(","))
                    .map(String::strip)
                    .filter(s -> !s.isEmpty())
                    .toList();
            Optional<String> of = Optional.ofNullable(parts.group(3)).map(String::strip);
            try {
                switch (parts.group(1)) {
                    case PATH -> {
                        return path(text, given, of);
                    }
                    case NOISE -> {
                        return noise(text, given, of);
                    }
                    case WITHOUT -> {
                        return without(text, given, of);
                    }
                    default -> {
                        // a rule set
                    }
                }
            } catch (IllegalArgumentException e) {
                throw new TaskException("'" + text + "': " + e.getMessage());
            }
        }
        if (text.isEmpty() || text.matches(".*[()].*")) {
            throw new TaskException("there is no method '" + text + "'; give " + PATH + "(POINTS, QUADRATURE), " + NOISE
                    + "(SAMPLES, DEVIATION, SEED), " + WITHOUT + "(TOKENS by STEP), or the name of a rule set");
        }
        return new MethodName(text, Optional.of(text), inner -> inner, false);
    }

    private static MethodName path(String text, List<String> given, Optional<String> of) {
        int points = USUAL_POINTS;
        Quadrature quadrature = Quadrature.GAUSS_LEGENDRE;
        for (String setting : given) {
            Optional<Quadrature> named = Arrays.stream(Quadrature.values())
                    .filter(q -> q.toString().equals(setting))
                    .findFirst();
            if (named.isPresent()) {
                quadrature = named.get();
            } else if (!setting.equals(Baseline.ZERO.toString())) {
                points = count(
                        setting,
                        "a number of points, a quadrature such as " + Quadrature.RIEMANN_MIDDLE + ", or the baseline "
                                + Baseline.ZERO);
            }
        }
        // made once here, so that wrong settings are found where they are read
        PathIntegral settings = new PathIntegral(Propagation.GRADIENT, Baseline.ZERO, quadrature, points);
        return new MethodName(
                text,
                of,
                inner -> new PathIntegral(inner, settings.from(), settings.quadrature(), settings.points()),
                false);
    }

    private static MethodName noise(String text, List<String> given, Optional<String> of) {
        if (given.size() > 3) {
            throw new IllegalArgumentException("its settings are a number of samples, a standard deviation and a seed");
        }
        int samples = given.isEmpty() ? USUAL_SAMPLES : count(given.getFirst(), "a number of samples");
        double deviation = given.size() < 2 ? USUAL_DEVIATION : number(given.get(1));
        long seed = given.size() < 3 ? 0 : count(given.get(2), "a seed");
        SmoothGrad settings = new SmoothGrad(Propagation.GRADIENT, samples, Noise.normal(deviation, seed));
        return new MethodName(text, of, inner -> new SmoothGrad(inner, settings.samples(), settings.noise()), false);
    }

    private static MethodName without(String text, List<String> given, Optional<String> of) {
        if (of.isPresent()) {
            throw new IllegalArgumentException("it computes forward only, so it is of no rules");
        }
        List<String> windows = new ArrayList<>(given);
        windows.remove(Baseline.ZERO.toString());
        boolean single =
                windows.isEmpty() || windows.equals(List.of(Windows.single().toString()));
        Matcher run = RUN.matcher(windows.size() == 1 ? windows.getFirst() : "");
        if (!single && !run.matches()) {
            throw new IllegalArgumentException("its setting is 'single', or how many tokens are left out together and"
                    + " how far that moves, such as '3 by 1'");
        }
        Windows left = single ? Windows.single() : run(run);
        return new MethodName(text, Optional.empty(), _ -> new Occlusion(Baseline.ZERO, left), !single);
    }

    private static Windows run(Matcher run) {
        int length = Integer.parseInt(run.group(1));
        String step = run.group(2);
        return Windows.tokens(length, step == null ? length : Integer.parseInt(step));
    }

    private static int count(String text, String wanted) {
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) > MOST_POINTS) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not " + wanted + "; whole numbers go up to " + MOST_POINTS);
        }
        return Integer.parseInt(text);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException("'" + text + "' is not a standard deviation");
        }
    }

    /** The rule set that it propagates under: its own, or that of what it wraps; empty for the plain gradient. */
    public Optional<String> rules() {
        return rules;
    }

    /**
     * The same model, explained by this method.
     *
     * @throws TaskException if the model's family has no such rule set, or the model does not read what the method is about
     */
    public Explainer applyTo(Explainer explainer) {
        if (tokensOnly && explainer.sizes().input() instanceof InputKind.Pixels) {
            throw new TaskException(
                    "'" + text + "' leaves out tokens, and this model reads images; leave the number out");
        }
        try {
            Method inner = rules.isEmpty()
                    ? Propagation.GRADIENT
                    : explainer.under(rules.get()).method();
            return explainer.using(wrapping.of((Propagation) inner));
        } catch (ModelException e) {
            throw new TaskException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MethodName o && text.equals(o.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it was given. */
    @Override
    public String toString() {
        return text;
    }
}
