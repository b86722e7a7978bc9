package org.lxt.chat.jinja.value;

/** Python's None. */
public enum None {
    NONE
}
