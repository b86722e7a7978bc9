package org.lxt.checkpoint;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.lxt.checkpoint.internal.JsonObjects;
import org.lxt.checkpoint.internal.Refusal;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.ModelException;

/**
 * How a sentence-embedding model makes one vector of the states of a text's tokens, as the library sentence-transformers
 * writes it alongside a checkpoint: {@code modules.json}, {@code config.json} in the folder of its pooling module,
 * {@code sentence_bert_config.json} and {@code config_sentence_transformers.json}. That a vector is normed afterwards does
 * not change a cosine, and is not told here.
 *
 * @param kind what the vector is
 * @param size width of the vector
 * @param maxTokens at how many tokens the library cuts a text, special tokens counted; empty if it says nothing
 * @param prompt what the library puts before every text unless told otherwise; empty if nothing
 * @param includesPrompt whether the tokens of that prompt count in the vector
 * @param lowersCase whether texts are made lower case
 */
public record SentencePooling(
        Kind kind, int size, OptionalInt maxTokens, String prompt, boolean includesPrompt, boolean lowersCase) {
    /** What becomes of the states. */
    public enum Kind {
        /** Their mean, or their sum divided by the root of their number, which has the same direction. */
        MEAN,
        /** The first token's alone. */
        FIRST_TOKEN
    }

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
     * @throws ModelException if the model has other parts than an encoder, a mean or the first token's state, and a norm
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
        for (Object element : modules) {
            if (!(element instanceof Map<?, ?> map)) {
                throw Refusal.damaged(file.toString(), "has a module that is not an object");
            }
            ModelConfig module = ModelConfig.of(file.toString(), JsonObjects.object(map));
            String type = module.string("type").orElse("");
            String path = module.string("path").orElse("");
            switch (type.substring(type.lastIndexOf('.') + 1)) {
                case "Transformer" -> requireHere(module, path);
                case "Pooling" -> pooling = Optional.of(pooling(folder, path));
                case "Normalize" -> {}
                default ->
                    throw module.wrong("type", "Transformer, Pooling or Normalize of sentence-transformers", type);
            }
        }
        if (pooling.isEmpty()) {
            throw Refusal.damaged(file.toString(), "names no Pooling module");
        }
        return pooling;
    }

    private static void requireHere(ModelConfig module, String path) {
        if (!path.isEmpty()) {
            throw module.wrong("path", "empty, so that the encoder is in this folder", path);
        }
    }

    private static SentencePooling pooling(Path folder, String path) {
        Path file = inside(folder, path);
        if (file == null) {
            throw new ModelException(folder.resolve(MODULES) + ": the path " + Refusal.quote(path)
                    + " of its Pooling module leads out of the folder; put the module inside");
        }
        ModelConfig config = ModelConfig.of(file.toString(), JsonObjects.read(file));
        Kind kind = kind(config);
        int size = config.positive(config.has(SIZE) ? SIZE : "word_embedding_dimension");
        boolean includesPrompt = config.flag("include_prompt", true);
        ModelConfig encoder = beside(folder, "sentence_bert_config.json");
        return new SentencePooling(
                kind,
                size,
                encoder.optionalPositive("max_seq_length"),
                prompt(beside(folder, "config_sentence_transformers.json")),
                includesPrompt,
                encoder.flag("do_lower_case", false));
    }

    private static ModelConfig beside(Path folder, String name) {
        Path file = folder.resolve(name);
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
            default -> throw config.wrong(MODE, "mean, mean_sqrt_len_tokens or cls", modes.getFirst());
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
                throw config.wrong(name, "left out: it is no pooling mode of sentence-transformers", config.raw(name));
            }
        }
        return modes.isEmpty() ? List.of("mean") : modes;
    }

    /** The module's options; null if they are elsewhere, or the path is none on this system. */
    private static @Nullable Path inside(Path folder, String path) {
        try {
            Path file = folder.resolve(path).resolve("config.json").normalize();
            return file.startsWith(folder.normalize()) ? file : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** The library knows two names without being told, which stand for nothing then. */
    private static String prompt(ModelConfig config) {
        String name = config.string("default_prompt_name").orElse("");
        if (name.isEmpty()) {
            return "";
        }
        Optional<ModelConfig> prompts = config.section("prompts");
        if (prompts.isPresent() && prompts.get().has(name)) {
            return prompts.get().string(name).orElse("");
        }
        if (name.equals("query") || name.equals("document")) {
            return "";
        }
        throw config.wrong("default_prompt_name", "the name of one of the prompts", name);
    }
}
