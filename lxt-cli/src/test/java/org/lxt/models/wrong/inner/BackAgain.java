// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.wrong.inner;

import org.lxt.models.wrong.WrongModelUtils;

/** Closes a cycle of packages. */
public final class BackAgain {
    private BackAgain() {}

    /** Calls what calls it. */
    public static String names() {
        return WrongModelUtils.names();
    }
}
