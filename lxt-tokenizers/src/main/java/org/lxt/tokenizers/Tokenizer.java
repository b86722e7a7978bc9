// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.lxt.tokenizers.added.AddedToken;
import org.lxt.tokenizers.added.AddedTokens;
import org.lxt.tokenizers.decode.TextDecoder;
import org.lxt.tokenizers.error.TokenizerException;
import org.lxt.tokenizers.model.TokenModel;
import org.lxt.tokenizers.post.PostProcessor;
import org.lxt.tokenizers.post.Segment;
import org.lxt.tokenizers.split.PreTokenizer;
import org.lxt.tokenizers.text.AlignedText;
import org.lxt.tokenizers.text.CodePointIndex;
import org.lxt.tokenizers.text.Utf8;

/**
 * A tokenizer read from a HuggingFace {@code tokenizer.json}. Turns text into the ids a model takes, with where each
 * token came from, and ids back into text, as the Rust library {@code tokenizers} 0.22 does.
 *
 * <p>Immutable once loaded and safe for use by several threads at once.
 */
public final class Tokenizer {

    private final TokenModel model;
    private final AddedTokens addedTokens;
    private final PreTokenizer preTokenizer;
    private final PostProcessor postProcessor;
    private final TextDecoder decoder;
    private final Optional<Truncation> truncation;
    private final boolean lowersCase;

    Tokenizer(
            TokenModel model,
            AddedTokens addedTokens,
            PreTokenizer preTokenizer,
            PostProcessor postProcessor,
            TextDecoder decoder,
            Optional<Truncation> truncation,
            boolean lowersCase) {
        this.model = model;
        this.addedTokens = addedTokens;
        this.preTokenizer = preTokenizer;
        this.postProcessor = postProcessor;
        this.decoder = decoder;
        this.truncation = truncation;
        this.lowersCase = lowersCase;
    }

    /**
     * Reads a tokenizer.
     *
     * @param file a {@code tokenizer.json}
     * @return the tokenizer
     * @throws TokenizerException if the file cannot be read, is malformed, or needs something that is not implemented;
     *     nothing in a file is ignored
     */
    public static Tokenizer load(Path file) {
        return TokenizerFile.read(file);
    }

    /**
     * Reads the tokenizer of a checkpoint folder: its {@code tokenizer.json}, or else {@code vocab.json} with
     * {@code merges.txt} (GPT-2's form), or {@code vocab.txt} (BERT's), each together with {@code tokenizer_config.json},
     * {@code special_tokens_map.json} and {@code added_tokens.json}, as transformers 5 does.
     *
     * @param folder the folder
     * @return the tokenizer, empty if the folder has none of these files
     * @throws TokenizerException as {@link #load} does
     */
    public static Optional<Tokenizer> open(Path folder) {
        return TokenizerFolder.open(folder);
    }

    /**
     * Encodes one text, with the special tokens that the tokenizer puts around it.
     *
     * @param text the text; surrogates without their partner count as U+FFFD
     * @return the tokens
     */
    public Encoding encode(String text) {
        return encode(text, null, true);
    }

    /**
     * Encodes a text or a pair of texts, all of it. Added tokens that a text spells out (such as {@code <|eot_id|>})
     * become that token, special or not; take them out of text that is not trusted.
     *
     * @param text the text; surrogates without their partner count as U+FFFD
     * @param pair the second text, {@code null} for none
     * @param addSpecialTokens whether to add the special tokens that the tokenizer puts around the texts
     * @return the tokens of both texts
     * @throws TokenizerException if the file's splitting pattern cannot handle the text, which the patterns of the
     *     common tokenizers always can, or if the text has a character that the file has no token for, not even an
     *     unknown one
     */
    public Encoding encode(String text, @Nullable String pair, boolean addSpecialTokens) {
        EncodeOptions options = EncodeOptions.DEFAULT.withSpecialTokens(addSpecialTokens);
        return encode(text, pair == null ? options : options.withPair(pair));
    }

    /**
     * Encodes a text or a pair of texts as the options say.
     *
     * @param text the text; surrogates without their partner count as U+FFFD
     * @param options pair, special tokens and truncation
     * @return the tokens of both texts, or of what truncation leaves of them
     * @throws TokenizerException as {@link #encode(String, String, boolean)} does, or if the truncation asked for cannot
     *     be done
     */
    public Encoding encode(String text, EncodeOptions options) {
        List<Segment> segments = new ArrayList<>();
        List<CodePointIndex> texts = new ArrayList<>();
        encodeOne(text, segments, texts);
        options.pair().ifPresent(pair -> encodeOne(pair, segments, texts));
        boolean addSpecialTokens = options.addSpecialTokens();
        options.truncation()
                .ifPresent(truncation -> Truncated.apply(
                        truncation, segments, addSpecialTokens ? postProcessor.addedTokens(segments.size()) : 0));
        return new Encoding(postProcessor.process(segments, addSpecialTokens), texts);
    }

