// SPDX-License-Identifier: BSD-3-Clause
/** Chat templates: from the messages of a chat to the text that a model was trained on. */
@org.jspecify.annotations.NullMarked
module org.lxt.chat {
    requires transitive org.lxt.api;
    requires org.lxt.json;
    requires static org.jspecify;

    exports org.lxt.chat;
}
