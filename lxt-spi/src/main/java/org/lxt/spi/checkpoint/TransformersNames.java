// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.checkpoint;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What transformers knows by name, in any family and in any of the versions whose text was read: {@code
 * oracle/make/known_names.py} makes the lists. Read when first asked for: most checkpoints never ask.
 */
final class TransformersNames {
    private static final class Options {
        static final Set<String> ALL = read("options.txt");
    }

    private static final class RopeOptions {
        static final Set<String> ALL = read("rope-options.txt");
    }

    private static final class ModelTypes {
        static final Set<String> ALL = read("model-types.txt");
    }

    private static final class Architectures {
        static final Set<String> ALL = read("architectures.txt");
    }

    private TransformersNames() {}

    /** Options of configuration classes, and what model code asks of a configuration. */
    static Set<String> options() {
        return Options.ALL;
    }

    /** Options within {@code rope_parameters} and {@code rope_scaling}. */
    static Set<String> ropeOptions() {
        return RopeOptions.ALL;
    }

    static boolean isModelType(String name) {
        return ModelTypes.ALL.contains(name);
    }

    static boolean isArchitecture(String name) {
        return Architectures.ALL.contains(name);
    }

    private static Set<String> read(String list) {
        try (InputStream stream = TransformersNames.class.getResourceAsStream("transformers/" + list)) {
            if (stream == null) {
                throw new IllegalStateException("the resource " + list + " is missing from lxt-spi");
            }
            return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                    .lines()
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
