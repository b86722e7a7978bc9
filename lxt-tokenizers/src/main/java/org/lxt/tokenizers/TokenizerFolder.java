// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.lxt.tokenizers.TokenizerFile.Additions;
import org.lxt.tokenizers.file.BoundedFiles;
import org.lxt.tokenizers.file.Field;
import org.lxt.tokenizers.file.TextLines;
import org.lxt.tokenizers.settings.ClassParts;
import org.lxt.tokenizers.settings.ClassTemplate;
import org.lxt.tokenizers.settings.Contradictions;
import org.lxt.tokenizers.settings.FolderSettings;
import org.lxt.tokenizers.settings.FolderTokens;
import org.lxt.tokenizers.settings.TokenizerClass;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Finds the tokenizer of a checkpoint folder, whichever form it has, and reads it with the settings next to it. */
final class TokenizerFolder {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private TokenizerFolder() {}

    static Optional<Tokenizer> open(Path folder) {
        Path whole = folder.resolve("tokenizer.json");
        if (Files.exists(whole)) {
            return Optional.of(ofFile(folder, TokenizerFile.root(whole)));
        }
        Path vocabulary = folder.resolve("vocab.json");
        Path merges = folder.resolve("merges.txt");
        if (Files.exists(vocabulary) && Files.exists(merges)) {
            return Optional.of(ofMerges(folder, vocabulary, merges));
        }
        Path words = folder.resolve("vocab.txt");
        return Files.exists(words) ? Optional.of(ofWords(folder, words)) : Optional.empty();
    }

    private static Tokenizer ofFile(Path folder, Field root) {
        FolderSettings settings = FolderSettings.read(folder, root.get("added_tokens"));
        TokenizerClass tokenizer = TokenizerClass.of(settings.config().get("tokenizer_class"), settings.model());
        refuseOwnCode(tokenizer, settings.config());
        refuseOtherFiles(settings.config());
        boolean splits = settings.flag("split_special_tokens", false);
        if (ClassParts.areKnown(tokenizer)) {
            Field model = root.get("model");
            ClassParts parts =
                    ClassParts.of(tokenizer, settings, orEmpty(model.get("vocab")), orEmpty(model.get("merges")));
            if (parts.fit(root) && ClassTemplate.fits(tokenizer, root.get("post_processor"))) {
                return TokenizerFile.tokenizer(
                        parts.root(root),
                        new Additions(
                                FolderTokens.of(settings, tokenizer, Set.of()),
                                ClassTemplate.of(tokenizer, settings, true),
                                splits));
            }
        }
        Contradictions.refuse(tokenizer, settings.config(), root);
        Set<String> present = new HashSet<>();
        if (root.get("added_tokens").isPresent()) {
            root.get("added_tokens")
                    .elements()
                    .forEach(token -> present.add(token.get("content").text()));
        }
        return TokenizerFile.tokenizer(
                root, new Additions(FolderTokens.of(settings, tokenizer, present), Optional.empty(), splits));
    }

    private static JsonNode orEmpty(Field field) {
        return field.node() == null ? JSON.nullNode() : field.node();
    }

    private static void refuseOwnCode(TokenizerClass tokenizer, Field config) {
        Field code = config.get("auto_map");
        if (tokenizer == TokenizerClass.OTHER
                && code.isPresent()
                && (!code.isObject() || code.get("AutoTokenizer").isPresent())) {
            throw code.fault("auto_map names a tokenizer in code of the checkpoint's own, which is not run here; if"
                    + " tokenizer.json alone does the same, remove auto_map");
        }
    }

    private static void refuseOtherFiles(Field config) {
        Field files = config.get("fast_tokenizer_files");
        if (files.isPresent()
                && files.elements().stream().anyMatch(file -> !file.text().equals("tokenizer.json"))) {
            throw files.fault("fast_tokenizer_files names tokenizers for other versions of transformers; keep the one"
                    + " that belongs to the model as tokenizer.json, and remove fast_tokenizer_files");
        }
    }

    private static Tokenizer ofMerges(Path folder, Path vocabularyFile, Path mergesFile) {
        FolderSettings settings = FolderSettings.read(folder, absent());
        TokenizerClass tokenizer =
                requireClass(settings, TokenizerClass.GPT2, Set.of(TokenizerClass.GPT2), "vocab.json and merges.txt");
        Field vocabulary = BoundedFiles.json(vocabularyFile);
        vocabulary.entries();
        ArrayNode merges = JSON.arrayNode();
        for (String line : TextLines.read(mergesFile)) {
            merges.add(line);
        }
        return ofParts(
                "vocab.json and merges.txt",
                settings,
                tokenizer,
                ClassParts.of(tokenizer, settings, Objects.requireNonNull(vocabulary.node()), merges));
    }

    private static Tokenizer ofWords(Path folder, Path wordsFile) {
        FolderSettings settings = FolderSettings.read(folder, absent());
        TokenizerClass tokenizer =
                requireClass(settings, TokenizerClass.BERT, Set.of(TokenizerClass.BERT), "vocab.txt");
        ObjectNode vocabulary = JSON.objectNode();
        List<String> lines = TextLines.read(wordsFile);
        for (int id = 0; id < lines.size(); id++) {
            vocabulary.put(lines.get(id).stripTrailing(), id);
        }
        return ofParts(
                "vocab.txt", settings, tokenizer, ClassParts.of(tokenizer, settings, vocabulary, JSON.nullNode()));
    }

    private static Field absent() {
        return new Field("tokenizer.json", "", null);
    }

    private static Tokenizer ofParts(
            String files, FolderSettings settings, TokenizerClass tokenizer, ClassParts parts) {
        return TokenizerFile.tokenizer(
                parts.root(new Field(files, "", JSON.objectNode())),
                new Additions(
                        FolderTokens.of(settings, tokenizer, Set.of()),
                        ClassTemplate.of(tokenizer, settings, false),
                        settings.flag("split_special_tokens", false)));
    }

    /** The class of a folder without tokenizer.json, which must be one that its files are for. */
    private static TokenizerClass requireClass(
            FolderSettings settings, TokenizerClass usual, Set<TokenizerClass> possible, String files) {
        Field name = settings.config().get("tokenizer_class");
        Field telling = name.isPresent() ? name : settings.model().get("model_type");
        if (!telling.isPresent()) {
            return usual;
        }
        TokenizerClass tokenizer = TokenizerClass.of(name, settings.model());
        if (!possible.contains(tokenizer)) {
            throw telling.fault(telling.path() + " is " + Field.quote(telling.text())
                    + ", whose tokenizer cannot be read from " + files + "; save it as tokenizer.json");
        }
        return tokenizer;
    }
}
