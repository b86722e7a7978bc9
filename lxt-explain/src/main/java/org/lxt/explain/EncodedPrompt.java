package org.lxt.explain;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lxt.spi.ModelInput;
import org.lxt.spi.ModelSizes;
import org.lxt.tokenizers.Encoding;
import org.lxt.tokenizers.Tokenizer;

/** A prompt as the model reads it, checked against the model's sizes. */
final class EncodedPrompt {
    private final Prompt prompt;
    private final ModelInput.TokenSequence sequence;
    private final @Nullable Encoding encoding;

    private EncodedPrompt(Prompt prompt, ModelInput.TokenSequence sequence, @Nullable Encoding encoding) {
        this.prompt = prompt;
        this.sequence = sequence;
        this.encoding = encoding;
    }

    static EncodedPrompt of(Prompt prompt, Optional<Tokenizer> tokenizer, ModelSizes sizes) {
        String text = prompt.text();
        Encoding encoding = null;
        int[] ids = prompt.ids();
        if (text != null) {
            if (text.isEmpty()) {
                throw new ExplainException("the prompt is empty; give some text");
            }
            encoding = tokenizer
                    .orElseThrow(() -> new ExplainException(
                            "this checkpoint has no tokenizer.json, so it cannot read text; give token ids instead"))
                    .encode(text, null, prompt.addsSpecialTokens());
            ids = encoding.ids();
        }
        check(ids, sizes);
        int[] positions = prompt.positions();
        ModelInput.TokenSequence sequence =
                positions == null ? ModelInput.TokenSequence.of(ids) : new ModelInput.TokenSequence(ids, positions);
        for (int position : sequence.positions()) {
            if (position < 0) {
                throw new ExplainException("position " + position + " is negative; positions count from 0");
            }
        }
        return new EncodedPrompt(prompt, sequence, encoding);
    }

    private static void check(int[] ids, ModelSizes sizes) {
        if (ids.length == 0) {
            throw new ExplainException("the prompt is empty; give at least one token");
        }
        if (ids.length > sizes.maxPositions()) {
            throw new ExplainException("the prompt has " + ids.length + " tokens, but the model was made for at most "
                    + sizes.maxPositions() + "; shorten it");
        }
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] < 0 || ids[i] >= sizes.vocabulary()) {
                throw new ExplainException("token " + i + " has id " + ids[i] + ", but the model's vocabulary ends at "
                        + (sizes.vocabulary() - 1));
            }
        }
    }

    ModelInput.TokenSequence sequence() {
        return sequence;
    }

    int length() {
        return sequence.ids().length;
    }

    Prompt prompt() {
        return prompt;
    }

    TokenRelevance token(int index, TokenNames names, double relevance) {
        int id = sequence.ids()[index];
        int start = encoding == null ? 0 : encoding.start(index);
        int end = encoding == null ? 0 : encoding.end(index);
        return new TokenRelevance(index, id, names.display(id), start, end, names.isSpecial(id), relevance);
    }
}
