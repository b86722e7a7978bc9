package org.lxt.tokenizers;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A BERT tokenizer in the form from before tokenizer.json: {@code vocab.txt}, one token a line. */
final class BertFiles {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Map<String, String> NAMED = Map.of(
            "unk_token",
            "[UNK]",
            "sep_token",
            "[SEP]",
            "pad_token",
            "[PAD]",
            "cls_token",
            "[CLS]",
            "mask_token",
            "[MASK]");
    private static final Set<String> CLASSES = Set.of(
            "BertTokenizer",
            "BertTokenizerFast",
            "DistilBertTokenizer",
            "DistilBertTokenizerFast",
            "ElectraTokenizer",
            "ElectraTokenizerFast");
    private static final Set<String> MODELS = Set.of("bert", "distilbert", "electra");
    private static final int LONGEST_WORD = 100;

    private BertFiles() {}

    static Tokenizer read(Path folder, Path vocabularyFile) {
        FolderSettings settings = FolderSettings.read(folder, NAMED);
        settings.requireClass(CLASSES, MODELS, "vocab.txt");
        ObjectNode root = JSON.objectNode();
        ObjectNode model = root.putObject("model")
                .put("type", "WordPiece")
                .put("unk_token", settings.named("unk_token"))
                .put("continuing_subword_prefix", "##")
                .put("max_input_chars_per_word", LONGEST_WORD);
        ObjectNode vocabulary = model.putObject("vocab");
        List<String> lines = TextLines.read(vocabularyFile);
        for (int id = 0; id < lines.size(); id++) {
            vocabulary.put(lines.get(id).stripTrailing(), id);
        }
        ObjectNode normalizer = root.putObject("normalizer")
                .put("type", "BertNormalizer")
                .put("clean_text", true)
                .put("handle_chinese_chars", settings.flag("tokenize_chinese_chars", true))
                .put("lowercase", settings.flag("do_lower_case", true));
        Field stripAccents = settings.get("strip_accents");
        if (stripAccents.isPresent()) {
            normalizer.put("strip_accents", stripAccents.bool());
        }
        root.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
        root.putObject("decoder").put("type", "WordPiece").put("prefix", "##").put("cleanup", true);
        FolderTokens tokens = new FolderTokens(settings, new Field("vocab.txt", "", vocabulary));
        root.set("added_tokens", tokens.toJson());
        root.set("post_processor", template(tokens));
        return TokenizerFile.tokenizer(new Field("vocab.txt", "", root));
    }

    private static ObjectNode template(FolderTokens tokens) {
        ObjectNode template = JSON.objectNode().put("type", "TemplateProcessing");
        ArrayNode single = template.putArray("single");
        ArrayNode pair = template.putArray("pair");
        ObjectNode special = template.putObject("special_tokens");
        tokens.place("cls_token", 0, single, pair, special);
        for (int sequence = 0; sequence < 2; sequence++) {
            ObjectNode place = JSON.objectNode();
            place.putObject("Sequence").put("id", sequence == 0 ? "A" : "B").put("type_id", sequence);
            if (sequence == 0) {
                single.add(place);
            }
            pair.add(place);
            tokens.place("sep_token", sequence, sequence == 0 ? single : null, pair, special);
        }
        return template;
    }
}
