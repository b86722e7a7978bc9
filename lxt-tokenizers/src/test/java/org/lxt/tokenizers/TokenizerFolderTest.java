package org.lxt.tokenizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerFolderTest {

    @TempDir
    private Path folder;

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private void bert(String config) throws IOException {
        write("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\n##b\n");
        write("tokenizer_config.json", config);
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> Tokenizer.open(folder))
                .isInstanceOf(TokenizerException.class)
                .hasMessage(message);
    }

    @Test
    void aFolderWithoutTokenizer() throws IOException {
        assertThat(Tokenizer.open(folder)).isEmpty();
        write("vocab.json", "{\"a\": 0}");
        assertThat(Tokenizer.open(folder)).isEmpty();
    }

    @Test
    void tokenizerJsonGoesFirst() throws IOException {
        Files.copy(Fixtures.file("llama3", "tokenizer.json"), folder.resolve("tokenizer.json"));
        bert("{}");
        assertThat(Tokenizer.open(folder).orElseThrow().size()).isEqualTo(1405);
    }

    @Test
    void aClassThatNeedsMoreIsRefused() throws IOException {
        bert("{\"tokenizer_class\": \"BertJapaneseTokenizer\"}");
        assertRefused(
                "tokenizer_config.json: tokenizer_class is 'BertJapaneseTokenizer', whose tokenizer cannot be read"
                        + " from vocab.txt; save it as tokenizer.json");
        bert("{}");
        write("config.json", "{\"model_type\": \"mpnet\"}");
        assertRefused("config.json: model_type is 'mpnet', whose tokenizer cannot be read from vocab.txt; save it as"
                + " tokenizer.json");
    }

    @Test
    void damagedFilesAreRefused() throws IOException {
        bert("{\"do_lower_case\": 1}");
        assertRefused("tokenizer_config.json: do_lower_case must be true or false, not 1; the file is damaged or not a"
                + " tokenizer");
        bert("{\"unk_token\": \"?\"}");
        assertRefused("vocab.txt: model.unk_token is '?', which is not in the vocabulary; the file is damaged");
        bert("{\"added_tokens_decoder\": {\"9\": {\"content\": \"new\"}}}");
        assertRefused("vocab.txt: added_tokens[0] gives the token 'new' the id 9 where 7 is due; the file is damaged");
        bert("{\"added_tokens_decoder\": {\"x\": {\"content\": \"new\"}}}");
        assertRefused(
                "tokenizer_config.json: added_tokens_decoder['x'] must have an id as its name; the file is damaged");
        bert("{\"split_special_tokens\": true}");
        assertRefused("tokenizer_config.json: split_special_tokens is not supported; set it to false");
        bert("{}");
        Files.write(folder.resolve("vocab.txt"), new byte[] {'a', '\n', (byte) 0xFF});
        assertRefused("vocab.txt: the file is not UTF-8; it is damaged or not a tokenizer");
    }

    @Test
    void damagedMergesAreRefused() throws IOException {
        write("vocab.json", "{\"a\": 0, \"b\": 1}");
        write("merges.txt", "#version: 0.2\na b\n");
        assertRefused("vocab.json and merges.txt: model.merges[1] needs the token 'ab', which is not in the vocabulary;"
                + " the file is damaged");
        write("merges.txt", "a  b\n");
        assertRefused("vocab.json and merges.txt: model.merges[0] must be two tokens with one space between them, not"
                + " \"a  b\"; the file is damaged or not a tokenizer");
        write("vocab.json", "[1]");
        assertRefused("vocab.json: the file must be an object, not [1]; the file is damaged or not a tokenizer");
    }

    @Test
    void filesThatAreTooLargeAreRefusedUnread() throws IOException {
        for (String name : List.of("tokenizer_config.json", "special_tokens_map.json", "vocab.txt")) {
            bert("{}");
            long most = name.equals("vocab.txt") ? FileSize.MOST : FileSize.MOST_OF_SETTINGS;
            Path file = folder.resolve(name);
            try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
                large.setLength(most + 1); // a hole, which takes no room on the disk
            }
            assertRefused(name + ": " + file + " has more than " + most
                    + " bytes; put the file that belongs to the tokenizer there");
            Files.delete(file);
            Files.createDirectory(file);
            assertRefused(name + ": the file " + file + " cannot be read: it is no regular file");
            Files.delete(file);
        }
    }
}
