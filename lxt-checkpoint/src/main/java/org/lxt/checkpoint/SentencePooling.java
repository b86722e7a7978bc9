package org.lxt.checkpoint;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.lxt.checkpoint.internal.Refusal;
import org.lxt.spi.ModelConfig;
import org.lxt.spi.ModelException;

/**
 * How a sentence-embedding model makes one vector of the states of a text's tokens, as the library sentence-transformers
 * writes it beside a checkpoint: {@code modules.json}, and {@code config.json} in the folder of its pooling module. That a
 * vector is normed afterwards does not change a cosine, and is not told here.
 *
 * @param kind what the vector is
 * @param size width of the vector
 * @param maxTokens at how many tokens the library cuts a text, special tokens counted; empty if it says nothing
 */
public record SentencePooling(Kind kind, int size, OptionalInt maxTokens) {
    /** What becomes of the states. */
    public enum Kind {
        /** Their mean. */
        MEAN,
        /** The first token's alone. */
        FIRST_TOKEN
    }

    private static final String MODULES = "modules.json";
    private static final String MEAN = "pooling_mode_mean_tokens";
    private static final String FIRST = "pooling_mode_cls_token";

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
        boolean mean = config.flag(MEAN, false);
        boolean first = config.flag(FIRST, false);
        for (String name : config.names()) {
            if (name.startsWith("pooling_mode") && !name.equals(MEAN) && !name.equals(FIRST)) {
                requireFalse(config, name);
            }
        }
        if (mean == first) {
            throw config.wrong(MEAN, "true, or else " + FIRST + ", but not both", mean);
        }
        int size = config.positive("word_embedding_dimension");
        return new SentencePooling(mean ? Kind.MEAN : Kind.FIRST_TOKEN, size, maxTokens(folder));
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

    private static void requireFalse(ModelConfig config, String name) {
        Object value = config.raw(name);
        if (!Boolean.FALSE.equals(value)) {
            throw config.wrong(name, "false: a vector is the mean or the first token's state", value);
        }
    }

    private static OptionalInt maxTokens(Path folder) {
        Path file = folder.resolve("sentence_bert_config.json");
        if (!Files.exists(file)) {
            return OptionalInt.empty();
        }
        ModelConfig config = ModelConfig.of(file.toString(), JsonObjects.read(file));
        if (config.flag("do_lower_case", false)) {
            throw config.wrong("do_lower_case", "false: make the texts lower case before, or let the tokenizer", true);
        }
        return config.optionalPositive("max_seq_length");
    }
}
