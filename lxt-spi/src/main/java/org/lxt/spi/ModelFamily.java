// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lxt.api.Fault;
import org.lxt.rules.Patches;
import org.lxt.rules.RuleSet;
import org.lxt.rules.Rules;
import org.lxt.spi.checkpoint.Excerpt;
import org.lxt.spi.checkpoint.KnownOptions;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.tensor.Scope;

/** A model family as registered: how its checkpoints are recognised and loaded, and its patches for each rule set. */
public final class ModelFamily {
    private final String name;
    private final Origin origin;
    private final List<String> architectures;
    private final List<String> modelTypes;
    private final Predicate<ModelConfig> recognises;
    private final Predicate<Weights> recognisesBare;
    private final RuleSet defaultRules;
    private final Map<RuleSet, Patches> patches;
    private final Loading loading;
    private final KnownOptions options;
    private final UnusedTensors unusedTensors;

    private ModelFamily(ModelFamily other, Map<RuleSet, Patches> patches, Loading loading) {
        this.name = other.name;
        this.origin = other.origin;
        this.architectures = other.architectures;
        this.modelTypes = other.modelTypes;
        this.recognises = other.recognises;
        this.recognisesBare = other.recognisesBare;
        this.defaultRules = other.defaultRules;
        this.patches = Map.copyOf(patches);
        this.loading = loading;
        this.options = other.options;
        this.unusedTensors = other.unusedTensors;
    }

    private ModelFamily(Builder builder) {
        this.name = builder.name;
        this.origin = builder.origin;
        this.architectures = List.copyOf(builder.architectures);
        this.modelTypes = List.copyOf(builder.modelTypes);
        this.patches = Map.copyOf(builder.patches);
        this.recognises = builder.require(builder.recognises, "recognises");
        this.recognisesBare = builder.recognisesBare;
        this.defaultRules = builder.defaultRules;
        this.loading = builder.require(builder.loading, "loader");
        this.options = builder.options;
        this.unusedTensors = UnusedTensors.of(builder.unusedTensors);
        if (!patches.containsKey(defaultRules)) {
            throw new ModelException("family '" + name + "' of " + origin() + " has no patches for its default rules '"
                    + defaultRules + "'");
        }
    }

    /** Its name, such as {@code llama}. */
    public String name() {
        return name;
    }

    /** The jar or folder it comes from. */
    public String origin() {
        return origin.place();
    }

    /** The version of the jar or folder it comes from, if it tells one. */
    public Optional<String> version() {
        return origin.version();
    }

    /** Architectures it implements, as {@code config.json} names them. */
    public List<String> architectures() {
        return architectures;
    }

    /** Whether a checkpoint is of this family. */
    public boolean recognises(ModelConfig config) {
        return recognises.test(config);
    }

    /** Whether a checkpoint that does not say which class its model is of is of this family by its type. */
    public boolean recognisesType(ModelConfig config) {
        return !config.saysWhichClass() && modelTypes.contains(config.modelType());
    }

    /** Whether a checkpoint is of this family: by its options or, if it has none at all, by its parameters. */
    public boolean recognises(ModelConfig config, Weights weights) {
        return config.names().isEmpty() ? recognisesBare.test(weights) : recognises(config);
    }

    /** The rule set used when none is asked for. */
    public RuleSet defaultRules() {
        return defaultRules;
    }

    /** The rule sets it has patches for, by name. */
    public List<RuleSet> ruleSets() {
        return patches.keySet().stream()
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
    }

    /**
     * The rule set of this name.
     *
     * @throws ModelException if it has no patches for one
     */
    public RuleSet ruleSet(String setName) {
        return ruleSets().stream()
                .filter(set -> set.name().equals(setName))
                .findFirst()
                .orElseThrow(() -> noRuleSet(setName));
    }

    /**
     * The patches for a rule set.
     *
     * @throws ModelException if there are none
     */
    public Patches patches(RuleSet set) {
        Patches found = patches.get(set);
        if (found == null) {
            throw noRuleSet(set.name());
        }
        return found;
    }

