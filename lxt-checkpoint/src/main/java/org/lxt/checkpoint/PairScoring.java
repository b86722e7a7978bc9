// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.lxt.checkpoint.internal.JsonObjects;
import org.lxt.spi.checkpoint.ModelConfig;

/**
 * What the files of a reranker say of how the score of a pair is made of its logits, as the library sentence-transformers writes
 * and reads them: {@code config.json}, {@code modules.json} and {@code config_sentence_transformers.json}.
 *
 * @param isSigmoid whether the score is the sigmoid of the logit, and not the logit itself
 * @param yes of a language model the token whose logit speaks for the passage; empty if the files do not say
 * @param no the token whose logit is subtracted; empty for none
 * @param instruction what the model is told by default; empty if nothing
 * @see <a href="https://sbert.net/docs/cross_encoder/usage/custom_models.html">Creating Custom CrossEncoder Models</a>
 */
public record PairScoring(boolean isSigmoid, OptionalInt yes, OptionalInt no, Optional<String> instruction) {
    private static final String SIGMOID = "Sigmoid";
    private static final String IDENTITY = "Identity";
    private static final String MODULES = "modules.json";

    /**
     * Reads it. Where nothing is said the score is a sigmoid, as in the library.
     *
     * @param folder the checkpoint's folder
     * @throws org.lxt.spi.checkpoint.ModelException if a file is damaged, or says something else than is supported
     */
    public static PairScoring read(Path folder) {
        Path settings = folder.resolve("config_sentence_transformers.json");
        // The library passes its own settings over where it has to make up the modules.
        ModelConfig library = Files.exists(folder.resolve(MODULES))
                ? ifThere(settings)
                : ModelConfig.of(settings.toString(), Map.of());
        ModelConfig model = ifThere(folder.resolve("config.json"));
        ModelConfig tokens = logitScore(folder);
        OptionalInt yes = tokens.optionalCount("true_token_id");
        return new PairScoring(
                isSigmoid(library, "activation_fn")
                        .or(() -> model.section("sentence_transformers").flatMap(s -> isSigmoid(s, "activation_fn")))
                        .or(() -> isSigmoid(model, "sbert_ce_default_activation_function"))
                        .orElse(true),
                yes,
                tokens.optionalCount("false_token_id"),
                instruction(library));
    }

    private static Optional<Boolean> isSigmoid(ModelConfig config, String option) {
        return config.string(option).map(named -> switch (named.substring(named.lastIndexOf('.') + 1)) {
            case SIGMOID -> true;
            case IDENTITY -> false;
            default -> throw config.wrong(option, SIGMOID + " or " + IDENTITY + " of torch.nn", named);
        });
    }

    /** The options of the module that makes a score of logits; none if there is no such module. */
    private static ModelConfig logitScore(Path folder) {
        Path file = folder.resolve(MODULES);
        ModelConfig none = ModelConfig.of(file.toString(), Map.of());
        if (!Files.exists(file) || !(JsonObjects.readAny(file) instanceof List<?> modules)) {
            return none;
        }
        for (Object element : modules) {
            if (element instanceof Map<?, ?> map) {
                ModelConfig module = ModelConfig.of(file.toString(), JsonObjects.object(map));
                if (module.string("type").orElse("").endsWith(".LogitScore")) {
                    Path options = folder.resolve(module.string("path").orElse(""), "config.json")
                            .normalize();
                    if (!options.startsWith(folder.normalize())) {
                        throw module.wrong("path", "a folder inside the checkpoint", module.raw("path"));
                    }
                    return ModelConfig.of(options.toString(), JsonObjects.read(options));
                }
            }
        }
        return none;
    }

    private static Optional<String> instruction(ModelConfig library) {
        Optional<String> name = library.string("default_prompt_name");
        return name.map(n -> library.section("prompts")
                .flatMap(prompts -> prompts.string(n))
                .orElseThrow(() -> library.wrong("default_prompt_name", "the name of one of the prompts", n)));
    }

    private static ModelConfig ifThere(Path file) {
        return ModelConfig.of(file.toString(), Files.exists(file) ? JsonObjects.read(file) : Map.of());
    }
}
