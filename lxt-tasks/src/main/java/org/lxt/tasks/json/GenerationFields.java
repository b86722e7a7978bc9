// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.json;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.request.GenerationOptions;
import org.lxt.explain.request.Sampling;
import org.lxt.tasks.refusal.TaskException;
import tools.jackson.databind.node.ObjectNode;

/** The fields that say how an answer is generated. */
final class GenerationFields {
    static final String TOKENS = "tokens";
    private static final String TEMPERATURE = "temperature";
    private static final String TOP_K = "top_k";
    private static final String TOP_P = "top_p";
    private static final String SEED = "seed";
    private static final String STOP = "stop";
    private static final List<String> SAMPLING = List.of(TEMPERATURE, TOP_K, TOP_P, SEED);

    /** All of them. */
    static final List<String> NAMES =
            Stream.concat(Stream.of(TOKENS, STOP), SAMPLING.stream()).toList();

    private GenerationFields() {}

    /** What they say; null if no tokens are to be generated. */
    static @Nullable GenerationOptions read(TaskFields fields) {
        Optional<Integer> tokens = fields.optionalInt(TOKENS);
        if (tokens.isEmpty()) {
            NAMES.stream().filter(fields::has).findFirst().ifPresent(name -> {
                throw new TaskException("\"" + name + "\" is about an answer that is generated; leave it out where the"
                        + " \"answer\" is given");
            });
            return null;
        }
        GenerationOptions options = GenerationOptions.greedy(tokens.get())
                .stoppingAt(fields.texts(STOP).toArray(String[]::new));
        return SAMPLING.stream().anyMatch(fields::has) ? options.sampled(sampling(fields)) : options;
    }

    private static Sampling sampling(TaskFields fields) {
        Optional<Integer> topK = fields.optionalInt(TOP_K);
        Optional<Double> topP = fields.optionalNumber(TOP_P);
        return new Sampling(
                fields.optionalNumber(TEMPERATURE).orElse(1.0),
                topK.map(OptionalInt::of).orElse(OptionalInt.empty()),
                topP.map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                fields.optionalLong(SEED).orElse(0L));
    }

    static void write(GenerationOptions options, ObjectNode root) {
        root.put(TOKENS, options.tokens());
        options.sampling().ifPresent(sampling -> {
            root.put(TEMPERATURE, sampling.temperature());
            sampling.topK().ifPresent(k -> root.put(TOP_K, k));
            sampling.topP().ifPresent(p -> root.put(TOP_P, p));
            root.put(SEED, sampling.seed());
        });
        if (!options.stopTexts().isEmpty()) {
            options.stopTexts().forEach(root.putArray(STOP)::add);
        }
    }
}
