// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lxt.tokenizers.added.NewToken;

/**
 * The tokens that the files around a vocabulary add, in the order in which transformers 5 adds them: those with an id,
 * then the named special tokens, then the others.
 */
public final class FolderTokens {

    private FolderTokens() {}

    /**
     * The tokens to add, in steps that follow each other.
     *
     * @param settings what the files say
     * @param tokenizer the class that adds them
     * @param present the tokens that are added already
     */
    public static List<List<NewToken>> of(FolderSettings settings, TokenizerClass tokenizer, Set<String> present) {
        Map<String, NewToken> named = settings.named(tokenizer);
        List<NewToken> all = new ArrayList<>(settings.numbered());
        Set<String> known = new HashSet<>(present);
        all.forEach(token -> known.add(token.content()));
        addUnknown(named.values(), known, all);
        addUnknown(settings.unnamed(), known, all);
        Set<String> names = contents(named.values());
        all.replaceAll(token -> names.contains(token.content()) ? token.asSpecial() : token);
        if (tokenizer != TokenizerClass.QWEN2) {
            return List.of(all);
        }
        names.addAll(contents(settings.unnamed()));
        return List.of(all, names.stream().map(NewToken::special).toList());
    }

    private static void addUnknown(Collection<NewToken> tokens, Set<String> known, List<NewToken> all) {
        for (NewToken token : tokens) {
            if (!known.contains(token.content()) && !all.contains(token)) {
                all.add(token);
            }
        }
    }

    private static Set<String> contents(Collection<NewToken> tokens) {
        Set<String> contents = new LinkedHashSet<>();
        tokens.forEach(token -> contents.add(token.content()));
        return contents;
    }
}
