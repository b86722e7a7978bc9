// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.json;

import org.jspecify.annotations.Nullable;

/**
 * Why a file or a text cannot be used as JSON.
 *
 * @param kind what sort of problem it is, for advice that fits
 * @param what what is wrong and where, as the end of a sentence that begins with the name of the file, such as {@code is not
 *     valid JSON at line 3, column 7: it ends too early}; on one line, in words that do not depend on the parser
 * @param cause what led to it, if it was an exception
 */
public record JsonProblem(Kind kind, String what, @Nullable Throwable cause) {
    /** Sorts of problems. */
    public enum Kind {
        /** There is no such file. */
        ABSENT,
        /** It is a folder, a pipe or another thing that is not read like a file. */
        NOT_A_FILE,
        /** The system does not let us read it. */
        UNREADABLE,
        /** It is larger than what may be read as this file. */
        TOO_LARGE,
        /** Its content is not what it should be. */
        DAMAGED
    }
}
