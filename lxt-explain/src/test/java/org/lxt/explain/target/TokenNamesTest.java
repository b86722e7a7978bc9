// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Target;
import org.lxt.tokenizers.Tokenizer;

/** Which id a target means. */
class TokenNamesTest {
    private static final Tokenizer TOKENIZER =
            Tokenizer.load(Path.of(System.getProperty("lxt.root"), "oracle", "tokenizers", "llama3", "tokenizer.json"));
    private static final TokenNames NAMES = new TokenNames(Optional.of(TOKENIZER), TOKENIZER.size());
    private static final TokenNames NO_TOKENIZER = new TokenNames(Optional.empty(), 100);

    @Test
    void aTextOfOneTokenMeansThatToken() {
        int the = NAMES.resolve(Target.token(" the").token());
        assertThat(TOKENIZER.display(the)).isEqualTo(" the");
        int begin = NAMES.resolve(Target.token("<|begin_of_text|>").token());
        assertThat(NAMES.isSpecial(begin)).isTrue();
        assertThat(NAMES.isSpecial(the)).isFalse();
    }

    @Test
    void aTextOfSeveralTokensIsRefused() {
        assertThatThrownBy(
                        () -> NAMES.resolve(Target.token("the quick brown fox").token()))
                .isInstanceOf(ExplainException.class)
                .hasMessageContaining("the target 'the quick brown fox' is ")
                .hasMessageContaining("('the', ' ")
                .hasMessageContaining("but a target is one");
    }

    /** A word has another token at the beginning of a text than after a space, and the one that is meant is named. */
    @Test
    void theTokenThatDiffersByASpaceIsSuggested() {
        String word = onlyWithSpace(" ");
        assertThatThrownBy(() -> NAMES.resolve(Target.token(word).token()))
                .isInstanceOf(ExplainException.class)
                .hasMessageContaining("but a target is one; did you mean \" " + word + "\" (with the space)?")
                .message()
                .doesNotContain("\u0120");
        String bare = onlyWithSpace("");
        assertThatThrownBy(() -> NAMES.resolve(Target.token(" " + bare).token()))
                .hasMessageContaining("did you mean \"" + bare + "\" (without the space)?");
    }

    /** A word that is a token with this in front of it, and several with or without a space otherwise. */
    private static String onlyWithSpace(String before) {
        String other = before.isEmpty() ? " " : "";
        Set<String> shown =
                IntStream.range(0, TOKENIZER.size()).mapToObj(NAMES::display).collect(Collectors.toSet());
        return shown.stream()
                .filter(text -> text.matches(before + "[a-z]{3,}") && !shown.contains(other + text.strip()))
                .map(String::strip)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Vocabularies write spaces in ways of their own; people know tokens as they are shown. */
    @ParameterizedTest
    @ValueSource(strings = {"llama2", "gpt2", "llama3"})
    void everyTokenIsFoundByTheTextItIsShownAs(String name) {
        Path file = Path.of(System.getProperty("lxt.root"), "oracle", "tokenizers", name, "tokenizer.json");
        Tokenizer tokenizer = Tokenizer.load(file);
        TokenNames names = new TokenNames(Optional.of(tokenizer), tokenizer.size());
        List<String> words = IntStream.range(0, tokenizer.size())
                .mapToObj(names::display)
                .filter(text -> text.matches(" [a-zA-Z]+"))
                .limit(50)
                .toList();
        assertThat(words)
                .hasSize(50)
                .allSatisfy(word -> assertThat(
                                names.display(names.resolve(Target.token(word).token())))
                        .isEqualTo(word));
    }

    @Test
    void aTextOfNoTokenIsRefused() {
        assertThatThrownBy(() -> NAMES.resolve(Target.token("").token()))
                .isInstanceOf(ExplainException.class)
                .hasMessage("a target has no text; name a token by its text or id");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 100, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void anIdOutsideTheVocabularyIsRefused(int id) {
        assertThatThrownBy(() -> NO_TOKENIZER.resolve(Target.token(id).token()))
                .isInstanceOf(ExplainException.class)
                .hasMessage("target " + id + " is outside the model's vocabulary, which ends at 99");
    }

    /** Tokenizers get tokens added to them without the model growing along. */
    @Test
    void aTokenThatTheModelHasNoRowForIsRefused() {
        TokenNames small = new TokenNames(Optional.of(TOKENIZER), 10);
        int id = NAMES.resolve(Target.token(" the").token());
        assertThatThrownBy(() -> small.resolve(Target.token(" the").token()))
                .isInstanceOf(ExplainException.class)
                .hasMessage("target " + id + " is outside the model's vocabulary, which ends at 9");
    }

    @Test
    void anIdBeyondTheTokenizerIsShownAsItIs() {
        TokenNames large = new TokenNames(Optional.of(TOKENIZER), TOKENIZER.size() + 64);
        int id = TOKENIZER.size() + 1;
        assertThat(large.resolve(Target.token(id).token())).isEqualTo(id);
        assertThat(large.display(id)).isEqualTo("<" + id + ">");
        assertThat(large.isSpecial(id)).isFalse();
    }

    @Test
    void withoutTokenizerTextIsRefusedAndIdsAreShownAsTheyAre() {
        assertThatThrownBy(() -> NO_TOKENIZER.resolve(Target.token(" the").token()))
                .hasMessageContaining("this checkpoint has no tokenizer.json; give the token's id instead");
        assertThat(NO_TOKENIZER.resolve(Target.token(7).token())).isEqualTo(7);
        assertThat(NO_TOKENIZER.display(7)).isEqualTo("<7>");
        assertThat(NO_TOKENIZER.isSpecial(7)).isFalse();
    }
}
