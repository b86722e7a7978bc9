package org.lxt.report.format;

/** What a format can hold. */
public enum Trait {
    /** Explanations of images, and not of texts alone. */
    IMAGES,
    /** All explained targets of a report in one place; without it, each target has one of its own. */
    SEVERAL_TARGETS,
    /** It is text in UTF-8, which a terminal can show. */
    TEXT
}
