package org.lxt.tokenizers;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A GPT-2 tokenizer in the form from before tokenizer.json: {@code vocab.json} and {@code merges.txt}. */
final class Gpt2Files {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String END = "<|endoftext|>";
    private static final Map<String, String> NAMED = Map.of("bos_token", END, "eos_token", END, "unk_token", END);
    private static final Set<String> CLASSES = Set.of("GPT2Tokenizer", "GPT2TokenizerFast");
    private static final Set<String> MODELS = Set.of("gpt2", "gptj", "gpt_neo");

    private Gpt2Files() {}

    static Tokenizer read(Path folder, Path vocabularyFile, Path mergesFile) {
        FolderSettings settings = FolderSettings.read(folder, NAMED);
        settings.requireClass(CLASSES, MODELS, "vocab.json and merges.txt");
        Field vocabulary = JsonFile.read(vocabularyFile);
        ObjectNode root = JSON.objectNode();
        ObjectNode model = root.putObject("model").put("type", "BPE");
        model.set("vocab", vocabulary.node());
        ArrayNode merges = model.putArray("merges");
        for (String line : TextLines.read(mergesFile)) {
            merges.add(line);
        }
        root.putObject("pre_tokenizer")
                .put("type", "ByteLevel")
                .put("add_prefix_space", settings.flag("add_prefix_space", false))
                .put("trim_offsets", true);
        root.putObject("decoder").put("type", "ByteLevel");
        FolderTokens tokens = new FolderTokens(settings, vocabulary);
        root.set("added_tokens", tokens.toJson());
        root.set("post_processor", template(settings, tokens));
        return TokenizerFile.tokenizer(new Field("vocab.json and merges.txt", "", root));
    }

    private static ObjectNode template(FolderSettings settings, FolderTokens tokens) {
        ObjectNode template = JSON.objectNode().put("type", "TemplateProcessing");
        ArrayNode single = template.putArray("single");
        ArrayNode pair = template.putArray("pair");
        ObjectNode special = template.putObject("special_tokens");
        boolean begins = settings.flag("add_bos_token", false);
        boolean ends = settings.flag("add_eos_token", false);
        for (int sequence = 0; sequence < 2; sequence++) {
            if (begins) {
                tokens.place("bos_token", sequence, sequence == 0 ? single : null, pair, special);
            }
            ObjectNode place = JSON.objectNode();
            place.putObject("Sequence").put("id", sequence == 0 ? "A" : "B").put("type_id", sequence);
            if (sequence == 0) {
                single.add(place);
            }
            pair.add(place);
            if (ends) {
                tokens.place("eos_token", sequence, sequence == 0 ? single : null, pair, special);
            }
        }
        return template;
    }
}
