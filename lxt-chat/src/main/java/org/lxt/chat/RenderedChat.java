// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat;

import java.util.List;

/**
 * The text of a chat, and where in it the contents of its messages are.
 *
 * @param text the text
 * @param places the places that are known, in the order of the text; a content that the template leaves out or changes has none,
 *     and one that it repeats has several
 */
public record RenderedChat(String text, List<Place> places) {
    /** Copies the list. */
    public RenderedChat {
        places = List.copyOf(places);
    }

    /**
     * Where the content of a message is, without the white space around it.
     *
     * @param message index of the message
     * @param start its first character, in UTF-16 units
     * @param end the character after its last
     */
    public record Place(int message, int start, int end) {}
}
