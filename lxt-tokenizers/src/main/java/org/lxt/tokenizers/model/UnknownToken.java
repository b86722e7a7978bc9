// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.model;

import org.lxt.tokenizers.file.Field;

/** The {@code unk_token} of a model. */
final class UnknownToken {

    /** A model has none. */
    static final int NONE = -1;

    private UnknownToken() {}

    /** Its id, {@link #NONE} if the file names none. */
    static int optional(Field field, Vocabulary vocabulary) {
        if (!field.isPresent() || field.text().isEmpty()) {
            return NONE;
        }
        return required(field, vocabulary);
    }

    /** Its id. */
    static int required(Field field, Vocabulary vocabulary) {
        int id = vocabulary.id(field.text());
        if (id < 0) {
            throw field.fault(field.path() + " is " + Field.quote(field.text())
                    + ", which is not in the vocabulary; the file is damaged");
        }
        return id;
    }
}
