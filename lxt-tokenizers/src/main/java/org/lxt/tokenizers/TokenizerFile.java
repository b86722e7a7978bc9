// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.lxt.tokenizers.added.AddedTokens;
import org.lxt.tokenizers.added.NewToken;
import org.lxt.tokenizers.decode.Decoders;
import org.lxt.tokenizers.file.BoundedFiles;
import org.lxt.tokenizers.file.Field;
import org.lxt.tokenizers.model.Models;
import org.lxt.tokenizers.model.TokenModel;
import org.lxt.tokenizers.normalize.TextNormalizers;
import org.lxt.tokenizers.post.PostProcessors;
import org.lxt.tokenizers.split.PreTokenizers;
import tools.jackson.databind.node.ObjectNode;

/** Reads a tokenizer.json as a whole, and makes a tokenizer of it. */
final class TokenizerFile {

    private TokenizerFile() {}

    static Tokenizer read(Path file) {
        return tokenizer(root(file), Additions.NONE);
    }

    /** A file's root, which may have only known fields. */
    static Field root(Path file) {
        Field root = BoundedFiles.json(file);
        root.allowOnly(
                "version",
                "truncation",
                "padding",
                "added_tokens",
                "normalizer",
                "pre_tokenizer",
                "post_processor",
                "decoder",
                "model");
        Field version = root.get("version");
        if (version.isPresent() && !version.text().equals("1.0")) {
            throw version.fault("version " + Field.quote(version.text()) + " is not supported (supported: '1.0')");
        }
        return root;
    }

    /** The tokenizer that a file's root describes, with what other files add to it. */
    static Tokenizer tokenizer(Field root, Additions additions) {
        TokenModel model = Models.read(root.get("model"));
        AddedTokens addedTokens = AddedTokens.read(
                root.get("added_tokens"),
                model.vocabulary(),
                TextNormalizers.read(root.get("normalizer")),
                additions.tokens(),
                additions.splitsSpecialTokens());
        Field postProcessor = additions
                .postProcessor()
                .map(made -> new Field(root.file(), "post_processor", made.apply(addedTokens::id)))
                .orElse(root.get("post_processor"));
        return new Tokenizer(
                model,
                addedTokens,
                PreTokenizers.read(root.get("pre_tokenizer")),
                PostProcessors.read(
                        postProcessor,
                        id -> addedTokens.byId(id) != null || model.vocabulary().token(id) != null),
                Decoders.read(root.get("decoder")),
                TruncationFields.read(root.get("truncation")),
                TextNormalizers.lowersCase(root.get("normalizer")));
    }

    /**
     * What other files add to a tokenizer.json.
     *
     * @param tokens tokens to add, in steps that follow each other
     * @param postProcessor another post-processor, made of what gives the id of each token
     * @param splitsSpecialTokens whether special tokens are ordinary text where a text spells them out
     */
    record Additions(
            List<List<NewToken>> tokens,
            Optional<Function<ToIntFunction<String>, ObjectNode>> postProcessor,
            boolean splitsSpecialTokens) {
        static final Additions NONE = new Additions(List.of(), Optional.empty(), false);
    }
}
