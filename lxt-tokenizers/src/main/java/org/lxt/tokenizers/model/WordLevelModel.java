// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.model;

import org.lxt.tokenizers.file.Field;

/** A token for each piece as a whole, or the unknown token. */
record WordLevelModel(Vocabulary vocabulary, int unknown) implements TokenModel {

    static WordLevelModel read(Field field) {
        field.allowOnly("type", "unk_token", "vocab");
        Vocabulary vocabulary = Vocabulary.read(field.get("vocab"));
        return new WordLevelModel(vocabulary, UnknownToken.required(field.get("unk_token"), vocabulary));
    }

    @Override
    public void tokenize(String piece, TokenSink sink) {
        int id = vocabulary.id(piece);
        sink.token(id < 0 ? unknown : id, 0, piece.length());
    }
}
