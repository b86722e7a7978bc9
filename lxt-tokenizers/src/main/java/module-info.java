// SPDX-License-Identifier: BSD-3-Clause
import org.jspecify.annotations.NullMarked;

/** Reading of HuggingFace {@code tokenizer.json} files and encoding of text with them. */
@NullMarked
module org.lxt.tokenizers {
    requires transitive org.lxt.api;
    requires org.lxt.json;
    requires static org.jspecify;

    exports org.lxt.tokenizers;
    exports org.lxt.tokenizers.error;
}
