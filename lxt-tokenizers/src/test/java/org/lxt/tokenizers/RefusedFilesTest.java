// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.tokenizers.error.TokenizerException;

/** Files that are damaged or ask for what is not there are refused with a sentence that says so. */
class RefusedFilesTest {

    private static final String DAMAGED = "; the file is damaged or not a tokenizer";

    private static void assertRefused(ThrowingCallable load, String message) {
        assertThatThrownBy(load).isInstanceOf(TokenizerException.class).hasMessage("tokenizer.json: " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        []                        | the file must be an object, not []
        {}                        | model is required and is missing
        {"model": 3}              | model must be an object, not 3
        {"model": {}}             | model.type is required and is missing
        {"model": {"type": 7}}    | model.type must be a string, not 7
        {"model": {"type": "BPE"}}| model.vocab is required and is missing
        {"model": {"type": "BPE", "vocab": []}} | model.vocab must be an object, not []
        {"model": {"type": "BPE", "vocab": {"a": 0}}} | model.merges is required and is missing
        {"model": {"type": "BPE", "vocab": {"a": -1}}} | model.vocab['a'] must be an integer from 0 to 2147483647, not -1
        {"model": {"type": "BPE", "vocab": {"a": 1.5}}} | model.vocab['a'] must be an integer from 0 to 2147483647, not 1.5
        {"model": {"type": "BPE", "vocab": {"a": "x"}}} | model.vocab['a'] must be an integer from 0 to 2147483647, not "x"
        {"model": {"type": "BPE", "vocab": {"a": 4294967296}}} | model.vocab['a'] must be an integer from 0 to 2147483647, not 4294967296
        {"model": {"type": "BPE", "vocab": {"a": 2000000000}}} | model.vocab['a'] must be an id near the others (the file has 1 tokens), not 2000000000
        {"model": {"type": "BPE", "vocab": {"a": 0}, "merges": {}}} | model.merges must be an array, not {}
        {"model": {"type": "BPE", "vocab": {"a": 0}, "merges": ["a"]}} | model.merges[0] must be two tokens with one space between them, not "a"
        {"model": {"type": "BPE", "vocab": {"a": 0}, "merges": [["a"]]}} | model.merges[0] must be a pair of tokens, not ["a"]
        {"model": {"type": "BPE", "vocab": {"a": 0}, "merges": [["a", 1]]}} | model.merges[0][1] must be a string, not 1
        {"model": {"type": "BPE", "vocab": {"a": 0}, "merges": [null]}} | model.merges[0] is required and is missing
        {"model": {"type": "Unigram", "vocab": {}}} | model.vocab must be an array, not {}
        {"model": {"type": "Unigram", "vocab": [["a"]]}} | model.vocab[0] must be a token and its score, not ["a"]
        {"model": {"type": "Unigram", "vocab": [["a", "b"]]}} | model.vocab[0][1] must be a number, not "b"
        {"model": {"type": "Unigram", "vocab": [["a", 0]], "unk_id": 1}} | model.unk_id must be the id of one of the 1 tokens, not 1
        {"model": {"type": "WordPiece", "vocab": {"a": 0}}} | model.continuing_subword_prefix is required and is missing
        """)
    void wrongTypesAndMissingParts(String json, String message) {
        assertRefused(() -> TokenizerFiles.load(json), message + DAMAGED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"model": {"type": "Neural"}} | model type 'Neural' is not supported yet (supported: BPE, Unigram, WordLevel, WordPiece); use a tokenizer of a supported kind
        {"model": {"type": "BPE", "vocab": {"a": 0, "b": 0}}} | model.vocab gives the id 0 to both 'a' and 'b'; each id must stand for one token
        {"model": {"type": "BPE", "vocab": {"a": 0}, "merges": [["a", "b"]]}} | model.merges[0] needs the token 'b', which is not in the vocabulary; the file is damaged
        {"model": {"type": "BPE", "vocab": {"a": 0}, "merges": [["a", "a"]]}} | model.merges[0] needs the token 'aa', which is not in the vocabulary; the file is damaged
        {"model": {"type": "BPE", "dropout": 0.1}} | model.dropout is not supported, as it makes encoding random; set it to null
        {"model": {"type": "BPE", "byte_fallback": true, "end_of_word_suffix": "</w>"}} | model.byte_fallback together with continuing_subword_prefix or end_of_word_suffix is not supported; use a tokenizer with one of them
        {"model": {"type": "BPE", "speed": 1}} | the field 'speed' of model is not supported; remove it only if the tokenizer does not depend on it
        {"model": {"type": "BPE", "vocab": {"a": 0}, "merges": [], "unk_token": "?"}} | model.unk_token is '?', which is not in the vocabulary; the file is damaged
        {"model": {"type": "WordPiece", "vocab": {"a": 0}, "unk_token": "?", "continuing_subword_prefix": "##", "max_input_chars_per_word": 9}} | model.unk_token is '?', which is not in the vocabulary; the file is damaged
        {"model": {"type": "WordLevel", "vocab": {"a": 0}, "unk_token": "?"}} | model.unk_token is '?', which is not in the vocabulary; the file is damaged
        """)
    void models(String json, String message) {
        assertRefused(() -> TokenizerFiles.load(json), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "version": "2.0" | version '2.0' is not supported (supported: '1.0')
        "colour": 1 | the field 'colour' is not supported; remove it only if the tokenizer does not depend on it
        "normalizer": {"type": "Shout"} | normalizer type 'Shout' at normalizer is not supported yet (supported: BertNormalizer, ByteLevel, Lowercase, NFC, NFD, NFKC, NFKD, Nmt, Precompiled, Prepend, Replace, Sequence, Strip, StripAccents); use a tokenizer of a supported kind
        "normalizer": {"type": "Precompiled", "precompiled_charsmap": "AA=="} | normalizer.precompiled_charsmap is not a table of SentencePiece rules (it has no trie); the file is damaged
        "normalizer": {"type": "Precompiled", "precompiled_charsmap": "CAAAAAAA"} | normalizer.precompiled_charsmap is not a table of SentencePiece rules (its trie is cut off); the file is damaged
        "normalizer": {"type": "Sequence", "normalizers": [{"type": "Shout"}]} | normalizer type 'Shout' at normalizer.normalizers[0] is not supported yet (supported: BertNormalizer, ByteLevel, Lowercase, NFC, NFD, NFKC, NFKD, Nmt, Precompiled, Prepend, Replace, Sequence, Strip, StripAccents); use a tokenizer of a supported kind
        "pre_tokenizer": {"type": "UnicodeScripts"} | pre-tokenizer type 'UnicodeScripts' at pre_tokenizer is not supported yet (supported: BertPreTokenizer, ByteLevel, CharDelimiterSplit, Digits, FixedLength, Metaspace, Punctuation, Sequence, Split, Whitespace, WhitespaceSplit); use a tokenizer of a supported kind
        "pre_tokenizer": {"type": "Metaspace", "replacement": "_", "prepend_scheme": "first", "add_prefix_space": false} | pre_tokenizer.add_prefix_space is false and prepend_scheme is first, which contradict each other; set prepend_scheme to never
        "post_processor": {"type": "Sign"} | post-processor type 'Sign' at post_processor is not supported yet (supported: BertProcessing, ByteLevel, RobertaProcessing, Sequence, TemplateProcessing); use a tokenizer of a supported kind
        "decoder": {"type": "CTC"} | decoder type 'CTC' at decoder is not supported yet (supported: BPEDecoder, ByteFallback, ByteLevel, Fuse, Metaspace, Replace, Sequence, Strip, WordPiece); use a tokenizer of a supported kind
        "pre_tokenizer": {"type": "Split", "pattern": {"Regex": "\\\\Gx"}, "behavior": "Isolated", "invert": false} | the pattern at pre_tokenizer.pattern.Regex uses '\\G', which is not supported yet; use a tokenizer with one of the common patterns
        "pre_tokenizer": {"type": "Split", "pattern": {"Regex": "[\\\\b]"}, "behavior": "Isolated", "invert": false} | the pattern at pre_tokenizer.pattern.Regex uses '\\b' in a class, which is not supported yet; use a tokenizer with one of the common patterns
        "pre_tokenizer": {"type": "Split", "pattern": {"Regex": "x{1,3}+"}, "behavior": "Isolated", "invert": false} | the pattern at pre_tokenizer.pattern.Regex uses '+' after a repetition in braces, which is not supported yet; use a tokenizer with one of the common patterns
        "pre_tokenizer": {"type": "Split", "pattern": {"Regex": "[[:alpha:]]"}, "behavior": "Isolated", "invert": false} | the pattern at pre_tokenizer.pattern.Regex uses a class inside a class, which is not supported yet; use a tokenizer with one of the common patterns
        "pre_tokenizer": {"type": "Split", "pattern": {"Regex": "(x"}, "behavior": "Isolated", "invert": false} | the pattern at pre_tokenizer.pattern.Regex is not a valid regular expression: Unclosed group
        """)
    void otherParts(String fields, String message) {
        assertRefused(() -> TokenizerFiles.with(fields), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "truncation": {"max_length": -5} | truncation.max_length must be an integer from 0 to 2147483647, not -5
        "truncation": {"max_length": 5, "strategy": "Both"} | truncation.strategy must be LongestFirst, OnlyFirst or OnlySecond, not "Both"
        "truncation": {"max_length": 5, "strategy": "OnlyFirst", "direction": "Up"} | truncation.direction must be Left or Right, not "Up"
        "pre_tokenizer": {"type": "CharDelimiterSplit", "delimiter": "ab"} | pre_tokenizer.delimiter must be one character, not "ab"
        "pre_tokenizer": {"type": "FixedLength", "length": 0} | pre_tokenizer.length must be at least 1, not 0
        "pre_tokenizer": {"type": "Metaspace", "replacement": "_", "prepend_scheme": "last"} | pre_tokenizer.prepend_scheme must be always, first or never, not "last"
        "post_processor": {"type": "BertProcessing", "sep": ["a", 0], "cls": ["b", 77]} | post_processor.cls[1] must be the id of a token, not 77
        "post_processor": {"type": "BertProcessing", "sep": "a", "cls": ["b", 1]} | post_processor.sep must be an array, not "a"
        "decoder": {"type": "Strip", "content": "", "start": 1, "stop": 0} | decoder.content must be one character, not ""
        "decoder": {"type": "Sequence", "decoders": [null]} | decoder.decoders[0] is required and is missing
        """)
    void wrongValues(String fields, String message) {
        assertRefused(() -> TokenizerFiles.with(fields), message + DAMAGED);
    }

    @Test
    void aCharacterWithoutAnyToken() {
        Tokenizer tokenizer = TokenizerFiles.load("{\"model\": {\"type\": \"Unigram\", \"vocab\": [[\"a\", -1]]}}");
        assertThatThrownBy(() -> tokenizer.encode("ab"))
                .isInstanceOf(TokenizerException.class)
                .hasMessage("tokenizer.json: model.unk_id is missing, and the text has 'b', which has no token; take it"
                        + " out of the text");
    }

    private static String added(int id, String content) {
        return "{\"id\": " + id + ", \"content\": \"" + content
                + "\", \"single_word\": false, \"lstrip\": false, \"rstrip\": false, \"normalized\": false,"
                + " \"special\": true}";
    }

    @Test
    void addedTokens() {
        assertRefused(
                () -> TokenizerFiles.with("\"added_tokens\": [" + added(5, "x") + "," + added(6, "x") + "]"),
                "added_tokens[1] adds the token 'x' a second time; each token must be listed once");
        assertRefused(
                () -> TokenizerFiles.with("\"added_tokens\": [" + added(5, "x") + "," + added(5, "y") + "]"),
                "added_tokens[1] gives the id 5 to both 'x' and 'y'; each id must stand for one token");
        assertRefused(
                () -> TokenizerFiles.with("\"added_tokens\": [" + added(0, "x") + "]"),
                "added_tokens[0] gives the id 0 to both 'a' and 'x'; each id must stand for one token");
        assertRefused(
                () -> TokenizerFiles.with("\"added_tokens\": [" + added(9, "x") + "]"),
                "added_tokens[0] gives the token 'x' the id 9 where 5 is due; the file is damaged");
        assertRefused(
                () -> TokenizerFiles.with("\"added_tokens\": [" + added(5, "") + "]"),
                "added_tokens[0].content must not be empty, not \"\"" + DAMAGED);
        assertRefused(
                () -> TokenizerFiles.with("\"added_tokens\": [{\"id\": 5, \"content\": \"x\"}]"),
                "added_tokens[0].single_word is required and is missing" + DAMAGED);
    }

    @Test
    void templates() {
        String pair = "\"pair\": [{\"Sequence\": {\"id\": \"A\", \"type_id\": 0}},"
                + " {\"Sequence\": {\"id\": \"B\", \"type_id\": 1}}], \"special_tokens\": {}}";
        assertRefused(
                () -> TokenizerFiles.with("\"post_processor\": {\"type\": \"TemplateProcessing\", \"single\":"
                        + " [{\"SpecialToken\": {\"id\": \"<s>\", \"type_id\": 0}}], " + pair),
                "post_processor.single[0].SpecialToken names the special token '<s>', which special_tokens does not"
                        + " list; the file is damaged");
        assertRefused(
                () -> TokenizerFiles.with(
                        "\"post_processor\": {\"type\": \"TemplateProcessing\", \"single\": [], " + pair),
                "post_processor.single must use A once and no B, not []" + DAMAGED);
    }

    @Test
    void cutOffFile(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("tokenizer.json");
        String whole = Files.readString(Fixtures.file("llama3", "tokenizer.json"));
        for (int length = 0; length < whole.length() - 1; length += 997) {
            Files.writeString(file, whole.substring(0, length));
            assertThatThrownBy(() -> Tokenizer.load(file))
                    .isInstanceOf(TokenizerException.class)
                    .hasMessageStartingWith("tokenizer.json: the file ");
        }
        Files.writeString(file, "{\"model\": ");
        assertThatThrownBy(() -> Tokenizer.load(file))
                .hasMessageStartingWith("tokenizer.json: the file is not valid JSON at line 1, column ")
                .hasMessageNotContaining("Source")
                .hasMessageEndingWith(": it ends too early; it is damaged or cut off, fetch it again");
        Files.writeString(file, "");
        assertThatThrownBy(() -> Tokenizer.load(file))
                .hasMessage(
                        "tokenizer.json: the file is not valid JSON: it is empty; it is damaged or cut off, fetch it again");
    }

    @Test
    void repeatedKey() {
        assertThatThrownBy(
                        () -> TokenizerFiles.load("{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0, \"a\": 1}}}"))
                .isInstanceOf(TokenizerException.class)
                .hasMessageStartingWith("tokenizer.json: the file is not valid JSON at line 1, column ")
                .hasMessageContaining(": the name 'a' stands there twice; ");
    }

    @Test
    void binaryFile(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("tokenizer.json");
        Files.write(file, new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 1, 2, 3});
        assertThatThrownBy(() -> Tokenizer.load(file)).isInstanceOf(TokenizerException.class);
    }

    @Test
    void missingFileAndDirectory(@TempDir Path directory) {
        Path file = directory.resolve("tokenizer.json");
        assertThatThrownBy(() -> Tokenizer.load(file))
                .isInstanceOf(TokenizerException.class)
                .hasMessage("tokenizer.json: there is no file " + file + "; give the path of a tokenizer.json");
        assertThatThrownBy(() -> Tokenizer.load(directory))
                .isInstanceOf(TokenizerException.class)
                .hasMessageContaining("is not a regular file");
    }
}
