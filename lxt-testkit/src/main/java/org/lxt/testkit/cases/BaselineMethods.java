// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.cases;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.lxt.checkpoint.SafetensorsFile;
import org.lxt.explain.method.Method;
import org.lxt.explain.method.Propagation;
import org.lxt.explain.method.gradient.Noise;
import org.lxt.explain.method.gradient.PathIntegral;
import org.lxt.explain.method.gradient.Quadrature;
import org.lxt.explain.method.gradient.SmoothGrad;
import org.lxt.explain.method.occlusion.Baseline;
import org.lxt.explain.method.occlusion.Occlusion;
import tools.jackson.databind.JsonNode;

/** The methods of a case of kind {@code baselines}, by the names of their expected tensors. */
final class BaselineMethods {
    private static final String GIVEN = "integrated_gradients_baseline";
    private static final String NOISE = "smoothgrad_noise";

    private final JsonNode json;
    private final SafetensorsFile expected;

    /**
     * The methods of a case.
     *
     * @param json the field {@code baselines} of {@code case.json}
     * @param expected its expected tensors, some of which are given to the methods
     */
    BaselineMethods(JsonNode json, SafetensorsFile expected) {
        this.json = json;
        this.expected = expected;
    }

    /** Whether an expected tensor is an input of a method, and not a result. */
    static boolean isGiven(String tensor) {
        return tensor.equals(GIVEN) || tensor.equals(NOISE);
    }

    /** The methods that are not a propagation, by the name of their tensor. */
    Map<String, Method> all() {
        Map<String, Method> methods = new LinkedHashMap<>();
        Iterator<Map.Entry<String, JsonNode>> fields = json.properties().iterator();
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> field = fields.next();
            String name = field.getKey();
            if (name.startsWith("integrated_gradients_")) {
                methods.put(name, pathIntegral(field.getValue()));
            } else if (name.startsWith("smoothgrad_")) {
                methods.put(name, smoothGrad(field.getValue(), name.endsWith("given_noise")));
            } else if (name.equals("occlusion")) {
                methods.put(name, Occlusion.single());
            }
        }
        return methods;
    }

    /** The convergence delta that a method must have, if the case has one. */
    OptionalDouble delta(String tensor) {
        JsonNode value = json.path(tensor).path("convergence_delta");
        return value.isNumber() ? OptionalDouble.of(value.asDouble()) : OptionalDouble.empty();
    }

    private Method pathIntegral(JsonNode options) {
        Baseline from = options.path("baseline").asString().equals(GIVEN)
                ? Baseline.given(expected.values(GIVEN))
                : Baseline.ZERO;
        return new PathIntegral(
                Propagation.GRADIENT,
                from,
                quadrature(options.path("method").asString()),
                options.path("n_steps").asInt());
    }

    /** By captum's name. */
    private static Quadrature quadrature(String name) {
        return switch (name) {
            case "gausslegendre" -> Quadrature.GAUSS_LEGENDRE;
            case "riemann_left" -> Quadrature.RIEMANN_LEFT;
            case "riemann_right" -> Quadrature.RIEMANN_RIGHT;
            case "riemann_middle" -> Quadrature.RIEMANN_MIDDLE;
            case "riemann_trapezoid" -> Quadrature.RIEMANN_TRAPEZOID;
            default -> throw new CaseException("case.json names the quadrature '" + name + "', which is not known");
        };
    }

    private Method smoothGrad(JsonNode options, boolean isGiven) {
        int samples = options.path("samples").asInt();
        double[] noise = isGiven ? expected.values(NOISE) : new double[0];
        Noise given = (sample, size) -> Arrays.copyOfRange(noise, sample * size, (sample + 1) * size);
        return new SmoothGrad(
                Propagation.GRADIENT,
                samples,
                isGiven ? given : Noise.normal(options.path("stdev").asDouble(), 1));
    }
}
