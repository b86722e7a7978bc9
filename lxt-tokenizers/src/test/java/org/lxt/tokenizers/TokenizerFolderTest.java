// SPDX-License-Identifier: BSD-3-Clause
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.tokenizers.error.TokenizerException;
import org.lxt.tokenizers.file.BoundedFiles;

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
        copy("llama3");
        bert("{}");
        assertThat(Tokenizer.open(folder).orElseThrow().size()).isEqualTo(1405);
    }

    private void copy(String kind) throws IOException {
        Files.copy(Fixtures.file(kind, "tokenizer.json"), folder.resolve("tokenizer.json"));
    }

    /** As in transformers, ids in tokenizer_config.json say in which order tokens are added, and no more. */
    @Test
    void tokensGetTheNextFreeIds() throws IOException {
        bert("{\"added_tokens_decoder\": {\"90\": {\"content\": \"new\"}, \"9\": {\"content\": \"first\"}}}");
        Tokenizer tokenizer = Tokenizer.open(folder).orElseThrow();
        assertThat(tokenizer.id("first")).hasValue(7);
        assertThat(tokenizer.id("new")).hasValue(8);
    }

    /** A tokenizer.json that its class would make another tokenizer of is read as it is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GPT2Tokenizer",
                "LlamaTokenizerFast",
                "Qwen2Tokenizer",
                "XLMRobertaTokenizer",
                "BertTokenizer",
                "GemmaTokenizer",
                "CodeLlamaTokenizer"
            })
    void anotherKindOfFileIsReadAsItIs(String name) throws IOException {
        copy("llama3");
        write("tokenizer_config.json", "{\"tokenizer_class\": \"" + name + "\", \"pad_token\": \"<new>\"}");
        Tokenizer tokenizer = Tokenizer.open(folder).orElseThrow();
        String text = " In 2024, Llamas  ate.";
        assertThat(tokenizer.encode(text).ids())
                .isEqualTo(Fixtures.tokenizer("llama3").encode(text).ids());
        assertThat(tokenizer.id("<|eot_id|>")).hasValue(1404);
        assertThat(tokenizer.isSpecial(tokenizer.encode("<new>", null, false).ids()[0]))
                .isTrue();
    }

    @Test
    void settingsThatContradictSuchAFileAreRefused() throws IOException {
        copy("llama2");
        write("tokenizer_config.json", "{\"tokenizer_class\": \"LlamaTokenizer\", \"add_prefix_space\": true}");
        assertThat(Tokenizer.open(folder)).isPresent();
        write("tokenizer_config.json", "{\"tokenizer_class\": \"LlamaTokenizer\", \"add_prefix_space\": false}");
        assertRefused(
                "tokenizer_config.json: add_prefix_space is false, but the parts of tokenizer.json do that; make"
                        + " both say the same, or give PreTrainedTokenizerFast as tokenizer_class to go by tokenizer.json alone");
        write("tokenizer_config.json", "{\"tokenizer_class\": \"BertTokenizer\", \"do_lower_case\": true}");
        assertRefused("tokenizer_config.json: do_lower_case is true, but the parts of tokenizer.json do not do that;"
                + " make both say the same, or give PreTrainedTokenizerFast as tokenizer_class to go by tokenizer.json"
                + " alone");
        write("tokenizer_config.json", "{\"tokenizer_class\": \"PreTrainedTokenizerFast\", \"do_lower_case\": true}");
        assertThat(Tokenizer.open(folder)).isPresent();
    }

    @Test
    void codeAndFilesThatAreNotReadAreRefused() throws IOException {
        copy("llama3");
        write(
                "tokenizer_config.json",
                "{\"tokenizer_class\": \"OwnTokenizer\","
                        + " \"auto_map\": {\"AutoTokenizer\": [\"own.OwnTokenizer\", null]}}");
        assertRefused(
                "tokenizer_config.json: auto_map names a tokenizer in code of the checkpoint's own, which is not run"
                        + " here; if tokenizer.json alone does the same, remove auto_map");
        write("tokenizer_config.json", "{\"fast_tokenizer_files\": [\"tokenizer.4.0.json\", \"tokenizer.json\"]}");
        assertRefused("tokenizer_config.json: fast_tokenizer_files names tokenizers for other versions of transformers;"
                + " keep the one that belongs to the model as tokenizer.json, and remove fast_tokenizer_files");
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
        bert("{\"added_tokens_decoder\": {\"x\": {\"content\": \"new\"}}}");
        assertRefused(
                "tokenizer_config.json: added_tokens_decoder['x'] must have an id as its name; the file is damaged");
        bert("{\"pad_token\": 3}");
        assertRefused("tokenizer_config.json: pad_token must be a string, not 3; the file is damaged or not a"
                + " tokenizer");
        bert("{\"cls_token\": null}");
        assertRefused("tokenizer_config.json: cls_token is needed and is missing; give it in tokenizer_config.json");
        bert("{}");
        Files.write(folder.resolve("vocab.txt"), new byte[] {'a', '\n', (byte) 0xFF});
        assertRefused("vocab.txt: the file is not text in UTF-8; it is damaged or cut off, fetch it again");
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
            long most = name.equals("vocab.txt") ? BoundedFiles.MOST : BoundedFiles.MOST_OF_SETTINGS;
            Path file = folder.resolve(name);
            try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
                large.setLength(most + 1); // a hole, which takes no room on the disk
            }
            assertRefused(name + ": the file " + file + " has more than " + most
                    + " bytes; put the file that belongs to the tokenizer there");
            Files.delete(file);
            Files.createDirectory(file);
            assertRefused(name + ": the file " + file
                    + " is not a regular file; put the file that belongs to the tokenizer there");
            Files.delete(file);
        }
    }
}
