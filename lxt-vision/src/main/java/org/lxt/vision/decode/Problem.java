// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.decode;

import org.jspecify.annotations.Nullable;
import org.lxt.api.Fault;
import org.lxt.api.LxtException;

/** What is wrong with an image: a clause without the file's name. */
final class Problem extends LxtException {
    private static final long serialVersionUID = 1;

    Problem(String clause) {
        super(Fault.CALLER, clause);
    }

    Problem(Fault fault, String clause) {
        super(fault, clause);
    }

    Problem(Fault fault, String clause, @Nullable Throwable cause) {
        super(fault, clause, cause);
    }

    /** The data contradict themselves. */
    static Problem damaged(String clause) {
        return new Problem(clause + "; the file is damaged or incomplete, so download or export it again");
    }
}
