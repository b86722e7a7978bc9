package org.lxt.explain;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lxt.tokenizers.Encoding;
import org.lxt.tokenizers.Tokenizer;

/** Token ids and the text that people know them by. */
final class TokenNames implements EntryNames {
    /** As BERT and as RoBERTa write it. */
    private static final List<String> MASKS = List.of("[MASK]", "<mask>");

    private final Optional<Tokenizer> tokenizer;
    private final int vocabulary;

    TokenNames(Optional<Tokenizer> tokenizer, int vocabulary) {
        this.tokenizer = tokenizer;
        this.vocabulary = vocabulary;
    }

    /** Readable text of a token; models may have more ids than their tokenizer. */
    @Override
    public String display(int id) {
        return tokenizer.filter(t -> id < t.size()).map(t -> t.display(id)).orElse("<" + id + ">");
    }

    /** The token that stands for what was left out, which the model fills in; empty if it is not known. */
    OptionalInt mask() {
        return tokenizer.stream()
                .flatMapToInt(
                        t -> MASKS.stream().flatMapToInt(m -> t.id(m).stream()).filter(t::isSpecial))
                .findFirst();
    }

    boolean isSpecial(int id) {
        return tokenizer.filter(t -> id < t.size()).map(t -> t.isSpecial(id)).orElse(false);
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
        if (encoding.length() != 1) {
            String shown = IntStream.of(encoding.ids())
                    .mapToObj(id -> "'" + known.display(id) + "'")
                    .collect(Collectors.joining(", "));
            throw new ExplainException("the target '" + text + "' is " + encoding.length() + " tokens (" + shown
                    + "), but a target is one; name one of them or its id");
        }
        return encoding.id(0);
    }
}
