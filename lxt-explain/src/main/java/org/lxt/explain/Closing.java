package org.lxt.explain;

import java.util.List;
import org.lxt.tensor.Ledger;

/**
 * The account of one explanation: the explained value is the relevance of the tokens plus what was absorbed on the way.
 *
 * @param value the explained value
 * @param inputs relevance of all tokens together
 * @param entries what each operation absorbed
 */
public record Closing(double value, double inputs, List<Ledger.Entry> entries) {
    /** Everything absorbed, biases and stabilisers and softmax together. */
    public double absorbed() {
        return entries.stream().mapToDouble(Ledger.Entry::amount).sum();
    }

    /** What is left over: rounding, unless an operation has a wrong gradient. */
    public double error() {
        return value - inputs - absorbed();
    }

    /** The scale of {@link #error}: the sum of the absolute values of all entries, the explained value and the inputs. */
    public double turnover() {
        return Math.abs(value)
                + Math.abs(inputs)
                + entries.stream().mapToDouble(e -> Math.abs(e.amount())).sum();
    }
}
