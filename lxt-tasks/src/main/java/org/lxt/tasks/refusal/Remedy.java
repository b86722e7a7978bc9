// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.refusal;

/**
 * What the caller can do about a refusal. The words here are for those who call the library; a program says the same in
 * the names of its own options or fields.
 */
public enum Remedy {
    /** Nothing beyond what the sentence says. */
    NONE(""),
    /** Put a text to a model that reads no images. */
    GIVE_TEXT("; give it a text"),
    /** Put an image to a model that reads no text. */
    GIVE_IMAGE("; give it an image instead of text"),
    /** Images of other than three channels have to be given as numbers. */
    GIVE_PIXELS("; give it pixels as a prompt of the library"),
    /** Ask about a token whose label says nothing. */
    NAME_POSITION("; to ask why, name the position of a token"),
    /** Say which one of several targets a grid is about. */
    NAME_ONE_TARGET("; give one target"),
    /** Use no chat template, or one that the checkpoint does not have. */
    OTHER_TEMPLATE("; give it a text without a chat, or a template of your own"),
    /** Go on where a line of a batch is wrong. */
    KEEP_GOING(", keeping going explains the other lines"),
    /** Go on where a line of a batch failed. */
    KEEP_GOING_ON(", keeping going explains the lines after it, too"),
    /** Compute with less memory. */
    LESS_MEMORY("; shorten it, or use checkpointing");

    private final String words;

    Remedy(String words) {
        this.words = words;
    }

    /** The end of a sentence, from its comma or semicolon on; empty for {@link #NONE}. */
    public String words() {
        return words;
    }
}
