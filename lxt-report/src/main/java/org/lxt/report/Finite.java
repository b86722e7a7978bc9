// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report;

import org.lxt.api.Fault;

/** Only finite numbers go into a report: JSON has no others, and a colour for NaN would be a lie. */
final class Finite {
    private Finite() {}

    static void require(double value, String what) {
        if (!Double.isFinite(value)) {
            throw new ReportException(Fault.SETUP, what + " is " + value + ", and a report holds finite numbers only");
        }
    }

    /** Each of some numbers, named by what they are and their index. */
    static void requireAll(double[] values, String what) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                require(values[i], what + " " + i);
            }
        }
    }
}