    private ModelException noRuleSet(String wanted) {
        return new ModelException(
                Fault.CALLER,
                "family '" + name + "' has no rule set '" + Excerpt.of(wanted) + "'; it has: "
                        + String.join(
                                ", ", ruleSets().stream().map(RuleSet::name).toList()));
    }

    /** The rules under a rule set. */
    public Rules rules(RuleSet set) {
        return Rules.of(set, patches(set));
    }

    /**
     * The same family with these patches for a rule set, be it one that it has or another.
     *
     * @throws ModelException if it has another rule set of that name
     */
    public ModelFamily with(RuleSet set, Patches value) {
        for (RuleSet other : patches.keySet()) {
            if (other.name().equals(set.name()) && !other.equals(set)) {
                throw new ModelException("family '" + name + "' has another rule set of the name '" + set
                        + "', one that is " + (other.strict() ? "" : "not ") + "strict; choose another name");
            }
        }
        Map<RuleSet, Patches> all = new LinkedHashMap<>(patches);
        all.put(set, value);
        return new ModelFamily(this, all, loading);
    }

    /** {@link #with} by a name that needs no quotes in Scala. */
    public ModelFamily withPatches(RuleSet set, Patches value) {
        return with(set, value);
    }

    /**
     * The same family, whose models have other parameters than their checkpoints: to see what of an explanation comes from what a model has
     * learned.
     *
     * @param change gives the parameters to be used for those of a checkpoint, of the same names and shapes
     */
    public ModelFamily reading(UnaryOperator<Weights> change) {
        return new ModelFamily(
                this,
                patches,
                (config, weights, parameters, check) -> loading.load(config, change.apply(weights), parameters, check));
    }

    /**
     * The same family, whose models are changed once they are loaded: to see what an explanation owes to how a model takes its input.
     *
     * @param change gives the model to be used for a model of the family
     */
    public ModelFamily changing(UnaryOperator<Model> change) {
        return new ModelFamily(
                this,
                patches,
                (config, weights, parameters, check) -> change.apply(loading.load(config, weights, parameters, check)));
    }

    /** What is known about options that the loader does not read. */
    public KnownOptions options() {
        return options;
    }

    /**
     * Loads a model and makes sure that nothing of the checkpoint was passed over: every option was read or is known to be
     * of no consequence, and so with every tensor.
     *
     * @param config options
     * @param weights parameters
     * @param parameters owns the constants that live as long as the model
     * @throws ModelException if the checkpoint cannot be used, or has an option or tensor that would be passed over
     */
    public Model load(ModelConfig config, Weights weights, Scope parameters) {
        ModelConfig own = config.afresh();
        AskedWeights asked = new AskedWeights(weights);
        Model model;
        try {
            model = loading.load(own, asked, parameters, () -> options.check(own, name));
        } catch (LinkageError e) {
            throw new ModelException("family '" + name + "' of " + origin() + ": " + origin.problem(e), e);
        }
        if (model == null) {
            throw new ModelException("family '" + name + "' of " + origin() + ": its loader gives no model");
        }
        if (architectures.size() == 1 && !recognises(own) && recognisesType(own)) {
            own.takeFor(architectures.getFirst());
        }
        unusedTensors.refuseOthers(own, asked, name);
        return model;
    }

    /** Where a family comes from, as whoever loads plugins knows it. */
    public interface Origin {
        /** The jar or folder. */
        String place();

        /** The version of that jar or folder, if it tells one. */
        Optional<String> version();

        /** What an error of the JVM says of the classes that are there, in a sentence. */
        String problem(LinkageError e);
    }

    /** A loader, and when it has options checked that it did not read. */
    @FunctionalInterface
    private interface Loading {
        Model load(ModelConfig config, Weights weights, Scope parameters, Runnable check);
    }

