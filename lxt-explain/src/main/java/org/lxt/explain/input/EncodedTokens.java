// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.input;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.result.SegmentSpan;
import org.lxt.spi.InputKind;
import org.lxt.spi.ModelInput;
import org.lxt.tokenizers.Tokenizer;

/** A prompt of tokens, checked against the model's kind. */
public final class EncodedTokens implements EncodedPrompt {
    private final Prompt prompt;
    private final ModelInput.TokenSequence sequence;
    private final @Nullable ReadText read;
    private final int answer;

    private EncodedTokens(Prompt prompt, ModelInput.TokenSequence sequence, @Nullable ReadText read, int answer) {
        this.prompt = prompt;
        this.sequence = sequence;
        this.read = read;
        this.answer = answer;
    }

    static EncodedTokens of(Prompt prompt, Optional<Tokenizer> tokenizer, InputKind.Tokens kind) {
        String text = prompt.text();
        if (text != null) {
            ReadText read = ReadText.of(
                    prompt,
                    text,
                    tokenizer.orElseThrow(() -> new ExplainException(
                            "this checkpoint has no tokenizer.json, so it cannot read text; give token ids instead")));
            check(read.ids(), kind, new SegmentTokens(prompt, read, read.answer()));
            int[] counted = ModelInput.TokenSequence.of(read.ids()).positions();
            return new EncodedTokens(
                    prompt, new ModelInput.TokenSequence(read.ids(), counted, read.types()), read, read.answer());
        }
        int[] ids = prompt.ids();
        check(ids, kind, new SegmentTokens(prompt, null, ids.length));
        ModelInput.TokenSequence sequence = sequence(prompt, ids).paddedTo(prompt.paddedTo());
        for (int position : sequence.positions()) {
            if (position < 0) {
                throw new ExplainException("position " + position + " is negative; positions count from 0");
            }
        }
        return new EncodedTokens(prompt, sequence, null, prompt.hasAnswer() ? prompt.answerStart() : ids.length);
    }

    private static ModelInput.TokenSequence sequence(Prompt prompt, int[] ids) {
        int[] positions = prompt.positions();
        int[] types = prompt.types();
        if (positions == null || types == null) {
            return ModelInput.TokenSequence.of(ids);
        }
        return new ModelInput.TokenSequence(ids, positions, types);
    }

    private static void check(int[] ids, InputKind.Tokens kind, SegmentTokens parts) {
        if (ids.length == 0) {
            throw new ExplainException("the prompt is empty; give at least one token");
        }
        if (ids.length > kind.maxPositions()) {
            throw new ExplainException("the prompt has " + ids.length + " tokens" + parts.longest()
                    + ", but the model was made for at most " + kind.maxPositions() + "; shorten it");
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

    /** Its tokens from one on, which follow those before it. */
    public ModelInput.TokenSequence sequenceFrom(int first) {
        int end = length();
        return new ModelInput.TokenSequence(
                Arrays.copyOfRange(sequence.ids(), first, end),
                Arrays.copyOfRange(sequence.positions(), first, end),
                Arrays.copyOfRange(sequence.types(), first, end),
                first,
                sequence.paddedTo());
    }

    @Override
    public int length() {
        return sequence.ids().length;
    }

    @Override
    public int rows() {
        return length();
    }

    @Override
    public int[] ids() {
        return sequence.ids();
    }

    @Override
    public Prompt prompt() {
        return prompt;
    }

    /** Index of the first token of the answer that it ends with; the number of tokens if there is none. */
    public int answer() {
        return answer;
    }

    /** Whether it ends with an answer that has a token before it. */
    public boolean endsWithAnswer() {
        return answer > 0 && answer < length();
    }

    /** Which of its tokens the named parts of the prompt are; of a pair without any, which each text is. */
    public List<SegmentSpan> segments() {
        return new SegmentTokens(prompt, read, answer).spans();
    }

    /** Where a token begins in {@link #text}, in UTF-16 units; 0 if the prompt was given as ids. */
    public int start(int token) {
        return read == null ? 0 : read.starts()[token];
    }

    /** Where a token ends in {@link #text}. */
    public int end(int token) {
        return read == null ? 0 : read.ends()[token];
    }

    /** The prompt's text, both texts of a pair; null if it was given as ids. */
    @Nullable
    public String text() {
        return prompt.wholeText();
    }
}
