package org.lxt.explain.input;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Prompt;
import org.lxt.spi.InputKind;
import org.lxt.spi.ModelInput;
import org.lxt.tokenizers.Encoding;
import org.lxt.tokenizers.Tokenizer;

/** A prompt of tokens, checked against the model's kind. */
public final class EncodedTokens implements EncodedPrompt {
    /** Stands between the texts of a pair where they are shown as one. */
    private static final String BETWEEN = "\n";

    private final Prompt prompt;
    private final ModelInput.TokenSequence sequence;
    private final @Nullable Encoding encoding;

    private EncodedTokens(Prompt prompt, ModelInput.TokenSequence sequence, @Nullable Encoding encoding) {
        this.prompt = prompt;
        this.sequence = sequence;
        this.encoding = encoding;
    }

    static EncodedTokens of(Prompt prompt, Optional<Tokenizer> tokenizer, InputKind.Tokens kind) {
        String text = prompt.text();
        Encoding encoding = null;
        int[] ids = prompt.ids();
        if (text != null) {
            if (text.isEmpty() || (prompt.pair() != null && prompt.pair().isEmpty())) {
                throw new ExplainException(
                        text.isEmpty()
                                ? "the prompt is empty; give some text"
                                : "the second text of the pair is empty");
            }
            encoding = tokenizer
                    .orElseThrow(() -> new ExplainException(
                            "this checkpoint has no tokenizer.json, so it cannot read text; give token ids instead"))
                    .encode(text, prompt.pair(), prompt.addsSpecialTokens());
            ids = encoding.ids();
        }
        check(ids, kind);
        ModelInput.TokenSequence sequence = sequence(prompt, ids, encoding);
        for (int position : sequence.positions()) {
            if (position < 0) {
                throw new ExplainException("position " + position + " is negative; positions count from 0");
            }
        }
        return new EncodedTokens(prompt, sequence, encoding);
    }

    private static ModelInput.TokenSequence sequence(Prompt prompt, int[] ids, @Nullable Encoding encoding) {
        if (encoding != null) {
            int[] counted = ModelInput.TokenSequence.of(ids).positions();
            return new ModelInput.TokenSequence(ids, counted, encoding.typeIds());
        }
        int[] positions = prompt.positions();
        int[] types = prompt.types();
        if (positions == null || types == null) {
            return ModelInput.TokenSequence.of(ids);
        }
        return new ModelInput.TokenSequence(ids, positions, types);
    }

    private static void check(int[] ids, InputKind.Tokens kind) {
        if (ids.length == 0) {
            throw new ExplainException("the prompt is empty; give at least one token");
        }
        if (ids.length > kind.maxPositions()) {
            throw new ExplainException("the prompt has " + ids.length + " tokens, but the model was made for at most "
                    + kind.maxPositions() + "; shorten it");
        }
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] < 0 || ids[i] >= kind.vocabulary()) {
                throw new ExplainException("token " + i + " has id " + ids[i] + ", but the model's vocabulary ends at "
                        + (kind.vocabulary() - 1));
            }
        }
    }

    ModelInput.TokenSequence sequence() {
        return sequence;
    }

    @Override
    public int length() {
        return sequence.ids().length;
    }

    @Override
    public int[] ids() {
        return sequence.ids();
    }

    @Override
    public Prompt prompt() {
        return prompt;
    }

    /** Where a token begins in {@link #text}, in UTF-16 units; 0 if the prompt was given as ids. */
    public int start(int token) {
        return encoding == null ? 0 : encoding.start(token) + shift(encoding, token);
    }

    /** Where a token ends in {@link #text}. */
    public int end(int token) {
        return encoding == null ? 0 : encoding.end(token) + shift(encoding, token);
    }

    private int shift(Encoding read, int token) {
        String first = prompt.text();
        return read.sequence(token) == 1 && first != null ? first.length() + BETWEEN.length() : 0;
    }

    /** The prompt's text, both texts of a pair; null if it was given as ids. */
    @Nullable
    public String text() {
        String pair = prompt.pair();
        return pair == null ? prompt.text() : prompt.text() + BETWEEN + pair;
    }
}
