// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.added;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import org.lxt.tokenizers.file.Field;
import org.lxt.tokenizers.model.Vocabulary;
import org.lxt.tokenizers.normalize.TextNormalizer;
import org.lxt.tokenizers.text.AlignedText;
import org.lxt.tokenizers.text.CharacterKinds;

/** The added tokens of a tokenizer, and how text is taken apart at them. */
public final class AddedTokens {

    private final Vocabulary vocabulary;
    private final TextNormalizer normalizer;
    private final boolean splitsSpecial;
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<Integer, AddedToken> byId = new HashMap<>();
    /** Each special token as it was first added: whether it is looked for in normalized text stays as it was then. */
    private final Map<String, AddedToken> special = new LinkedHashMap<>();

    private final List<AddedToken> ordinary = new ArrayList<>();
    private final TokenTrie inRawText = new TokenTrie();
    private final TokenTrie inNormalizedText = new TokenTrie();

    private AddedTokens(Vocabulary vocabulary, TextNormalizer normalizer, boolean splitsSpecial) {
        this.vocabulary = vocabulary;
        this.normalizer = normalizer;
        this.splitsSpecial = splitsSpecial;
    }

    /**
     * Reads the added tokens of a file and adds further ones.
     *
     * @param field the file's list
     * @param further tokens that other files add, in steps that follow each other
     * @param splitsSpecial whether special tokens are ordinary text where a text spells them out
     */
    public static AddedTokens read(
            Field field,
            Vocabulary vocabulary,
            TextNormalizer normalizer,
            List<List<NewToken>> further,
            boolean splitsSpecial) {
        AddedTokens tokens = new AddedTokens(vocabulary, normalizer, splitsSpecial);
        if (field.isPresent()) {
            List<NewToken> own = new ArrayList<>();
            Listed listed = new Listed(vocabulary);
            for (Field element : field.elements()) {
                AddedToken token = AddedToken.read(element);
                listed.check(token, element);
                own.add(NewToken.of(token));
            }
            tokens.add(own);
        }
        further.forEach(tokens::add);
        tokens.index();
        return tokens;
    }

    /** Adds tokens, or settings of those that are there, as the reference library does in one call. */
    private void add(List<NewToken> tokens) {
        for (NewToken token : tokens) {
            if (token.special() && !token.content().isEmpty()) {
                special.putIfAbsent(token.content(), token.numbered(0));
            }
        }
        int next = Math.max(vocabulary.count(), size());
        Set<AddedToken> existing = new HashSet<>();
        byId.values().forEach(token -> existing.add(token.withId(0)));
        for (NewToken token : tokens) {
            if (token.content().isEmpty() || !existing.add(token.numbered(0))) {
                continue;
            }
            int id = id(token.content());
            if (id < 0) {
                id = next;
                next++;
            }
            ids.put(token.content(), id);
            byId.put(id, token.numbered(id));
            if (!special.containsKey(token.content())) {
                ordinary.add(token.numbered(id));
            }
        }
    }

    private void index() {
        // Where two tokens normalize to the same text, the reference library finds special ones first.
        List<AddedToken> all = new ArrayList<>(special.values());
        all.addAll(ordinary);
        for (AddedToken token : all) {
            AddedToken current = Objects.requireNonNull(byId.get(id(token.content())));
            if (token.normalized()) {
                AlignedText content = AlignedText.unchanged(token.content(), 0);
                inNormalizedText.add(normalizer.normalize(content).text(), current);
            } else {
                inRawText.add(token.content(), current);
            }
        }
    }

    /** The id of a token, added or the model's; negative if there is none. */
    public int id(String content) {
        Integer id = ids.get(content);
        return id != null ? id : vocabulary.id(content);
    }

    @Nullable
    public AddedToken byId(int id) {
        return byId.get(id);
    }

    /** Whether decoding can leave a token out. */
    public boolean isSpecial(String content) {
        return special.containsKey(content);
    }

    public int size() {
        int size = 0;
        for (int id : byId.keySet()) {
            size = Math.max(size, id + 1);
        }
        return size;
    }

    /** Takes the text apart, in order: added tokens with their ids, and normalized text between them. */
    public void extract(AlignedText text, ObjIntConsumer<AlignedText> found, Consumer<AlignedText> between) {
        extract(inRawText, text, found, raw -> {
            if (!raw.text().isEmpty()) {
                extract(inNormalizedText, normalizer.normalize(raw), found, between);
            }
        });
    }

    private void extract(
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
            if (splitsSpecial && isSpecial(token.content())) {
                continue;
            }
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

    /** Whether the tokens that a file lists can have the ids that it gives. */
    private static final class Listed {
        private final Vocabulary vocabulary;
        private final Set<String> contents = new HashSet<>();
        private final Map<Integer, String> owners = new HashMap<>();
        private int beyondModel;

        Listed(Vocabulary vocabulary) {
            this.vocabulary = vocabulary;
        }

        void check(AddedToken token, Field field) {
            if (!contents.add(token.content())) {
                throw field.fault(field.path() + " adds the token " + Field.quote(token.content())
                        + " a second time; each token must be listed once");
            }
            String added = owners.get(token.id());
            String owner = added != null ? added : vocabulary.token(token.id());
            if (owner != null && !owner.equals(token.content())) {
                throw field.fault(field.path() + " gives the id " + token.id() + " to both " + Field.quote(owner)
                        + " and " + Field.quote(token.content()) + "; each id must stand for one token");
            }
            int expected = vocabulary.id(token.content());
            if (expected < 0) {
                // The reference library numbers the tokens that the model lacks consecutively, whatever the file says.
                expected = vocabulary.count() + beyondModel;
                beyondModel++;
            }
            if (expected != token.id()) {
                throw field.fault(field.path() + " gives the token " + Field.quote(token.content()) + " the id "
                        + token.id() + " where " + expected + " is due; the file is damaged");
            }
            owners.put(token.id(), token.content());
        }
    }
}
