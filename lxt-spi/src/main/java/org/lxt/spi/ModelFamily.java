package org.lxt.spi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lxt.rules.Patches;
import org.lxt.rules.RuleSet;
import org.lxt.rules.Rules;

/** A model family as registered: how its checkpoints are recognised and loaded, and its patches for each rule set. */
public final class ModelFamily {
    private final String name;
    private final String origin;
    private final List<String> architectures;
    private final Predicate<ModelConfig> recognises;
    private final RuleSet defaultRules;
    private final Map<RuleSet, Patches> patches;
    private final ModelLoader loader;

    private ModelFamily(Builder builder) {
        this.name = builder.name;
        this.origin = builder.origin;
        this.architectures = List.copyOf(builder.architectures);
        this.patches = Map.copyOf(builder.patches);
        this.recognises = builder.require(builder.recognises, "recognises");
        this.defaultRules = builder.require(builder.defaultRules, "defaultRules");
        this.loader = builder.require(builder.loader, "loader");
        if (!patches.containsKey(defaultRules)) {
            throw new ModelException("family '" + name + "' of " + origin + " has no patches for its default rules '"
                    + defaultRules + "'");
        }
    }

    /** Its name, such as {@code llama}. */
    public String name() {
        return name;
    }

    /** The jar or folder it comes from. */
    public String origin() {
        return origin;
    }

    /** Architectures it implements, as {@code config.json} names them. */
    public List<String> architectures() {
        return architectures;
    }

    /** Whether a checkpoint is of this family. */
    public boolean recognises(ModelConfig config) {
        return recognises.test(config);
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

    /** The rules under a rule set. */
    public Rules rules(RuleSet set) {
        Patches found = patches.get(set);
        if (found == null) {
            throw new ModelException("family '" + name + "' has no rule set '" + set + "'; it has: "
                    + String.join(", ", ruleSets().stream().map(RuleSet::name).toList()));
        }
        return Rules.of(set, found);
    }

    /** The loader. */
    public ModelLoader loader() {
        return loader;
    }

    /** Describes a family. */
    public static final class Builder {
        private final String name;
        private final String origin;
        private final List<String> architectures = new ArrayList<>();
        private final Map<RuleSet, Patches> patches = new LinkedHashMap<>();
        private @Nullable Predicate<ModelConfig> recognises;
        private @Nullable RuleSet defaultRules;
        private @Nullable ModelLoader loader;

        Builder(String name, String origin) {
            this.name = name;
            this.origin = origin;
        }

        /** Recognises checkpoints whose {@code architectures} name one of these. */
        public Builder architectures(String... names) {
            architectures.addAll(List.of(names));
            return recognises(config -> config.architectures().stream().anyMatch(architectures::contains));
        }

        /** Recognises checkpoints by any other test. */
        public Builder recognises(Predicate<ModelConfig> test) {
            recognises = test;
            return this;
        }

        /** Sets the rule set used when none is asked for. */
        public Builder defaultRules(RuleSet set) {
            defaultRules = set;
            return this;
        }

        /** Sets the patches for a rule set. */
        public Builder patches(RuleSet set, Patches value) {
            patches.put(set, value);
            return this;
        }

        /** Sets the loader. */
        public Builder loader(ModelLoader value) {
            loader = value;
            return this;
        }

        ModelFamily build() {
            return new ModelFamily(this);
        }

        private <T> T require(@Nullable T value, String what) {
            if (value == null) {
                throw new ModelException("family '" + name + "' of " + origin + " was registered without " + what);
            }
            return value;
        }
    }
}
