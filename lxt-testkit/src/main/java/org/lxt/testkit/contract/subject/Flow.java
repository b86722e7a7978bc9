// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.contract.subject;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lxt.rules.Patches;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;

/** What goes into the attentions, activations and products of a model, in the order of the forward pass. */
public final class Flow {
    /** The part that a tensor has in an operation. */
    public enum Part {
        QUERY("queries"),
        KEY("keys"),
        VALUE("values"),
        ACTIVATION("activation"),
        PRODUCT("product");

        private final String words;

        Part(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * A tensor that went into an operation.
     *
     * @param at where
     * @param part as what
     * @param values its numbers
     */
    public record Arrival(Site at, Part part, double[] values) {}

    private final List<Arrival> arrivals = new ArrayList<>();

    /** Patches that do the same and record what arrives. */
    public Patches watching(Patches own) {
        return own.toBuilder()
                .attention(Patches.AttentionRule.heedingTerms((at, input) -> {
                    arrive(at, Part.QUERY, input.q());
                    arrive(at, Part.KEY, input.k());
                    arrive(at, Part.VALUE, input.v());
                    return own.attention().apply(at, input);
                }))
                .activation((at, f, x) -> {
                    arrive(at, Part.ACTIVATION, x);
                    return own.activation().apply(at, f, x);
                })
                .product((at, a, b) -> {
                    arrive(at, Part.PRODUCT, a);
                    arrive(at, Part.PRODUCT, b);
                    return own.product().apply(at, a, b);
                })
                .build();
    }

    private void arrive(Site at, Part part, Tensor x) {
        arrivals.add(new Arrival(at, part, x.toDoubles()));
    }

    /** The operation that differs first from another run of the same model: all that differs there. */
    public List<Arrival> firstDifference(Flow other) {
        Optional<Site> first = Optional.empty();
        List<Arrival> different = new ArrayList<>();
        for (int i = 0; i < Math.min(arrivals.size(), other.arrivals.size()); i++) {
            Arrival own = arrivals.get(i);
            if (first.isPresent() && !first.get().equals(own.at())) {
                break;
            }
            if (!Arrays.equals(own.values(), other.arrivals.get(i).values())) {
                first = Optional.of(own.at());
                different.add(own);
            }
        }
        return different;
    }
}
