// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.html.panel;

import java.util.ArrayDeque;
import java.util.Deque;

/** HTML under construction. Everything but names of tags and attributes is escaped here, in one place. */
public final class Markup {
    private final StringBuilder html = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element; attributes are names and values in turn. */
    public Markup open(String tag, String... attributes) {
        start(tag, attributes);
        open.push(tag);
        return this;
    }

    /** An element that has no content. */
    public Markup single(String tag, String... attributes) {
        start(tag, attributes);
        return this;
    }

    /** An element with a text. */
    public Markup element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    private void start(String tag, String... attributes) {
        html.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            html.append(' ').append(attributes[i]);
            if (!attributes[i + 1].isEmpty()) {
                html.append("=\"").append(escape(attributes[i + 1])).append('"');
            }
        }
        html.append('>');
    }

    Markup text(String text) {
        html.append(escape(text));
        return this;
    }

    /** Closes the element opened last. */
    public Markup close() {
        html.append("</").append(open.pop()).append('>');
        return this;
    }

    /** A line end in the source, where white space does not count. */
    public Markup line() {
        html.append('\n');
        return this;
    }

    /** Text of our own that is markup already: styles, scripts, data escaped as JSON. */
    public Markup trusted(String markup) {
        html.append(markup);
        return this;
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("not closed: " + open);
        }
        return html.toString();
    }

    static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                case '\n', '\t' -> safe.appendCodePoint(c);
                default -> safe.appendCodePoint(representable(c) ? c : 0xfffd);
            }
        });
        return safe.toString();
    }

    /** HTML does not allow these, not even escaped, and encoders do not allow lone surrogates. */
    private static boolean representable(int c) {
        int type = Character.getType(c);
        boolean nonCharacter = (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
        return type != Character.CONTROL && type != Character.SURROGATE && !nonCharacter;
    }
}
