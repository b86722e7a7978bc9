package org.lxt.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lxt.tensor.PackedRows;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;

/** What a forward pass gives: the watched input embeddings, the outputs by name, and which sites were marked. */
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

    private final Tensor embeddings;
    private final Map<String, Output> outputs;
    private final List<HiddenState> hidden;

    private ModelOutput(Builder builder) {
        this.embeddings = builder.embeddings;
        this.outputs = Collections.unmodifiableMap(new LinkedHashMap<>(builder.outputs));
        this.hidden = List.copyOf(builder.hidden);
    }

    /** A builder for an output whose relevance is asked at these embeddings, {@code [tokens, hidden size]}, watched. */
    public static Builder builder(Tensor embeddings) {
        return new Builder(embeddings);
    }

    /** The input embeddings, at which relevance is read. */
    public Tensor embeddings() {
        return embeddings;
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

    /** Collects what a forward pass gives. */
    public static final class Builder {
        private final Tensor embeddings;
        private final Map<String, Output> outputs = new LinkedHashMap<>();
        private final List<HiddenState> hidden = new ArrayList<>();

        private Builder(Tensor embeddings) {
            this.embeddings = embeddings;
        }

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

        /** The output. */
        public ModelOutput build() {
            return new ModelOutput(this);
        }
    }
}
