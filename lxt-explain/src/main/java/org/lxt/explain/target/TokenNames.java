// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.target;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lxt.explain.input.EncodedTokens;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.tokenizers.Encoding;
import org.lxt.tokenizers.Tokenizer;

/** Token ids and the text that people know them by. */
public final class TokenNames implements EntryNames {
    /** As BERT and as RoBERTa write it. */
    private static final List<String> MASKS = List.of("[MASK]", "<mask>");

    /** Tokens that a message quotes. */
    private static final int SHOWN = 6;

    private final Optional<Tokenizer> tokenizer;
    private final int vocabulary;

    /** Names by a tokenizer, if there is one, for a vocabulary of so many tokens. */
    public TokenNames(Optional<Tokenizer> tokenizer, int vocabulary) {
        this.tokenizer = tokenizer;
        this.vocabulary = vocabulary;
    }

    /** Readable text of a token; models may have more ids than their tokenizer. */
    @Override
    public String display(int id) {
        return tokenizer.filter(t -> t.hasToken(id)).map(t -> t.display(id)).orElse("<" + id + ">");
    }

    /** The token that stands for what was left out, which the model fills in; empty if it is not known. */
    public OptionalInt mask() {
        return tokenizer.stream()
                .flatMapToInt(
                        t -> MASKS.stream().flatMapToInt(m -> t.id(m).stream()).filter(t::isSpecial))
                .findFirst();
    }

    /** Whether a token is a special one, such as a begin-of-text mark. */
    public boolean isSpecial(int id) {
        return tokenizer.map(t -> t.isSpecial(id)).orElse(false);
    }

    /**
     * The tokens of a prompt as results have them.
     *
     * @param relevance one value for each
     */
    public List<TokenRelevance> tokens(EncodedTokens prompt, double[] relevance) {
        int[] ids = prompt.ids();
        return IntStream.range(0, ids.length)
                .mapToObj(i -> new TokenRelevance(
                        i, ids[i], display(ids[i]), prompt.start(i), prompt.end(i), isSpecial(ids[i]), relevance[i]))
                .toList();
    }

    @Override
    public int resolve(Target.TokenChoice choice) {
        String text = choice.text();
        // a tokenizer may know tokens that the model was never given a row for
        int value = text != null ? idOf(text) : choice.id().orElseThrow();
        if (value < 0 || value >= vocabulary) {
            throw new ExplainException(
                    "target " + value + " is outside the model's vocabulary, which ends at " + (vocabulary - 1));
        }
        return value;
    }

    private int idOf(String text) {
        Tokenizer known = tokenizer.orElseThrow(() -> new ExplainException("the target '" + text
                + "' is text, but this checkpoint has no tokenizer.json; give the token's id instead"));
        OptionalInt exact = known.id(text);
        if (exact.isPresent()) {
            return exact.getAsInt();
        }
        if (text.isEmpty()) {
            throw new ExplainException("a target has no text; name a token by its text or id");
        }
        Encoding encoding = known.encode(text, null, false);
        if (encoding.length() == 1) {
            return encoding.id(0);
        }
        List<Integer> shown = shownAs(known, text);
        if (shown.size() > 1) {
            throw new ExplainException("several tokens read '" + text + "', such as " + shown.get(0) + " and "
                    + shown.get(1) + "; name one by its id");
        }
        if (shown.isEmpty()) {
            throw new ExplainException("the target '" + text + "' is "
                    + (encoding.length() == 0 ? "no token" : encoding.length() + " tokens (" + parts(encoding) + ")")
                    + ", but a target is one; " + advice(known, text));
        }
        return shown.getFirst();
    }

    /** The tokens that people know by a text, whatever the vocabulary writes for its spaces. */
    private List<Integer> shownAs(Tokenizer known, String text) {
        return IntStream.range(0, Math.min(vocabulary, known.size()))
                .filter(id -> reads(known, id, text))
                .boxed()
                .toList();
    }

    private static boolean reads(Tokenizer known, int id, String text) {
        try {
            return known.display(id).equals(text);
        } catch (IllegalArgumentException _) {
            return false; // the id stands for no token
        }
    }

    /** The tokens that a text falls into, the first few. */
    private String parts(Encoding encoding) {
        String some = IntStream.range(0, Math.min(encoding.length(), SHOWN))
                .mapToObj(i -> "'" + display(encoding.id(i)) + "'")
                .collect(Collectors.joining(", "));
        return encoding.length() > SHOWN ? some + ", ..." : some;
    }

    /** The token that differs by the space before a word alone, if there is one, is likely what was meant. */
    private String advice(Tokenizer known, String text) {
        String word = text.stripLeading();
        String spaced = " " + word;
        if (word.isEmpty()) {
            return "name one by its id";
        }
        if (!text.equals(spaced) && !shownAs(known, spaced).isEmpty()) {
            return "did you mean " + quoted(spaced) + " (with the space)?";
        }
        if (!text.equals(word) && !shownAs(known, word).isEmpty()) {
            return "did you mean " + quoted(word) + " (without the space)?";
        }
        return "name one of them or its id";
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
