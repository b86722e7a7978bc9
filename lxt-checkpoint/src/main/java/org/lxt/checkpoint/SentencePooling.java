// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lxt.api.Fault;
import org.lxt.checkpoint.gguf.GgufMetadata;
import org.lxt.checkpoint.internal.JsonObjects;
import org.lxt.checkpoint.internal.Refusal;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.ModelException;

/**
 * How a sentence-embedding model makes one vector of the states of a text's tokens, as the library sentence-transformers
 * writes it alongside a checkpoint: {@code modules.json}, {@code config.json} in the folder of its pooling module,
 * {@code sentence_bert_config.json} and {@code config_sentence_transformers.json}, and those of the modules after the pooling.
 *
 * @param kind what the vector is
 * @param size width of the vector that is pooled
 * @param maxTokens at how many tokens the library cuts a text, special tokens counted; empty if it says nothing
 * @param prompt what is put before every text; by default what the library puts there unless told otherwise, empty if nothing
 * @param prompts all prompts that can be put there, by name
 * @param includesPrompt whether the tokens of that prompt count in the vector
 * @param lowersCase whether texts are made lower case
 * @param after what is done to the vector afterwards, in this order
 */
public record SentencePooling(
        Kind kind,
        int size,
        OptionalInt maxTokens,
        String prompt,
        Map<String, String> prompts,
        boolean includesPrompt,
        boolean lowersCase,
        List<SentenceModule> after) {
    /** Copies the prompts and the modules. */
    public SentencePooling {
        after = List.copyOf(after);
        prompts = Collections.unmodifiableMap(new LinkedHashMap<>(prompts));
    }

    /** What becomes of the states. */
    public enum Kind {
        /** Their mean, or their sum divided by the root of their number, which has the same direction. */
        MEAN,
        /** The first token's alone. */
        FIRST_TOKEN,
        /** The last token's alone. */
        LAST_TOKEN
    }

    /** In the order of the numbers of {@code llama_pooling_type}, from 1; the next is that of a classifier. */
    private static final List<Kind> GGUF_KINDS = List.of(Kind.MEAN, Kind.FIRST_TOKEN, Kind.LAST_TOKEN);

    private static final int GGUF_RANK = 4;

    /** Linear layers after the pooling by their names in GGUF, and in folders. */
    private static final Map<String, String> GGUF_LAYERS = Collections.unmodifiableMap(
            new TreeMap<>(Map.of("dense_2", "2_Dense.linear", "dense_3", "3_Dense.linear")));

    private static final String PROMPTS_FILE = "config_sentence_transformers.json";

    /** The library knows two names without being told, which stand for nothing then. */
    private static final List<String> ALWAYS_KNOWN = List.of("query", "document");

    private static final String MODULES = "modules.json";
    private static final String MODE = "pooling_mode";

    private static final String SIZE = "embedding_dimension";

    /** A flag for each mode, from before version 5 of the library. */
    private static final Map<String, String> FLAGS = Map.of(
            "pooling_mode_cls_token", "cls",
            "pooling_mode_max_tokens", "max",
            "pooling_mode_mean_tokens", "mean",
            "pooling_mode_mean_sqrt_len_tokens", "mean_sqrt_len_tokens",
            "pooling_mode_weightedmean_tokens", "weightedmean",
            "pooling_mode_lasttoken", "lasttoken");

    /**
     * Reads it.
     *
     * @param folder the checkpoint's folder
     * @return empty if the folder has no {@code modules.json}
     * @throws ModelException if the model has other parts than an encoder, one of these poolings, linear layers and norms
     */
    public static Optional<SentencePooling> read(Path folder) {
        Path file = folder.resolve(MODULES);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        if (!(JsonObjects.readAny(file) instanceof List<?> modules)) {
            throw Refusal.damaged(file.toString(), "is not a list of modules");
        }
        Optional<SentencePooling> pooling = Optional.empty();
        List<SentenceModule> after = new ArrayList<>();
        for (Object element : modules) {
            if (!(element instanceof Map<?, ?> map)) {
                throw Refusal.damaged(file.toString(), "has a module that is not an object");
            }
            ModelConfig module = ModelConfig.of(file.toString(), JsonObjects.object(map));
            String type = module.string("type").orElse("");
            String path = module.string("path").orElse("");
            switch (type.substring(type.lastIndexOf('.') + 1)) {
                case "Transformer" -> requireHere(module, path);
                case "Pooling" -> {
                    after.clear();
                    pooling = Optional.of(pooling(folder, path));
                }
                case "Dense" -> {
                    Path options = inside(folder, path, "Dense");
                    after.add(SentenceModule.Dense.read(
                            parent(options), ModelConfig.of(options.toString(), JsonObjects.read(options))));
                }
                case "Normalize" ->
                    after.add(SentenceModule.Normalize.read(ifThere(inside(folder, path, "Normalize"))));
                default ->
                    throw module.wrong(
                            "type", "Transformer, Pooling, Dense or Normalize of sentence-transformers", type);
            }
        }
        if (pooling.isEmpty()) {
            throw Refusal.damaged(file.toString(), "names no Pooling module");
        }
        return pooling.map(found -> found.then(after));
    }

    /**
     * That of a GGUF file, which says by {@code pooling_type} what becomes of the states, and may have linear layers that follow.
     *
     * @return empty if it makes no vectors of texts, but classes of them or nothing
     * @throws ModelException if it makes them in a way that is not supported
     */
    public static Optional<SentencePooling> of(GgufMetadata metadata) {
        String architecture = metadata.string("general.architecture").orElse("");
        String key = architecture + ".pooling_type";
        OptionalLong number = metadata.integer(key);
        if (number.isEmpty() || number.getAsLong() == 0 || number.getAsLong() == GGUF_RANK) {
            return Optional.empty();
        }
        if (number.getAsLong() < 0 || number.getAsLong() > GGUF_KINDS.size()) {
            throw metadata.wrong(key, "0 (none), 1 (mean), 2 (first token), 3 (last token) or 4 (a classifier)");
        }
        Kind kind = GGUF_KINDS.get((int) number.getAsLong() - 1);
        int size = size(metadata, architecture + ".embedding_length");
        List<SentenceModule> after = new ArrayList<>();
        GGUF_LAYERS.forEach((stored, layer) -> {
            String sizes = architecture + "." + stored;
            if (metadata.has(sizes + "_feat_out")) {
                after.add(new SentenceModule.Dense(
                        Optional.empty(),
                        layer,
                        size(metadata, sizes + "_feat_in"),
                        size(metadata, sizes + "_feat_out"),
                        false,
                        Optional.empty()));
            }
        });
        return Optional.of(new SentencePooling(kind, size, OptionalInt.empty(), "", Map.of(), true, false, after));
    }

    private static int size(GgufMetadata metadata, String key) {
        long size = metadata.integer(key).orElse(0);
        if (size < 1 || size > Integer.MAX_VALUE) {
            throw metadata.wrong(key, "a positive integer");
        }
        return (int) size;
    }

    private SentencePooling then(List<SentenceModule> modules) {
        return new SentencePooling(kind, size, maxTokens, prompt, prompts, includesPrompt, lowersCase, modules);
    }

    /**
     * The same with the prompt of this name before every text.
     *
     * @throws ModelException if the checkpoint has no prompt of this name
     */
    public SentencePooling withPrompt(String name) {
        String chosen = prompts.get(name);
        if (chosen == null) {
            throw new ModelException(
                    Fault.CALLER,
                    "the checkpoint has no sentence prompt " + Refusal.quote(name) + "; it has "
                            + prompts.keySet().stream().map(Refusal::quote).collect(Collectors.joining(", ")));
        }
        return new SentencePooling(kind, size, maxTokens, chosen, prompts, includesPrompt, lowersCase, after);
    }

    private static void requireHere(ModelConfig module, String path) {
        if (!path.isEmpty()) {
            throw module.wrong("path", "empty, so that the encoder is in this folder", path);
        }
    }

    private static SentencePooling pooling(Path folder, String path) {
        Path file = inside(folder, path, "Pooling");
        ModelConfig config = ModelConfig.of(file.toString(), JsonObjects.read(file));
        Kind kind = kind(config);
        int size = config.positive(config.has(SIZE) ? SIZE : "word_embedding_dimension");
        boolean includesPrompt = config.flag("include_prompt", true);
        ModelConfig encoder = alongside(folder, "sentence_bert_config.json");
        ModelConfig written = alongside(folder, PROMPTS_FILE);
        Map<String, String> prompts = prompts(written);
        return new SentencePooling(
                kind,
                size,
                encoder.optionalPositive("max_seq_length"),
                defaultPrompt(written, prompts),
                prompts,
                includesPrompt,
                encoder.flag("do_lower_case", false),
                List.of());
    }

    private static ModelConfig alongside(Path folder, String name) {
        return ifThere(folder.resolve(name));
    }

    private static ModelConfig ifThere(Path file) {
        return ModelConfig.of(file.toString(), Files.exists(file) ? JsonObjects.read(file) : Map.of());
    }

    private static Kind kind(ModelConfig config) {
        List<String> modes = modes(config);
        if (modes.size() != 1) {
            throw config.wrong(MODE, "one mode; a vector made of several is not supported", modes);
        }
        return switch (modes.getFirst()) {
            case "mean", "mean_sqrt_len_tokens" -> Kind.MEAN;
            case "cls" -> Kind.FIRST_TOKEN;
            case "lasttoken" -> Kind.LAST_TOKEN;
            default -> throw config.wrong(MODE, "mean, mean_sqrt_len_tokens, cls or lasttoken", modes.getFirst());
        };
    }

    /** The modes in either form; the mean where none is said. */
    private static List<String> modes(ModelConfig config) {
        Object given = config.raw(MODE);
        if (given instanceof String mode) {
            return List.of(mode);
        }
        if (config.has(MODE)) {
            return config.strings(MODE).orElse(List.of());
        }
        List<String> modes = FLAGS.keySet().stream()
                .sorted()
                .filter(name -> config.flag(name, false))
                .map(FLAGS::get)
                .toList();
        for (String name : config.names()) {
            if (name.startsWith(MODE) && !FLAGS.containsKey(name)) {
                throw config.wrong(
                        name, "left out: it is not a pooling mode of sentence-transformers", config.raw(name));
            }
        }
        return modes.isEmpty() ? List.of("mean") : modes;
    }

    /** The file of a module's options. */
    private static Path inside(Path folder, String path, String module) {
        try {
            Path file = folder.resolve(path).resolve("config.json").normalize();
            if (file.startsWith(folder.normalize())) {
                return file;
            }
        } catch (InvalidPathException _) {
            // As one that leads elsewhere.
        }
        throw new ModelException(folder.resolve(MODULES) + ": the path " + Refusal.quote(path) + " of its " + module
                + " module leads out of the folder; put the module inside");
    }

    private static Path parent(Path file) {
        return Objects.requireNonNull(file.getParent());
    }

    private static Map<String, String> prompts(ModelConfig config) {
        Map<String, String> prompts = new LinkedHashMap<>();
        ALWAYS_KNOWN.forEach(name -> prompts.put(name, ""));
        config.section("prompts")
                .ifPresent(section -> section.names()
                        .forEach(name -> prompts.put(name, section.string(name).orElse(""))));
        return prompts;
    }

    private static String defaultPrompt(ModelConfig config, Map<String, String> prompts) {
        String name = config.string("default_prompt_name").orElse("");
        String prompt = name.isEmpty() ? "" : prompts.get(name);
        if (prompt == null) {
            throw config.wrong("default_prompt_name", "the name of one of the prompts", name);
        }
        return prompt;
    }
}
