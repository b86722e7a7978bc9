// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.request;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.text.Quoted;
import org.lxt.spi.ModelInput;

/** What is put to the model: a text, a pair of texts, token ids, or the pixels of an image. */
public final class Prompt {
    /** Stands between the texts of a pair where they are shown, and counted, as one. */
    public static final String BETWEEN = "\n";

    /** Ids that are shown in a log. */
    private static final int FIRST_IDS = 16;

    private static final int NO_ANSWER = -1;

    private final @Nullable String text;
    private final @Nullable String pair;
    private final int[] ids;
    private final int @Nullable [] positions;
    private final int @Nullable [] types;
    private final int paddedTo;
    private final boolean specialTokens;
    private final ModelInput.@Nullable Image image;

    private final int answerStart;
    private final List<Segment> segments;

    private Prompt(
            @Nullable String text,
            @Nullable String pair,
            boolean specialTokens,
            int answerStart,
            List<Segment> segments) {
        this.image = null;
        this.text = text;
        this.pair = pair;
        this.ids = new int[0];
        this.positions = null;
        this.types = null;
        this.paddedTo = 0;
        this.specialTokens = specialTokens;
        this.answerStart = answerStart;
        this.segments = segments;
    }

    private Prompt(
            int[] ids,
            int @Nullable [] positions,
            int @Nullable [] types,
            int paddedTo,
            int answerStart,
            List<Segment> segments) {
        this.text = null;
        this.pair = null;
        this.ids = ids;
        this.positions = positions;
        this.types = types;
        this.paddedTo = paddedTo;
        this.specialTokens = false;
        this.image = null;
        this.answerStart = answerStart;
        this.segments = segments;
    }

    private Prompt(ModelInput.Image image) {
        this.text = null;
        this.pair = null;
        this.ids = new int[0];
        this.positions = null;
        this.types = null;
        this.paddedTo = 0;
        this.specialTokens = false;
        this.image = image;
        this.answerStart = NO_ANSWER;
        this.segments = List.of();
    }

    /** A text, which the model's tokenizer encodes with its special tokens. */
    public static Prompt of(String text) {
        return new Prompt(text, null, true, NO_ANSWER, List.of());
    }

    /**
     * Two texts that the model reads together, such as a question and the text with its answer, or a premise and what is
     * said to follow from it.
     */
    public static Prompt ofPair(String first, String second) {
        return new Prompt(first, second, true, NO_ANSWER, List.of());
    }

    /**
     * A text that has its special tokens in it already, such as a rendered chat template; the tokenizer adds none. What the
     * text spells out, such as {@code <|eot_id|>}, becomes that token in any prompt.
     */
    public static Prompt withoutSpecialTokens(String text) {
        return new Prompt(text, null, false, NO_ANSWER, List.of());
    }

    /** The same text, or pair of texts, with another text before it. */
    public Prompt withTextBefore(String before) {
        return new Prompt(
                before + text,
                pair,
                specialTokens,
                answerStart < 0 ? NO_ANSWER : answerStart + before.length(),
                segments.stream().map(s -> s.movedBy(before.length())).toList());
    }

    /** Token ids as they are; no special token is added. */
    public static Prompt ofIds(int... ids) {
        return new Prompt(ids.clone(), null, null, 0, NO_ANSWER, List.of());
    }

    /** Token ids at positions other than 0, 1, 2, ... */
    public static Prompt ofIds(int[] ids, int[] positions) {
        return ofIds(ids, positions, new int[ids.length]);
    }

    /**
     * Token ids at positions other than 0, 1, 2, ..., and of several types.
     *
     * @param types type of each token: 0, or 1 in the second text of a pair
     */
    public static Prompt ofIds(int[] ids, int[] positions, int[] types) {
        if (ids.length != positions.length) {
            throw new ExplainException(ids.length + " token ids were given with " + positions.length
                    + " positions; give one position for each token");
        }
        if (ids.length != types.length) {
            throw new ExplainException(
                    ids.length + " token ids were given with " + types.length + " types; give one type for each token");
        }
        return new Prompt(ids.clone(), positions.clone(), types.clone(), 0, NO_ANSWER, List.of());
    }

