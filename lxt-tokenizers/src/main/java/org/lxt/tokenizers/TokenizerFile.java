package org.lxt.tokenizers;

import java.nio.file.Path;

/** Reads a tokenizer.json as a whole. */
final class TokenizerFile {

    private TokenizerFile() {}

    static Tokenizer read(Path file) {
        Field root = JsonFile.read(file);
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
        return tokenizer(root);
    }

    /** The tokenizer that a file's root describes. */
    static Tokenizer tokenizer(Field root) {
        Model model = Models.read(root.get("model"));
        AddedTokens addedTokens = AddedTokens.read(
                root.get("added_tokens"), model.vocabulary(), TextNormalizers.read(root.get("normalizer")));
        return new Tokenizer(
                model,
                addedTokens,
                PreTokenizers.read(root.get("pre_tokenizer")),
                PostProcessors.read(
                        root.get("post_processor"),
                        id -> addedTokens.byId(id) != null || model.vocabulary().token(id) != null),
                Decoders.read(root.get("decoder")),
                TruncationFields.read(root.get("truncation")));
    }
}
