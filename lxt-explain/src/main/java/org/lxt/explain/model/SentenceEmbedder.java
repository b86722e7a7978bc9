// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lxt.checkpoint.Checkpoint;
import org.lxt.checkpoint.SentenceModule;
import org.lxt.checkpoint.SentencePooling;
import org.lxt.explain.request.ExplainException;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.NormLayer;
import org.lxt.rules.Rules;
import org.lxt.spi.ModelFamily;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.spi.parts.ParameterLookup;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;

/** How the files of sentence-transformers make a vector of a text, and the layers after the pooling. */
public final class SentenceEmbedder implements AutoCloseable {
    private static final String STATES = "Model";

    /** A layer of its own after the pooling. */
    @FunctionalInterface
    private interface Step {
        Tensor apply(Rules rules, Tensor vector);
    }

    private final @Nullable SentencePooling pooling;
    private @Nullable ModelException problem;

    /** What says that there is a pooling. */
    private final String source;

    private final Checkpoint own;
    private final List<Checkpoint> files = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    private SentenceEmbedder(
            Checkpoint own, @Nullable SentencePooling pooling, @Nullable ModelException problem, String source) {
        this.own = own;
        this.pooling = pooling;
        this.problem = problem;
        this.source = source;
    }

    /** Reads the files. What is wrong with them is told to who asks for an embedding: the model itself may be used without. */
    static SentenceEmbedder read(Checkpoint checkpoint) {
        try {
            Optional<SentencePooling> files = SentencePooling.read(checkpoint.folder());
            if (files.isPresent() || checkpoint.gguf().isEmpty()) {
                return new SentenceEmbedder(checkpoint, files.orElse(null), null, "modules.json");
            }
            SentencePooling own = SentencePooling.of(checkpoint.gguf().get()).orElse(null);
            return new SentenceEmbedder(checkpoint, own, null, "pooling_type");
        } catch (ModelException e) {
            return new SentenceEmbedder(checkpoint, null, e, "");
        }
    }

    /**
     * The options with which the model is loaded: as a class without a head where there is a pooling, whatever class the file
     * names, for so the library loads it, too.
     */
    ModelConfig optionsOf(ModelFamily family, ModelConfig config) {
        List<String> named = config.architectures();
        if (pooling == null || named.size() > 1) {
            return config;
        }
        String said = named.isEmpty() ? "" : named.getFirst();
        return family.architectures().stream()
                .filter(a -> a.endsWith(STATES) && !a.endsWith("LMHeadModel"))
                .filter(a -> said.isEmpty() || said.startsWith(a.substring(0, a.length() - STATES.length())))
                .max(Comparator.comparingInt(String::length))
                .filter(a -> !a.equals(said))
                .map(a -> config.as(a, source + " makes embeddings of its states"))
                .orElse(config);
    }

    /**
     * Loads the layers after the pooling.
     *
     * @param constants owns biases and norm weights
     */
    void load(Scope constants) {
        if (pooling == null) {
            return;
        }
        try {
            load(pooling, constants);
        } catch (ModelException e) {
            problem = e;
        }
    }

    private void load(SentencePooling how, Scope constants) {
        int size = how.size();
        // The length of the last vector changes no cosine.
        List<SentenceModule> modules = how.after();
        while (!modules.isEmpty() && modules.getLast() instanceof SentenceModule.Normalize) {
            modules = modules.subList(0, modules.size() - 1);
        }
        for (SentenceModule module : modules) {
            Site at = Site.of("sentence_modules." + steps.size());
            switch (module) {
                case SentenceModule.Normalize() -> steps.add(normalize(at, size, constants));
                case SentenceModule.Dense dense -> {
                    steps.add(dense(at, dense, size, constants));
                    size = dense.outputs();
                }
            }
        }
    }

    /** A norm by the length is one by the root mean square, divided by the root of the size. */
    private static Step normalize(Site at, int size, Scope constants) {
        double[] weight = new double[size];
        Arrays.fill(weight, 1 / Math.sqrt(size));
        NormLayer norm = new NormLayer.Rms(constants.constant(Shape.of(size), weight), 0, 0);
        return (rules, x) -> rules.norm(at, norm, x);
    }

    private Step dense(Site at, SentenceModule.Dense dense, int size, Scope constants) {
        if (dense.inputs() != size) {
            throw new ModelException(
                    dense.folder().map(Path::toString).orElse(dense.layer()) + ": in_features is " + dense.inputs()
                            + ", but the module before it gives " + size + "; both must belong to the same model");
        }
        LinearLayer layer = new ParameterLookup(file(dense), constants)
                .linear(dense.layer(), dense.inputs(), dense.outputs(), dense.bias());
        Site activated = at.child("activation");
        return (rules, x) -> {
            Tensor y = rules.linear(at.child("linear"), layer, x);
            return dense.activation()
                    .map(f -> rules.activation(activated, f, y))
                    .orElse(y);
        };
    }

    private Checkpoint file(SentenceModule.Dense dense) {
        if (dense.folder().isEmpty()) {
            return own;
        }
        Checkpoint file = Checkpoint.open(dense.folder().get());
        files.add(file);
        return file;
    }

    /**
     * How a text's states become a vector.
     *
     * @throws ModelException if its files are damaged or say something that is not supported
     * @throws ExplainException if the checkpoint says nothing of it
     */
    public SentencePooling pooling() {
        if (problem != null) {
            throw problem;
        }
        return Optional.ofNullable(pooling)
                .orElseThrow(
                        () -> new ExplainException(
                                "the model is no sentence-embedding model, for its checkpoint has no modules.json that says"
                                        + " how a text becomes a vector, nor is it a GGUF file with a pooling_type; open one that is"));
    }

    /**
     * What becomes of a pooled vector.
     *
     * @param vector {@code [1, size]}
     * @return {@code [1, size of the last layer]}, of which the direction alone counts
     */
    public Tensor embed(Rules rules, Tensor vector) {
        Tensor last = vector;
        for (Step step : steps) {
            last = step.apply(rules, last);
        }
        return last;
    }

    @Override
    public void close() {
        files.forEach(Checkpoint::close);
    }
}