    /**
     * The pixels of an image, normalised as the model was trained on.
     *
     * @param channels channels of a pixel, such as 3 for red, green and blue
     * @param height rows of pixels
     * @param width pixels of a row
     * @param values {@code [channels, height, width]}: all of the first channel, row by row, then the next
     * @throws ExplainException if there are more or fewer values, or some are NaN or infinite
     */
    public static Prompt ofPixels(int channels, int height, int width, double[] values) {
        if (channels < 1 || height < 1 || width < 1) {
            throw new ExplainException("an image has at least 1 channel, 1 row and 1 column of pixels, not " + channels
                    + " x " + height + " x " + width);
        }
        if ((long) channels * height * width != values.length) {
            throw new ExplainException(values.length + " values were given for an image of " + channels + " x " + height
                    + " x " + width + " (channels x height x width); give one for each channel of each pixel");
        }
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new ExplainException("the image holds " + values[i] + " at channel " + i / (height * width)
                        + ", row " + i / width % height + ", column " + i % width + "; pixels must be finite numbers");
            }
        }
        return new Prompt(new ModelInput.Image(channels, height, width, values.clone()));
    }

    /**
     * The same prompt with an answer after it, made by this model or elsewhere, which the model reads as if it had said it:
     * {@link Target#answer} explains it. Prompt and answer are one text to the tokenizer; where that makes a token of the end
     * of one and the beginning of the other, each is encoded by itself.
     *
     * @param answer its text, with the space before it that the model would say
     * @throws ExplainException if it is empty, or if the prompt is not a single text
     */
    public Prompt answered(String answer) {
        if (text == null || pair != null || answerStart >= 0) {
            throw new ExplainException(
                    "an answer can follow a single text only; give the ids of prompt and answer together, and where the"
                            + " answer begins");
        }
        if (answer.isEmpty()) {
            throw new ExplainException("the answer is empty; give the text that the model is to have said");
        }
        return new Prompt(text + answer, null, specialTokens, text.length(), segments);
    }

    /**
     * The same token ids, of which those from {@code first} on are an answer.
     *
     * @param first index of the answer's first token, at least 1
     * @throws ExplainException if there is no such token, or if the prompt was not given as ids
     */
    public Prompt answeredFrom(int first) {
        if (first < 1 || first >= ids.length) {
            throw new ExplainException("an answer cannot begin at token " + first + " of "
                    + (text == null ? ids.length + " ids" : "a text")
                    + "; it has at least one token, and one before it");
        }
        new SegmentCheck(this, first).require(segments);
        return new Prompt(ids, positions, types, paddedTo, first, segments);
    }

    /**
     * The same token ids as transformers computes them in a padded batch. It matters to models alone whose rotary embedding depends on
     * the length of an input ({@code dynamic}, {@code longrope}): the length is then that of the batch.
     *
     * @param positions the largest position in the batch and 1, that of padding counted
     * @throws ExplainException if the prompt was not given as ids
     */
    public Prompt paddedTo(int positions) {
        if (ids.length == 0) {
            throw new ExplainException("only a prompt of token ids can be one of a padded batch");
        }
        return new Prompt(ids, this.positions, types, positions, answerStart, segments);
    }

    /**
     * The same prompt, of which these ranges are named parts, such as a document and a question: relevance is added up for each
     * by {@link org.lxt.explain.words.Segments}. What is in none of them counts to the template. Without named parts all of the
     * prompt is one, and of a pair each text; an answer is always a part of its own.
     *
     * @param parts in the order of the prompt; names may occur several times. Ranges count the characters (UTF-16 units) of a
     *     text, of a pair those of both texts with {@link #BETWEEN} between them, and of a prompt of ids the tokens
     * @throws ExplainException if a range is outside the prompt, reaches into the answer or over both texts of a pair, divides
     *     a character, or overlaps the one before it; or if the prompt is an image
     */
    public Prompt segmented(List<Segment> parts) {
        List<Segment> copied = List.copyOf(parts);
        new SegmentCheck(this, answerStart).require(copied);
        return text == null
                ? new Prompt(ids, positions, types, paddedTo, answerStart, copied)
                : new Prompt(text, pair, specialTokens, answerStart, copied);
    }

    /** Its named parts, as {@link #segmented} was given them; empty if none are named. */
    public List<Segment> segments() {
        return segments;
    }

    /** Whether it ends with an answer. */
    public boolean hasAnswer() {
        return answerStart >= 0;
    }

    /**
     * Where the answer begins: a token of ids, a character of a text.
     *
     * @throws IllegalStateException if there is none
     */
    public int answerStart() {
        if (answerStart < 0) {
            throw new IllegalStateException("the prompt has no answer");
        }
        return answerStart;
    }

    /** The image, or null if the prompt is text or token ids. */
    public ModelInput.@Nullable Image image() {
        return image;
    }

    /** Whether the tokenizer puts its special tokens around the text. */
    public boolean addsSpecialTokens() {
        return specialTokens;
    }

    /** The second text of a pair, or null. */
    public @Nullable String pair() {
        return pair;
    }

    /** The text, the first of a pair, or null if the prompt was given as ids or is an image. */
    public @Nullable String text() {
        return text;
    }

    /** The text, both texts of a pair with {@link #BETWEEN} between them; null if the prompt was given as ids or is an image. */
    public @Nullable String wholeText() {
        return pair == null ? text : text + BETWEEN + pair;
    }

    /** The ids, empty if the prompt was given as text or is an image. */
    public int[] ids() {
        return ids.clone();
    }

    /** Positions given by the caller, or null. */
    public int @Nullable [] positions() {
        return positions == null ? null : positions.clone();
    }

    /** How many positions the padded batch has that {@link #paddedTo(int)} named; 0 if none was named. */
    public int paddedTo() {
        return paddedTo;
    }

    /** Types of the tokens given by the caller, or null. */
    public int @Nullable [] types() {
        return types == null ? null : types.clone();
    }

    /**
     * The prompt as plain data, for JSON: {@code text}, {@code pair} and {@code special_tokens}; or {@code ids},
     * {@code positions}, {@code types} and {@code padded_to}; or of an image its size, {@code channels}, {@code height} and {@code width}.
     * {@code answer_start} says at which character or id an answer begins, {@code segments} which parts have a name.
     */
    @JsonValue
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        if (image != null) {
            map.put("channels", image.channels());
            map.put("height", image.height());
            map.put("width", image.width());
        } else if (text != null) {
            map.put("text", text);
            if (pair != null) {
                map.put("pair", pair);
            }
            map.put("special_tokens", specialTokens);
        } else {
            map.put("ids", numbers(ids));
            if (positions != null) {
                map.put("positions", numbers(positions));
            }
            if (types != null) {
                map.put("types", numbers(types));
            }
            if (paddedTo > 0) {
                map.put("padded_to", paddedTo);
            }
        }
        if (answerStart >= 0) {
            map.put("answer_start", answerStart);
        }
        if (!segments.isEmpty()) {
            map.put("segments", segments.stream().map(Segment::toMap).toList());
        }
        return map;
    }

    /** In a few words. */
    @Override
    public String toString() {
        if (image != null) {
            return "image of " + image.channels() + " x " + image.height() + " x " + image.width();
        }
        if (text == null) {
            String shown = IntStream.of(ids)
                    .limit(FIRST_IDS)
                    .mapToObj(Integer::toString)
                    .collect(Collectors.joining(", "));
            return "ids [" + shown + (ids.length > FIRST_IDS ? ", ... " + ids.length + " in all]" : "]");
        }
        return Quoted.of(text)
                + (pair == null ? "" : " with " + Quoted.of(pair))
                + (specialTokens ? "" : " without special tokens");
    }

    private static List<Integer> numbers(int[] values) {
        return IntStream.of(values).boxed().toList();
    }
}
