// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.result;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Map;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.Site;

/**
 * The account of one explanation: the explained value is the relevance of the tokens plus what was absorbed on the way.
 *
 * @param value the explained value
 * @param inputs relevance of all tokens together
 * @param entries what each operation absorbed, in the order of the backward pass
 */
public record Closing(double value, double inputs, List<Entry> entries) {
    private static final double ROUNDING = 1e-4;

    /**
     * What one operation absorbed.
     *
     * @param site where in the model; the root for the model itself
     * @param operation which operation
     * @param cause why
     * @param amount how much, in units of the explained value
     */
    public record Entry(Site site, String operation, Ledger.Cause cause, double amount) {
        /** Takes the role off the site: it matters to rules, not to a result. */
        public Entry {
            site = Site.of(site.path());
        }
    }

    /** Copies the list. */
    public Closing {
        entries = List.copyOf(entries);
    }

    /** Everything absorbed, biases and stabilisers and softmax together. */
    public double absorbed() {
        return entries.stream().mapToDouble(Entry::amount).sum();
    }

    /** What is left over: rounding, unless an operation has a wrong gradient. */
    public double error() {
        return value - inputs - absorbed();
    }

    /** Whether what is left over is no more than rounding. */
    public boolean closes() {
        return Math.abs(error()) <= ROUNDING * turnover();
    }

    /** The scale of {@link #error}: the sum of the absolute values of all entries, the explained value and the inputs. */
    public double turnover() {
        return Math.abs(value)
                + Math.abs(inputs)
                + entries.stream().mapToDouble(e -> Math.abs(e.amount())).sum();
    }

    /** As plain data, as {@code ledger} in {@code docs/json.md}. */
    @JsonValue
    public Map<String, Object> toMap() {
        return PlainData.of(this);
    }

    /** In a few words. */
    @Override
    public String toString() {
        return InWords.of(this);
    }
}
