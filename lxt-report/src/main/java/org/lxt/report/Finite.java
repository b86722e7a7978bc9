package org.lxt.report;

import java.util.List;
import org.lxt.api.Fault;

/** Only finite numbers go into a report: JSON has no others, and a colour for NaN would be a lie. */
final class Finite {
    private Finite() {}

    static void require(double value, String what) {
        if (!Double.isFinite(value)) {
            throw new ReportException(Fault.SETUP, what + " is " + value + ", and a report holds finite numbers only");
        }
    }

    static void requireAll(List<Double> values, String what) {
        for (int i = 0; i < values.size(); i++) {
            require(values.get(i), what + " at token " + i);
        }
    }
}