    /** Describes a family. */
    public static final class Builder {
        private final String name;
        private final Origin origin;
        private final List<String> architectures = new ArrayList<>();
        private final List<String> modelTypes = new ArrayList<>();
        private final Map<RuleSet, Patches> patches = new LinkedHashMap<>();
        private final List<String> unusedTensors = new ArrayList<>();
        private KnownOptions options = KnownOptions.common().build();
        private Predicate<Weights> recognisesBare = weights -> false;
        private @Nullable Predicate<ModelConfig> recognises;
        private RuleSet defaultRules = RuleSet.ATTN_LRP;
        private @Nullable Loading loading;

        /**
         * Begins a family.
         *
         * @param name its name, such as {@code llama}
         * @param origin where it comes from
         */
        public Builder(String name, Origin origin) {
            this.name = name;
            this.origin = origin;
            Patches.standard().forEach(this::patches);
        }

        /** Recognises checkpoints whose {@code architectures} name one of these. */
        public Builder architectures(String... names) {
            architectures.addAll(List.of(names));
            return recognises(config -> config.architectures().stream().anyMatch(architectures::contains));
        }

        /**
         * Recognises checkpoints with one of these as {@code model_type}, too, where {@code architectures} is absent or names
         * no class that transformers has, and no family recognises them otherwise: {@link ModelConfig#saysWhichClass}.
         */
        public Builder modelTypes(String... types) {
            modelTypes.addAll(List.of(types));
            return this;
        }

        /** Recognises checkpoints by any other test. */
        public Builder recognises(Predicate<ModelConfig> test) {
            recognises = test;
            return this;
        }

        /** Recognises checkpoints that have no options at all, such as a bare state dict, by their parameters. */
        public Builder recognisesBare(Predicate<Weights> test) {
            recognisesBare = test;
            return this;
        }

        /** Sets the rule set used when none is asked for; by default AttnLRP. */
        public Builder defaultRules(RuleSet set) {
            defaultRules = set;
            return this;
        }

        /**
         * Sets the patches for a rule set, be it another or one that all families have: AttnLRP, CP-LRP, RelP and the plain
         * gradient, each by default with the patches that {@link Patches} has for it.
         */
        public Builder patches(RuleSet set, Patches value) {
            patches.put(set, value);
            return this;
        }

        /** Sets a loader that reads options and parameters as it goes. Options that it did not read are checked after it. */
        public Builder loader(ModelLoader value) {
            loading = (config, weights, parameters, check) -> {
                Model model = value.load(config, weights, parameters);
                check.run();
                return model;
            };
            return this;
        }

        /**
         * Sets a loader that reads all options before it looks at the parameters. The rest of the options is checked in
         * between, so that one that changes the computation is named, and not the parameters that are missing because of it.
         *
         * @param read reads the options
         * @param make makes the model of what was read
         */
        public <C> Builder loader(Function<ModelConfig, C> read, ModelLoader.FromOptions<C> make) {
            loading = (config, weights, parameters, check) -> {
                C options = read.apply(config);
                check.run();
                return make.load(options, weights, parameters);
            };
            return this;
        }

        /** Sets what is known about options that the loader does not read; by default that of {@link KnownOptions#common}. */
        public Builder options(KnownOptions value) {
            options = value;
            return this;
        }

        /**
         * Names tensors that checkpoints may hold although they take no part in the forward pass; {@code *} stands for
         * anything but a dot, {@code **} for anything.
         */
        public Builder unusedTensors(String... patterns) {
            unusedTensors.addAll(List.of(patterns));
            return this;
        }

        /**
         * The family.
         *
         * @throws ModelException if it is not described as a whole
         */
        public ModelFamily build() {
            if (name.isBlank()) {
                throw new ModelException("a family of " + origin.place() + " was registered without a name");
            }
            return new ModelFamily(this);
        }

        private <T> T require(@Nullable T value, String what) {
            if (value == null) {
                throw new ModelException(
                        "family '" + name + "' of " + origin.place() + " was registered without " + what);
            }
            return value;
        }
    }
}
