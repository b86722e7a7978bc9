package org.lxt.tokenizers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import org.lxt.tokenizers.normalize.TextNormalizer;
import org.lxt.tokenizers.text.AlignedText;
import org.lxt.tokenizers.text.CharacterKinds;

/** The added tokens of a tokenizer.json, and how text is taken apart at them. */
final class AddedTokens {

    private final Map<String, AddedToken> byContent = new HashMap<>();
    private final Map<Integer, AddedToken> byId = new HashMap<>();
    private final TokenTrie inRawText = new TokenTrie();
    private final TokenTrie inNormalizedText = new TokenTrie();
    private final TextNormalizer normalizer;
    private int beyondModel;

    private AddedTokens(TextNormalizer normalizer) {
        this.normalizer = normalizer;
    }

    static AddedTokens read(Field field, Vocabulary vocabulary, TextNormalizer normalizer) {
        AddedTokens tokens = new AddedTokens(normalizer);
        List<AddedToken> all = new ArrayList<>();
        if (field.isPresent()) {
            for (Field element : field.elements()) {
                AddedToken token = AddedToken.read(element);
                tokens.register(token, element, vocabulary);
                all.add(token);
            }
        }
        // Where two tokens normalize to the same text, the reference library finds special ones first.
        all.sort(Comparator.comparing(token -> !token.special()));
        for (AddedToken token : all) {
            if (token.normalized()) {
                AlignedText content = AlignedText.unchanged(token.content(), 0);
                tokens.inNormalizedText.add(normalizer.normalize(content).text(), token);
            } else {
                tokens.inRawText.add(token.content(), token);
            }
        }
        return tokens;
    }

    private void register(AddedToken token, Field field, Vocabulary vocabulary) {
        if (byContent.containsKey(token.content())) {
            throw field.fault(field.path() + " adds the token " + Field.quote(token.content())
                    + " a second time; each token must be listed once");
        }
        AddedToken sameId = byId.get(token.id());
        String owner = sameId != null ? sameId.content() : vocabulary.token(token.id());
        if (owner != null && !owner.equals(token.content())) {
            throw field.fault(field.path() + " gives the id " + token.id() + " to both " + Field.quote(owner) + " and "
                    + Field.quote(token.content()) + "; each id must stand for one token");
        }
        int expected = vocabulary.id(token.content());
        if (expected < 0) {
            // The reference library numbers tokens that the model lacks through, whatever the file says.
            expected = vocabulary.count() + beyondModel;
            beyondModel++;
        }
        if (expected != token.id()) {
            throw field.fault(field.path() + " gives the token " + Field.quote(token.content()) + " the id "
                    + token.id() + " where " + expected + " is due; the file is damaged");
        }
        byContent.put(token.content(), token);
        byId.put(token.id(), token);
    }

    @Nullable
    AddedToken byContent(String content) {
        return byContent.get(content);
    }

    @Nullable
    AddedToken byId(int id) {
        return byId.get(id);
    }

    int size() {
        int size = 0;
        for (int id : byId.keySet()) {
            size = Math.max(size, id + 1);
        }
        return size;
    }

    /** Takes the text apart, in order: added tokens with their ids, and normalized text between them. */
    void extract(AlignedText text, ObjIntConsumer<AlignedText> found, Consumer<AlignedText> between) {
        extract(inRawText, text, found, raw -> {
            if (!raw.text().isEmpty()) {
                extract(inNormalizedText, normalizer.normalize(raw), found, between);
            }
        });
    }

    private static void extract(
            TokenTrie trie, AlignedText text, ObjIntConsumer<AlignedText> found, Consumer<AlignedText> between) {
        if (trie.isEmpty()) {
            handOn(text, between);
            return;
        }
        String characters = text.text();
        int done = 0;
        int i = 0;
        while (i < characters.length()) {
            TokenTrie.Match match = trie.hasStart(characters.charAt(i)) ? trie.longest(characters, i) : null;
            if (match == null) {
                i++;
                continue;
            }
            AddedToken token = match.token();
            int start = i;
            int end = match.end();
            i = end;
            if (token.singleWord() && (wordBefore(characters, start) || wordAfter(characters, end))) {
                continue;
            }
            if (token.takesSpaceBefore()) {
                start = Math.max(done, spaceBefore(characters, start));
            }
            if (token.takesSpaceAfter()) {
                end = spaceAfter(characters, end);
            }
            if (done < start) {
                handOn(text.slice(done, start), between);
            }
            found.accept(text.slice(start, end), token.id());
            done = end;
        }
        if (done < characters.length()) {
            handOn(text.slice(done, characters.length()), between);
        }
    }

    private static void handOn(AlignedText text, Consumer<AlignedText> between) {
        if (!text.text().isEmpty()) {
            between.accept(text);
        }
    }

    private static boolean wordBefore(String text, int index) {
        return index > 0 && CharacterKinds.isWord(text.codePointBefore(index));
    }

    private static boolean wordAfter(String text, int index) {
        return index < text.length() && CharacterKinds.isWord(text.codePointAt(index));
    }

    private static int spaceBefore(String text, int index) {
        int start = index;
        while (start > 0 && CharacterKinds.isWhiteSpace(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static int spaceAfter(String text, int index) {
        int end = index;
        while (end < text.length() && CharacterKinds.isWhiteSpace(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
