// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.cases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lxt.checkpoint.SafetensorsFile;
import org.lxt.explain.Explainer;
import org.lxt.explain.perturbation.Perturbation;
import org.lxt.explain.perturbation.PerturbationCurve;
import org.lxt.explain.perturbation.Removal;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.PixelRelevance;
import tools.jackson.databind.JsonNode;

/**
 * The curves of a case of kind {@code perturbation}: of each explanation the value while parts of its input are zeroed in the
 * order of their relevance.
 */
final class PerturbationCurves {
    private static final String MORF = "morf";
    private static final String LERF = "lerf";
    private static final String PATCHES = "relevance_patches";

    private final JsonNode json;
    private final TensorStack tensors;
    private final List<TensorCheck> checks = new ArrayList<>();
    private final double tolerance;

    /**
     * The curves of a case.
     *
     * @param json the field {@code perturbation} of {@code case.json}
     * @param tolerance of areas
     */
    PerturbationCurves(JsonNode json, boolean stacked, double tolerance) {
        this.json = json;
        this.tensors = new TensorStack(stacked);
        this.tolerance = tolerance;
    }

    /** Whether a tensor is an order of parts. */
    static boolean isOrder(String tensor) {
        return tensor.endsWith("_order");
    }

    /** Computes those of one explanation. */
    void add(Explainer explainer, Prompt prompt, Target target, Attribution found, CaseInput input, int row) {
        Perturbation zeroed = new Perturbation(explainer, prompt, target, Removal.ZERO);
        double[] relevance = relevance(found);
        Map<String, PerturbationCurve> curves = new LinkedHashMap<>();
        curves.put(MORF, PerturbationCurve.morf(relevance, zeroed));
        curves.put(LERF, PerturbationCurve.lerf(relevance, zeroed));
        curves.forEach((name, curve) -> {
            tensors.add(name + "_curve", curve.values());
            double[] order = new double[curve.order().length];
            for (int i = 0; i < order.length; i++) {
                order[i] = input.column(row, curve.order()[i]);
            }
            tensors.add(name + "_order", order);
            area(name, "mean", curve.mean());
            area(name, "trapezoid", curve.area());
        });
    }

    private static double[] relevance(Attribution found) {
        return found.pixels().map(PixelRelevance::patches).orElseGet(found::relevance);
    }

    /** Areas are compared where the case has a single explanation. */
    private void area(String curve, String kind, double actual) {
        JsonNode expected = json.path("area").path(curve).path(kind);
        if (expected.isNumber()) {
            checks.add(TensorCheck.compare(
                    curve + "_curve, " + kind, new double[] {expected.asDouble()}, new double[] {actual}, tolerance));
        }
    }

    /** What was computed. */
    void into(Map<String, ActualTensor> actual, List<TensorCheck> all) {
        tensors.into(actual);
        all.addAll(checks);
    }

    /**
     * Compares orders. Parts whose relevance differs by no more than rounding have none, so an order is also right if the
     * relevance along it is that along the expected one but for rounding.
     *
     * @param count how many orders are stacked
     */
    static TensorCheck compareOrder(
            String name, SafetensorsFile expected, ActualTensor actual, int count, double tolerance) {
        double[] wanted = expected.values(name);
        double[] relevance = expected.values(expected.tensors().containsKey(PATCHES) ? PATCHES : "relevance");
        if (wanted.length != actual.values().length) {
            return TensorCheck.failed(
                    name, "an order of " + actual.values().length + " parts, expected " + wanted.length);
        }
        double scale = 0;
        double error = 0;
        for (int i = 0; i < wanted.length; i++) {
            int first = i / (wanted.length / count) * (relevance.length / count);
            double there = relevance[first + (int) wanted[i]];
            error = Math.max(error, Math.abs(there - relevance[first + (int) actual.values()[i]]));
            scale = Math.max(scale, Math.abs(there));
        }
        double relative = scale == 0 ? error : error / scale;
        TensorCheck.Status status = relative <= tolerance ? TensorCheck.Status.OK : TensorCheck.Status.FAIL;
        return new TensorCheck(name, status, relative, tolerance, "");
    }
}
