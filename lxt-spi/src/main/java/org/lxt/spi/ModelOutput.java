// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.linear.Routing;
import org.lxt.tensor.rows.PackedRows;

/**
 * What a forward pass gives: the outputs by name, and which sites were marked.
 */
public final class ModelOutput {
    /**
     * An output.
     *
     * @param tensor one row for each wanted row
     * @param rows which rows these are
     */
    public record Output(Tensor tensor, PackedRows rows) {}

    /**
     * A hidden state that was marked for latent relevance.
     *
     * @param site under which it was marked
     * @param rows which rows it has
     */
    public record HiddenState(Site site, PackedRows rows) {}

    /**
     * What the experts of a mixture added to the hidden state, marked for the relevance of each expert: one row for each
     * pair of a token and an expert chosen for it.
     *
     * @param site under which it was marked
     * @param routing which experts each row went to
     * @param rows which rows went there
     */
    public record RoutedExperts(Site site, Routing routing, PackedRows rows) {}

    private final Map<String, Output> outputs;
    private final List<HiddenState> hidden;
    private final List<RoutedExperts> experts;

    private ModelOutput(Builder builder) {
        this.outputs = Collections.unmodifiableMap(new LinkedHashMap<>(builder.outputs));
        this.hidden = List.copyOf(builder.hidden);
        this.experts = List.copyOf(builder.experts.values());
    }

    /** A builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** The outputs by name, such as {@code logits}. */
    public Map<String, Output> outputs() {
        return outputs;
    }

    /** The output of this name. */
    public Output output(String name) {
        Output output = outputs.get(name);
        if (output == null) {
            throw new ModelException("the model has no output '" + name + "'; it has: " + outputs.keySet());
        }
        return output;
    }

    /** Hidden states, first to last: the state entering each layer, then the output of the last layer. */
    public List<HiddenState> hidden() {
        return hidden;
    }

    /** Mixtures of experts, first layer to last; empty if the model has none. */
    public List<RoutedExperts> experts() {
        return experts;
    }

    /** Collects what a forward pass gives. */
    public static final class Builder {
        private final Map<String, Output> outputs = new LinkedHashMap<>();
        private final List<HiddenState> hidden = new ArrayList<>();
        private final Map<Site, RoutedExperts> experts = new LinkedHashMap<>();

        private Builder() {}

        /** Adds an output. */
        public Builder output(String name, Tensor tensor, PackedRows rows) {
            outputs.put(name, new Output(tensor, rows));
            return this;
        }

        /** Marks a hidden state, so that its relevance is reported. */
        public Builder hidden(Site site, Tensor state, PackedRows rows) {
            state.scope().mark(site, state);
            hidden.add(new HiddenState(site, rows));
            return this;
        }

        /**
         * Marks what experts added, so that the relevance of each is reported. Said again of the same site, as by a layer that
         * is computed again in the backward pass, it replaces what was said.
         *
         * @param added {@code [rows.size() * routing.perToken(), hidden]}, pair by pair
         */
        public Builder experts(Site site, Tensor added, Routing routing, PackedRows rows) {
            added.scope().mark(site, added);
            experts.put(site, new RoutedExperts(site, routing, rows));
            return this;
        }

        /** The output. */
        public ModelOutput build() {
            return new ModelOutput(this);
        }
    }
}