    /**
     * How the file wants long texts to be cut. {@link #encode} does not do so unless it is told to, as a text that is
     * cut silently is explained wrongly: pass this to {@link EncodeOptions#truncatedBy} to have it done. What a file
     * says about padding is not kept: padding is up to whoever makes batches.
     *
     * @return the file's {@code truncation}, empty if it has none
     */
    public Optional<Truncation> truncation() {
        return truncation;
    }

    /**
     * Whether text is made lower case before it becomes tokens, so that its case makes no difference.
     *
     * @return whether the normalizer does so
     */
    public boolean lowersCase() {
        return lowersCase;
    }

    private void encodeOne(String text, List<Segment> segments, List<CodePointIndex> texts) {
        String valid = withoutLoneSurrogates(text);
        CodePointIndex index = new CodePointIndex(valid);
        int sequence = segments.size();
        Segment segment = new Segment(16 + valid.length() / 3, sequence, sequence);
        addedTokens.extract(
                AlignedText.unchanged(valid, 0),
                (found, id) -> segment.add(
                        id,
                        found.text(),
                        index.toCodePoints(found.originStart(0)),
                        index.toCodePoints(found.originEnd(found.text().length() - 1))),
                between -> preTokenizer.split(between, piece -> addPiece(piece, segment, index)));
        segments.add(segment);
        texts.add(index);
    }

    private void addPiece(AlignedText piece, Segment segment, CodePointIndex index) {
        if (piece.text().isEmpty()) {
            return;
        }
        model.tokenize(
                piece.text(),
                (id, start, end) -> segment.add(
                        id,
                        model.showsText(id)
                                ? piece.text().substring(start, end)
                                : known(model.vocabulary().token(id)),
                        index.toCodePoints(piece.originStart(start)),
                        index.toCodePoints(piece.originEnd(end - 1))));
    }

    private static String known(@Nullable String token) {
        if (token == null) {
            throw new IllegalStateException("the model returned an id outside its own vocabulary");
        }
        return token;
    }

    private static String withoutLoneSurrogates(String text) {
        char[] repaired = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else {
                repaired = repaired == null ? text.toCharArray() : repaired;
                repaired[i] = '\uFFFD';
            }
        }
        return repaired == null ? text : new String(repaired);
    }

    /**
     * Turns ids back into text.
     *
     * @param ids the ids; those that stand for no token are left out
     * @param skipSpecialTokens whether to leave out special tokens
     * @return the text, with U+FFFD for bytes that are not valid UTF-8 together
     */
    public String decode(int[] ids, boolean skipSpecialTokens) {
        List<String> tokens = new ArrayList<>(ids.length);
        for (int id : ids) {
            String token = find(id);
            if (token != null && !(skipSpecialTokens && isSpecial(id))) {
                tokens.add(token);
            }
        }
        return String.join("", decoder.decode(tokens));
    }

    /**
     * The token of an id, as the vocabulary writes it.
     *
     * @param id an id
     * @return its token
     * @throws TokenizerException if the id stands for no token
     */
    public String token(int id) {
        String token = find(id);
        if (token == null) {
            throw TokenizerException.ofText("no token has the id " + id + "; ids go from 0 to " + (size() - 1));
        }
        return token;
    }

    /**
     * The id of a token.
     *
     * @param token a token as the vocabulary writes it
     * @return its id, empty if there is no such token
     */
    public OptionalInt id(String token) {
        int id = addedTokens.id(token);
        return id < 0 ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /**
     * How many ids there are, counting unused ones.
     *
     * @return the largest id + 1
     */
    public int size() {
        return Math.max(model.vocabulary().size(), addedTokens.size());
    }

    /**
     * Whether an id stands for a token; ids below {@link #size} need not.
     *
     * @param id any number
     * @return whether {@link #token} gives its token
     */
    public boolean hasToken(int id) {
        return find(id) != null;
    }

    /**
     * Whether an id stands for a special token, one that {@link #decode} can leave out.
     *
     * @param id an id
     * @return whether it is special; {@code false} for ids that stand for no token
     */
    public boolean isSpecial(int id) {
        AddedToken added = addedTokens.byId(id);
        return added != null && addedTokens.isSpecial(added.content());
    }

    /**
     * A single token as text for people: the characters it stands for, and {@code \xNN} for each byte of it that is not
     * a character by itself.
     *
     * @param id an id
     * @return its text
     * @throws TokenizerException if the id stands for no token
     */
    public String display(int id) {
        String token = token(id);
        return addedTokens.byId(id) != null ? token : Utf8.decodeShowingBytes(decoder.bytes(token));
    }

    private @Nullable String find(int id) {
        AddedToken added = addedTokens.byId(id);
        return added != null ? added.content() : model.vocabulary().token(id);
    }
}
