// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.post;

import java.util.List;
import java.util.function.IntPredicate;
import org.lxt.tokenizers.file.Field;

/** A special token that a post-processor adds. */
record SpecialToken(int id, String token) {

    /** Reads a pair of token and id; {@code known} says which ids are tokens. */
    static SpecialToken read(Field field, IntPredicate known) {
        List<Field> pair = field.elements();
        if (pair.size() != 2) {
            throw field.wrong("must be a token and its id");
        }
        return read(pair.get(0), pair.get(1), known);
    }

    static SpecialToken read(Field token, Field id, IntPredicate known) {
        if (!known.test(id.id())) {
            throw id.wrong("must be the id of a token");
        }
        return new SpecialToken(id.id(), token.text());
    }

    /** These tokens as a segment of their own. */
    static Segment segment(List<SpecialToken> tokens, int typeId) {
        Segment segment = new Segment(tokens.size(), typeId, Segment.NO_SEQUENCE);
        tokens.forEach(token -> segment.add(token.id(), token.token(), 0, 0));
        return segment;
    }
}
