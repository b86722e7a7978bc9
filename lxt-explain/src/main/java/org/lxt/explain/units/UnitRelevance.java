// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.units;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.lxt.tensor.Site;

/**
 * Relevance and activation of the units of one value, at every token: of the heads of an attention, the neurons of an MLP, the
 * experts of a mixture, or the elements of any other value. Two with the same name and numbers are equal.
 *
 * <p>The activation of a neuron or an element is its value, that of a head or an expert the Euclidean norm of its vector.
 * Relevance is value times gradient under the method's rules, of a head or an expert summed over its vector, in units of the
 * explained value. Both are 0 where the value was not computed because nothing explained depends on it.
 */
public final class UnitRelevance {
    private final Site site;
    private final int tokens;
    private final int units;
    private final double[] relevance;
    private final double[] activation;

    /**
     * Relevance of units.
     *
     * @param site name of the value, such as {@code layers.3.mlp.neurons}
     * @param tokens how many tokens the prompt has in the model
     * @param units how many units the value has
     * @param relevance {@code [tokens, units]}, row by row
     * @param activation of the same shape
     */
    public UnitRelevance(Site site, int tokens, int units, double[] relevance, double[] activation) {
        this.site = Site.of(site.path());
        this.tokens = tokens;
        this.units = units;
        this.relevance = relevance.clone();
        this.activation = activation.clone();
        if (relevance.length != Math.multiplyExact(tokens, units) || activation.length != relevance.length) {
            throw new IllegalArgumentException(relevance.length + " relevances and " + activation.length
                    + " activations for " + tokens + " tokens x " + units + " units");
        }
    }

    /** One unit at one token. */
    public record At(int token, int unit, double relevance, double activation) {}

    /** Where in the model. */
    public Site site() {
        return site;
    }

    /** How many tokens there are. */
    public int tokens() {
        return tokens;
    }

    /** How many units there are. */
    public int units() {
        return units;
    }

    /** Relevance, {@code [tokens, units]} row by row. */
    public double[] relevance() {
        return relevance.clone();
    }

    /** Activation, {@code [tokens, units]} row by row. */
    public double[] activation() {
        return activation.clone();
    }

    /** Relevance of a unit at a token. */
    public double relevance(int token, int unit) {
        return relevance[index(token, unit)];
    }

    /** Activation of a unit at a token. */
    public double activation(int token, int unit) {
        return activation[index(token, unit)];
    }

    private int index(int token, int unit) {
        return Objects.checkIndex(token, tokens) * units + Objects.checkIndex(unit, units);
    }

    /** Relevance of each token, all units together. */
    public double[] ofTokens() {
        double[] sums = new double[tokens];
        for (int i = 0; i < relevance.length; i++) {
            sums[i / units] += relevance[i];
        }
        return sums;
    }

    /** Relevance of each unit, all tokens together. */
    public double[] ofUnits() {
        double[] sums = new double[units];
        for (int i = 0; i < relevance.length; i++) {
            sums[i % units] += relevance[i];
        }
        return sums;
    }

    /** Relevance of the whole value. */
    public double sum() {
        return Arrays.stream(relevance).sum();
    }

    /** The units whose relevance, summed over tokens, is largest in size, largest first. */
    public List<UnitSum> strongest(int most) {
        double[] sums = ofUnits();
        return IntStream.range(0, units)
                .filter(u -> sums[u] != 0)
                .boxed()
                .sorted(Comparator.comparingDouble(u -> -Math.abs(sums[u])))
                .limit(most)
                .map(u -> sum(u, sums[u]))
                .toList();
    }

    private UnitSum sum(int unit, double sum) {
        int token = 0;
        for (int t = 1; t < tokens; t++) {
            if (Math.abs(relevance(t, unit)) > Math.abs(relevance(token, unit))) {
                token = t;
            }
        }
        return new UnitSum(unit, sum, token, relevance(token, unit), activation(token, unit));
    }

    /** The units and tokens whose relevance is largest in size, largest first. */
    public List<At> strongestAtTokens(int most) {
        return IntStream.range(0, relevance.length)
                .filter(i -> relevance[i] != 0)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -Math.abs(relevance[i])))
                .limit(most)
                .map(i -> new At(i / units, i % units, relevance[i], activation[i]))
                .toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UnitRelevance o
                && site.equals(o.site)
                && tokens == o.tokens
                && units == o.units
                && Arrays.equals(relevance, o.relevance)
                && Arrays.equals(activation, o.activation);
    }

    @Override
    public int hashCode() {
        return 31 * site.hashCode() + Arrays.hashCode(relevance);
    }

    /** In a few words. */
    @Override
    public String toString() {
        return site + ", " + tokens + " tokens x " + units + " units";
    }
}
