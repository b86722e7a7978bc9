// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.gguf.architecture;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.lxt.checkpoint.gguf.GgufMetadata;
import org.lxt.checkpoint.internal.Refusal;
import org.lxt.spi.checkpoint.ModelException;

/**
 * The metadata of a file's own architecture, without the architecture's name before each key. It remembers what was asked for:
 * what nobody looked at may change what the model computes, and is refused.
 */
final class GgufOptions {
    private final GgufMetadata metadata;
    private final String architecture;
    private final Set<String> asked = new HashSet<>();

    GgufOptions(GgufMetadata metadata, String architecture) {
        this.metadata = metadata;
        this.architecture = architecture;
    }

    String architecture() {
        return architecture;
    }

    boolean has(String key) {
        return metadata.has(full(key));
    }

    /** An integer that must be there and positive. */
    int positive(String key) {
        return optionalPositive(key).orElseThrow(() -> metadata.wrong(full(key), "a positive integer"));
    }

    OptionalInt optionalPositive(String key) {
        OptionalLong value = metadata.integer(ask(key));
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        if (value.getAsLong() < 1 || value.getAsLong() > Integer.MAX_VALUE) {
            throw metadata.wrong(full(key), "a positive integer");
        }
        return OptionalInt.of((int) value.getAsLong());
    }

    /** An integer of which 0 says as much as none. */
    OptionalInt count(String key) {
        OptionalLong value = metadata.integer(ask(key));
        return value.isEmpty() || value.getAsLong() == 0 ? OptionalInt.empty() : optionalPositive(key);
    }

    /**
     * A number, with the digits that float32 has: what was written as 1e-5 was meant to be 1e-5.
     */
    OptionalDouble number(String key) {
        OptionalDouble value = metadata.number(ask(key));
        if (value.isEmpty()) {
            return value;
        }
        double number = value.getAsDouble();
        if (!Double.isFinite(number)) {
            throw metadata.wrong(full(key), "a finite number");
        }
        return OptionalDouble.of(
                number == (float) number ? Double.parseDouble(Float.toString((float) number)) : number);
    }

    Optional<String> string(String key) {
        return metadata.string(ask(key));
    }

    Optional<Boolean> flag(String key) {
        return metadata.flag(ask(key));
    }

    /** A list of strings; empty if it is not there. */
    List<String> strings(String key) {
        return metadata.strings(ask(key)).orElse(List.of());
    }

    /** The kind of the file's tokenizer; empty if it has none. */
    String tokenizer() {
        return metadata.string("tokenizer.ggml.model").orElse("");
    }

    /** The exception for the number of a token that cannot be used. */
    ModelException wrongToken(String use, String expected) {
        return metadata.wrong("tokenizer.ggml." + use + "_token_id", expected);
    }

    /** Whether the value is a list. */
    boolean isList(String key) {
        return metadata.isList(full(key));
    }

    /** A list of true and false, or of integers of which 0 is false; none if it is not there. */
    boolean[] flags(String key) {
        String name = ask(key);
        if (metadata.isListOfIntegers(name)) {
            long[] numbers = metadata.integers(name).orElse(new long[0]);
            boolean[] flags = new boolean[numbers.length];
            for (int i = 0; i < flags.length; i++) {
                flags[i] = numbers[i] != 0;
            }
            return flags;
        }
        return metadata.flags(name).orElse(new boolean[0]);
    }

    /** Says that these are of no consequence, whatever their values. */
    void ignore(String... keys) {
        for (String key : keys) {
            ask(key);
        }
    }

    /** The exception for a value that cannot be used. */
    ModelException wrong(String key, String expected) {
        return metadata.wrong(full(key), expected);
    }

    /** The exception for a value that is not implemented. */
    ModelException unsupported(String key, String supported) {
        return metadata.unsupported(full(key), supported, architecture);
    }

    /**
     * Refuses what nobody looked at.
     *
     * @throws ModelException that names the key
     */
    void checkAllRead() {
        for (String key : metadata.names()) {
            if (key.startsWith(architecture + ".") && !asked.contains(key)) {
                throw new ModelException(metadata.source() + ": metadata " + Refusal.quote(key)
                        + " is not implemented for the architecture " + Refusal.quote(architecture)
                        + "; use a model without it");
            }
        }
    }

    private String ask(String key) {
        asked.add(full(key));
        return full(key);
    }

    private String full(String key) {
        return architecture + "." + key;
    }
}
