// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.format;

/** What a format can hold. */
public enum Trait {
    /** Explanations of images, not only of texts. */
    IMAGES,
    /** All explained targets of a report in one file; without it, each target has its own. */
    SEVERAL_TARGETS,
    /** It is text in UTF-8, which a terminal can show. */
    TEXT
}
