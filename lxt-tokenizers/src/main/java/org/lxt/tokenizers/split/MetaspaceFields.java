// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.split;

import java.util.Locale;
import org.lxt.tokenizers.file.Field;

/** Reads a Metaspace, which is a pre-tokenizer and a decoder with the same fields. */
public final class MetaspaceFields {

    private MetaspaceFields() {}

    public static Metaspace read(Field field) {
        // str_rep repeats the replacement; older files have add_prefix_space in the place of prepend_scheme.
        field.allowOnly("type", "replacement", "prepend_scheme", "split", "add_prefix_space", "str_rep");
        Metaspace.Scheme scheme = scheme(field.get("prepend_scheme"));
        Field addPrefixSpace = field.get("add_prefix_space");
        if (addPrefixSpace.isPresent() && !addPrefixSpace.bool()) {
            if (scheme != Metaspace.Scheme.NEVER) {
                throw addPrefixSpace.fault(addPrefixSpace.path() + " is false and prepend_scheme is "
                        + scheme.name().toLowerCase(Locale.ROOT)
                        + ", which contradict each other; set prepend_scheme to never");
            }
        }
        return new Metaspace(
                field.get("replacement").character(), scheme, field.get("split").bool(true));
    }

    private static Metaspace.Scheme scheme(Field field) {
        if (!field.isPresent()) {
            return Metaspace.Scheme.ALWAYS;
        }
        return switch (field.text()) {
            case "always" -> Metaspace.Scheme.ALWAYS;
            case "first" -> Metaspace.Scheme.FIRST;
            case "never" -> Metaspace.Scheme.NEVER;
            default -> throw field.wrong("must be always, first or never");
        };
    }
}
