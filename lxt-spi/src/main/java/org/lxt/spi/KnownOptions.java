package org.lxt.spi;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a family knows about options that its loader does not read. An option is of no consequence whatever its value,
 * or only at a value that leaves the computation as it is; any other is refused, for a model that passes an option over
 * computes something else than the checkpoint means.
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

    private KnownOptions(Builder builder) {
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
     * consequence. Those that are count as read from then on.
     *
     * @throws ModelException that names the option, the file and the family
     */
    public void check(ModelConfig config, String family) {
        check(config, family, "");
    }

    /** Whether an option is of no consequence, whatever its value; of one in a group the name with that of the group. */
    public boolean isHarmless(String name) {
        return !neutral.containsKey(name) && (harmless.contains(name) || CommonOptions.isHarmlessByForm(name));
    }

    /** Checks options whose names are known without the {@code outer} names that the file has before them. */
    private void check(ModelConfig config, String family, String outer) {
        for (String name : config.names()) {
            if (!config.wasRead(name)) {
                check(config, name, family, outer);
            }
        }
        for (ModelConfig section : config.sectionsRead()) {
            String names = section.qualified("");
            KnownOptions own = groups.get(names.substring(outer.length()));
            if (own == null) {
                check(section, family, outer);
            } else {
                own.check(section, family, names);
            }
        }
    }

    private void check(ModelConfig config, String name, String family, String outer) {
        String qualified = config.qualified(name).substring(outer.length());
        // What a family says of a value counts more than what is said of the option for all families.
        Neutral values = neutral.get(qualified);
        if (values == null) {
            if (!isHarmless(qualified)) {
                throw config.unknown(name, family);
            }
            config.ignore(name);
            return;
        }
        Object value = config.raw(name);
        if (value != null && !values.test().test(value)) {
            throw config.unsupported(name, family, values.supported());
        }
    }

    /** Collects what a family knows. */
    public static final class Builder {
        private final Set<String> harmless = new HashSet<>();
        private final Map<String, Neutral> neutral = new LinkedHashMap<>();
        private final Map<String, KnownOptions> groups = new LinkedHashMap<>();

        private Builder() {}

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

        /** Options of no consequence if they are an empty list or group. */
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
        return value instanceof Map<?, ?> map && map.isEmpty();
    }
}
