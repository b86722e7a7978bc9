package org.lxt.chat.jinja;

/** Python's None. */
enum None {
    NONE
}
