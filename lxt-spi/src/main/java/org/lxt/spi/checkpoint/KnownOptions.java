// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.checkpoint;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a family knows about options that its loader does not read. An option is of no consequence whatever its value,
 * or only at a value that leaves the computation as it is. Any other that transformers knows, in whatever family, is
 * refused: a model that passes it over may compute something else than the checkpoint means. What transformers does not
 * know cannot change what it computes: it is passed over, and {@link ModelConfig#passedOver} tells. Nothing is passed over
 * where transformers is not what computes: where {@code auto_map} names code of the checkpoint's own, where {@code
 * model_type} is none of transformers', and where the options are {@link Builder#closed}.
 */
public final class KnownOptions {
    /**
     * The values that leave the computation as it is.
     *
     * @param supported the values, as a message names them
     */
    private record Neutral(Predicate<Object> test, String supported) {}

    private final Set<String> harmless;
    private final Map<String, Neutral> neutral;
    private final Map<String, KnownOptions> groups;
    private final boolean closed;

    private KnownOptions(Builder builder) {
        closed = builder.closed;
        harmless = Set.copyOf(builder.harmless);
        neutral = Map.copyOf(builder.neutral);
        groups = Map.copyOf(builder.groups);
    }

    /** A builder that knows what transformers writes for any model; see {@link CommonOptions}. */
    public static Builder common() {
        return CommonOptions.addTo(new Builder());
    }

    /**
     * Refuses any option, also within groups that were looked into, that was neither read nor is known to be of no
     * consequence, if anything could read it. Options that nobody refuses count as read from then on.
     *
     * @throws ModelException that names the option, the file and the family
     */
    public void check(ModelConfig config, String family) {
        check(config, new Case(family, reader(config)), "");
    }

    /** Whether an option is of no consequence, whatever its value; of one in a group the name with that of the group. */
    public boolean isHarmless(String name) {
        return !neutral.containsKey(name) && (harmless.contains(name) || CommonOptions.isHarmlessByForm(name));
    }

    /** Names of all options that transformers knows in some family; those of no other family count if unread, too. */
    public static Set<String> ofTransformers() {
        return TransformersNames.options();
    }

    /**
     * What the options of a checkpoint are checked for.
     *
     * @param reader what may read options that transformers does not know, or null
     */
    private record Case(String family, @Nullable String reader) {}

    private static @Nullable String reader(ModelConfig config) {
        if (config.bringsCode()) {
            return "code of the checkpoint's own may read it, which auto_map names";
        }
        // Not read: the family may have something to say of it.
        Object type = config.has("model_type") ? config.present("model_type") : "";
        return type instanceof String name && !name.isEmpty() && !TransformersNames.isModelType(name)
                ? "transformers has no models of the type '" + Excerpt.of(name) + "'"
                : null;
    }

    /** Checks options whose names are known without the {@code outer} names that the file has before them. */
    private void check(ModelConfig config, Case checked, String outer) {
        for (String name : config.names()) {
            if (!config.wasRead(name)) {
                check(config, name, checked, outer);
            }
        }
        for (ModelConfig section : config.sectionsRead()) {
            String names = section.qualified("");
            KnownOptions own = groups.get(names.substring(outer.length()));
            if (own == null) {
                check(section, checked, outer);
            } else {
                own.check(section, checked, names);
            }
        }
    }

    private void check(ModelConfig config, String name, Case checked, String outer) {
        String qualified = config.qualified(name).substring(outer.length());
        // What a family says of a value counts more than what is said of the option for all families.
        Neutral values = neutral.get(qualified);
        if (values != null) {
            if (!values.test().test(config.present(name))) {
                throw config.unsupported(name, checked.family(), values.supported());
            }
            config.ignore(name);
        } else if (isHarmless(qualified)) {
            config.ignore(name);
        } else {
            passOver(config, name, checked);
        }
    }

    private void passOver(ModelConfig config, String name, Case checked) {
        Optional<String> twin = SizeNames.twin(config, name);
        if (twin.isPresent() && same(config.present(twin.get()), config.present(name))) {
            config.ignore(name);
            return;
        }
        if (isKnownToTransformers(config, name)) {
            throw twin.isPresent()
                    ? config.unsupported(name, checked.family(), "the same as " + twin.get() + ", or the option absent")
                    : config.unknown(name, checked.family(), "transformers has models that do");
        }
        if (checked.reader() != null) {
            throw config.unknown(name, checked.family(), checked.reader());
        }
        if (closed) {
            throw config.unknown(name, checked.family(), "it takes no options but its own");
        }
        config.passOver(name);
    }

    private static boolean isKnownToTransformers(ModelConfig config, String name) {
        String group = config.qualified("");
        boolean isOfRope = group.contains("rope_parameters.") || group.contains("rope_scaling.");
        return (isOfRope ? TransformersNames.ropeOptions() : TransformersNames.options()).contains(name);
    }

    /** Collects what a family knows. */
    public static final class Builder {
        private final Set<String> harmless = new HashSet<>();
        private final Map<String, Neutral> neutral = new LinkedHashMap<>();
        private final Map<String, KnownOptions> groups = new LinkedHashMap<>();
        private boolean closed;

        private Builder() {}

        /** Refuses what transformers does not know, too: such as arguments of a constructor that takes no others. */
        public Builder closed() {
            closed = true;
            return this;
        }

        /** A group of options with knowledge of its own, such as the options of the text model in a multimodal one. */
        public Builder group(String name, KnownOptions known) {
            groups.put(name + ".", known);
            return this;
        }

        /** Options of no consequence, whatever their value. */
        public Builder harmless(String... names) {
            harmless.addAll(List.of(names));
            return this;
        }

        /** Options of the same consequence as if they were absent, but only at this value. */
        public Builder neutral(Object value, String... names) {
            for (String name : names) {
                neutral.put(name, new Neutral(v -> same(value, v), value + ", or the option absent"));
            }
            return this;
        }

        /** An option of no consequence if it is a list of this value alone, or empty. */
        public Builder neutralElements(Object value, String name) {
            neutral.put(
                    name,
                    new Neutral(
                            v -> v instanceof List<?> list && list.stream().allMatch(e -> e != null && same(value, e)),
                            "a list of " + value + ", or the option absent"));
            return this;
        }

        /** Options of no consequence if they are an empty list or group, or a group of such. */
        public Builder neutralEmpty(String... names) {
            for (String name : names) {
                neutral.put(name, new Neutral(KnownOptions::isEmpty, "an empty one, or the option absent"));
            }
            return this;
        }

        /**
         * Options that must be absent or null.
         *
         * @param instead what would do, as a message names it
         */
        public Builder refused(String instead, String... names) {
            for (String name : names) {
                neutral.put(name, new Neutral(v -> false, instead));
            }
            return this;
        }

        /** What was collected. */
        public KnownOptions build() {
            return new KnownOptions(this);
        }
    }

    private static boolean same(Object wanted, Object actual) {
        if (wanted instanceof Number a && actual instanceof Number b) {
            return a.doubleValue() == b.doubleValue();
        }
        return wanted.equals(actual);
    }

    private static boolean isEmpty(Object value) {
        if (value instanceof Collection<?> list) {
            return list.isEmpty();
        }
        return value instanceof Map<?, ?> map && map.values().stream().allMatch(v -> v == null || isEmpty(v));
    }
}
