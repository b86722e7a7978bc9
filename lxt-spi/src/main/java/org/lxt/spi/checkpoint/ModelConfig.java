// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.checkpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The options of a checkpoint, as its {@code config.json} has them. Values are {@link String}, {@link Boolean}, {@link
 * Number}, {@link List} and {@link Map}; a JSON null counts as absent. Every accessor names the option and the file when
 * the value is not of the expected kind.
 *
 * <p>It remembers which options were read, so that {@link KnownOptions} can refuse those that nobody looked at. Asking
 * {@link #has} does not count as reading. Safe for use by several threads.
 */
public final class ModelConfig {
    private final String source;
    private final String prefix;
    private final Map<String, Object> values;
    private final Set<String> nulls;
    private final Remarks remarks;
    private final Set<String> read = ConcurrentHashMap.newKeySet();
    private final Map<String, ModelConfig> sections = new ConcurrentHashMap<>();

    private ModelConfig(String source, String prefix, Map<String, Object> values, Set<String> nulls, Remarks remarks) {
        this.source = source;
        this.prefix = prefix;
        this.values = values;
        this.nulls = nulls;
        this.remarks = remarks;
    }

    /**
     * Wraps parsed options.
     *
     * @param source where they come from, for messages
     */
    public static ModelConfig of(String source, Map<String, ?> values) {
        return of(source, "", values, new Remarks());
    }

    private static ModelConfig of(String source, String prefix, Map<?, ?> values, Remarks remarks) {
        Map<String, Object> present = new LinkedHashMap<>();
        Set<String> nulls = new HashSet<>();
        values.forEach((key, value) -> {
            if (value != null) {
                present.put((String) key, value);
            } else {
                nulls.add((String) key);
            }
        });
        return new ModelConfig(source, prefix, Collections.unmodifiableMap(present), Set.copyOf(nulls), remarks);
    }

    /** The same options, none of them read so far; remarks on it are remarks on this one. */
    public ModelConfig afresh() {
        return new ModelConfig(source, prefix, values, nulls, remarks);
    }

    /** Where the options come from. */
    public String source() {
        return source;
    }

    /** Names of the options that are present. */
    public Set<String> names() {
        return values.keySet();
    }

    /** Whether the option is present. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /**
     * Whether the option is given as null, which some families tell from an option that is not given: a window of null is
     * none, and one that is absent has a default.
     */
    public boolean isNull(String name) {
        return nulls.contains(name);
    }

    /** {@code model_type}, or an empty string. */
    public String modelType() {
        return string("model_type").orElse("");
    }

    /** {@code architectures}, or an empty list. */
    public List<String> architectures() {
        return strings("architectures").orElse(List.of());
    }

    /**
     * Whether {@code architectures} names a class of transformers, or the file brings code of its own. Where neither is so,
     * {@code model_type} and the parameters tell what the model is, as transformers' Auto classes have it.
     */
    public boolean saysWhichClass() {
        return bringsCode() || architectures().stream().anyMatch(TransformersNames::isArchitecture);
    }

    /** Remarks that this class is taken, where the file does not say which: {@link #saysWhichClass}. */
    public void takeFor(String architecture) {
        String why = architectures().isEmpty()
                ? "architectures is absent"
                : "architectures names " + Excerpt.of(String.join(", ", architectures()))
                        + ", which transformers does not have";
        remark(why + ": taken for " + architecture + ", by model_type and tensors");
    }

    /**
     * The same options of another class, none of them read so far; it is remarked.
     *
     * @param why why another class than the file names, in words that can follow the remark
     */
    public ModelConfig as(String architecture, String why) {
        Map<String, Object> changed = new LinkedHashMap<>(values);
        changed.put("architectures", List.of(architecture));
        remark("taken for " + architecture + ": " + why);
        return new ModelConfig(source, prefix, Collections.unmodifiableMap(changed), nulls, remarks);
    }

    /** Whether {@code auto_map} names a model's or a configuration's code, which could read any option. */
    public boolean bringsCode() {
        return values.get("auto_map") instanceof Map<?, ?> classes
                && classes.keySet().stream()
                        .map(String::valueOf)
                        .anyMatch(name -> name.startsWith("AutoModel") || name.equals("AutoConfig"));
    }

    /** An option that, if there, must be a list of strings. */
    public Optional<List<String>> strings(String name) {
        Object value = read(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof List<?> list)) {
            throw wrong(name, "a list of names", value);
        }
        List<String> names = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof String text)) {
                throw wrong(name, "a list of names", value);
            }
            names.add(text);
        }
        return Optional.of(names);
    }

    /** An option that must be there and be a positive integer. */
    public int positive(String name) {
        return optionalPositive(name).orElseThrow(() -> missing(name));
    }

    /** An option that, if there, must be a positive integer. */
    public OptionalInt optionalPositive(String name) {
        return integer(name, 1, "a positive integer");
    }

    /** An option that, if there, must be an integer, 0 or more. */
    public OptionalInt optionalCount(String name) {
        return integer(name, 0, "an integer, 0 or more");
    }

    private OptionalInt integer(String name, int least, String expected) {
        Object value = read(name);
        if (value == null) {
            return OptionalInt.empty();
        }
        if (!(value instanceof Number number)
                || number.doubleValue() != Math.rint(number.doubleValue())
                || number.doubleValue() < least
                || number.doubleValue() > Integer.MAX_VALUE) {
            throw wrong(name, expected, value);
        }
        return OptionalInt.of(number.intValue());
    }

    /** An option that, if there, must be a finite number. */
    public OptionalDouble number(String name) {
        Object value = read(name);
        if (value == null) {
            return OptionalDouble.empty();
        }
        if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
            throw wrong(name, "a number", value);
        }
        return OptionalDouble.of(number.doubleValue());
    }

    /** An option that must be there and be a positive number. */
    public double positiveNumber(String name) {
        double value = number(name).orElseThrow(() -> missing(name));
        if (value <= 0) {
            throw wrong(name, "a positive number", value);
        }
        return value;
    }

    /** An option that, if there, must be true or false. */
    public boolean flag(String name, boolean absent) {
        Object value = read(name);
        if (value == null) {
            return absent;
        }
        if (!(value instanceof Boolean flag)) {
            throw wrong(name, "true or false", value);
        }
        return flag;
    }

    /** An option that, if there, must be a string. */
    public Optional<String> string(String name) {
        Object value = read(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof String text)) {
            throw wrong(name, "a string", value);
        }
        return Optional.of(text);
    }

    /** A group of options, if there. */
    public Optional<ModelConfig> section(String name) {
        Object value = read(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw wrong(name, "a group of options", value);
        }
        return Optional.of(sections.computeIfAbsent(name, n -> of(source, prefix + n + ".", map, remarks)));
    }

    /** An option that, if there, must be a list of finite numbers. */
    public Optional<double[]> numbers(String name) {
        Object value = read(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof List<?> list)) {
            throw wrong(name, "a list of numbers", value);
        }
        double[] numbers = new double[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!(list.get(i) instanceof Number number) || !Double.isFinite(number.doubleValue())) {
                throw wrong(name, "a list of numbers", value);
            }
            numbers[i] = number.doubleValue();
        }
        return Optional.of(numbers);
    }

    /** The value as parsed, or null. */
    public @Nullable Object raw(String name) {
        return read(name);
    }

    /** Says that an option is of no consequence here, whatever its value, so that nobody refuses it. */
    public void ignore(String name) {
        read.add(name);
    }

    /** The value of an option that is present, without reading it. */
    Object present(String name) {
        return Objects.requireNonNull(values.get(name));
    }

    /** Counts an option as read that nothing reads, and remembers it. */
    void passOver(String name) {
        ignore(name);
        remarks.passedOver(prefix + name);
    }

    /**
     * The options that were passed over when a model was loaded with these: nothing in transformers knows them. Those of a
     * group have its name before theirs.
     */
    public List<String> passedOver() {
        return remarks.passedOver();
    }

    /** Says in a sentence how the options were understood where they leave it open. */
    public void remark(String sentence) {
        remarks.add(sentence);
    }

    /**
     * How these options were understood where they leave it open, and which were passed over, in sentences; empty before a
     * model is loaded.
     */
    public List<String> remarks() {
        return remarks.sentences();
    }

    private @Nullable Object read(String name) {
        read.add(name);
        return values.get(name);
    }

    /** Whether the option was read, or ignored on purpose. */
    boolean wasRead(String name) {
        return read.contains(name);
    }

    /** The groups of options that were looked into. */
    Iterable<ModelConfig> sectionsRead() {
        return sections.values();
    }

    /** The name as messages give it: with the names of the groups around it. */
    String qualified(String name) {
        return prefix + name;
    }

    /** The exception for an option with a value that cannot be used; {@code expected} says what would do. */
    public ModelException wrong(String name, String expected, @Nullable Object value) {
        return new ModelException(
                source + ": " + option(name) + " must be " + expected + ", but is " + Excerpt.of(value));
    }

    /** The exception for an option that is not implemented. */
    public ModelException unsupported(String name, String family, String supported) {
        return new ModelException(source + ": " + option(name) + " is " + Excerpt.of(values.get(name))
                + ", which the family '" + family + "' does not implement; supported: " + supported);
    }

    /** The exception for an option that the family has never heard of; {@code why} it may matter all the same. */
    ModelException unknown(String name, String family, String why) {
        return new ModelException(
                source + ": " + option(name) + " is " + Excerpt.of(values.get(name)) + ", which the family '"
                        + family + "' does not implement: " + why
                        + "; if it does not change the forward pass, remove it from the file");
    }

    private ModelException missing(String name) {
        return new ModelException(source + ": " + option(name)
                + " is missing; the file must be the config.json that belongs to the weights");
    }

    private String option(String name) {
        return "option '" + Excerpt.of(prefix + name) + "'";
    }
}
