// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.ask;

import java.util.ArrayList;
import java.util.List;
import org.lxt.explain.request.Segment;
import org.lxt.tasks.refusal.TaskException;

/**
 * Documents that stand before a question, each a named part of the prompt.
 *
 * @param all the documents, in their order, at least one
 * @param layout how each is put: a text with {@value #TEXT} in it once, and if wanted {@value #NAME} and {@value #NUMBER},
 *     which counts from 1
 */
public record Documents(List<Document> all, String layout) {
    /** Stands for the text of a document in a layout. */
    public static final String TEXT = "{text}";

    /** Stands for the name of a document. */
    public static final String NAME = "{name}";

    /** Stands for the number of a document. */
    public static final String NUMBER = "{number}";

    /** The text of each document, and an empty line. */
    public static final String USUAL_LAYOUT = TEXT + "\n\n";

    /**
     * A document.
     *
     * @param name what it is called; others may be called the same
     * @param text what it says
     */
    public record Document(String name, String text) {
        /** Refuses one that says nothing. */
        public Document {
            if (text.isBlank()) {
                throw new TaskException(
                        "the document '" + name + "' is empty; leave it out, or give one with text in it");
            }
        }
    }

    /** Copies the list, and checks the layout. */
    public Documents {
        all = List.copyOf(all);
        if (all.isEmpty()) {
            throw new TaskException("there is no document; give at least one, or leave documents out");
        }
        int at = layout.indexOf(TEXT);
        if (at < 0 || at != layout.lastIndexOf(TEXT)) {
            throw new TaskException("the layout of documents has to have " + TEXT + " in it once, and may have " + NAME
                    + " and " + NUMBER + ", as in 'Document {number}: {text}\\n'; it is '" + layout + "'");
        }
    }

    /** Documents in the usual layout. */
    public static Documents of(List<Document> all) {
        return new Documents(all, USUAL_LAYOUT);
    }

    /** The documents as they stand before a question. */
    Laid laid() {
        int at = layout.indexOf(TEXT);
        StringBuilder text = new StringBuilder();
        List<Segment> parts = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Document document = all.get(i);
            text.append(filled(layout.substring(0, at), document, i + 1));
            int start = text.length();
            text.append(document.text());
            parts.add(new Segment(document.name(), start, text.length()));
            text.append(filled(layout.substring(at + TEXT.length()), document, i + 1));
        }
        return new Laid(text.toString(), List.copyOf(parts));
    }

    /** In one pass over the layout, so that a name is not taken for a layout. */
    private static String filled(String layout, Document document, int number) {
        StringBuilder filled = new StringBuilder();
        for (int at = 0; at < layout.length(); ) {
            if (layout.startsWith(NAME, at)) {
                filled.append(document.name());
                at += NAME.length();
            } else if (layout.startsWith(NUMBER, at)) {
                filled.append(number);
                at += NUMBER.length();
            } else {
                filled.append(layout.charAt(at++));
            }
        }
        return filled.toString();
    }

    /** How many characters their texts have. */
    int size() {
        return all.stream().mapToInt(d -> d.text().length()).sum();
    }

    /**
     * Documents as one text.
     *
     * @param text what they say, and what the layout puts around it
     * @param parts where each of them is
     */
    record Laid(String text, List<Segment> parts) {}
}
