package org.lxt.explain.result;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Map;
import org.lxt.tensor.Ledger;

/**
 * The account of one explanation: the explained value is the relevance of the tokens plus what was absorbed on the way.
 *
 * @param value the explained value
 * @param inputs relevance of all tokens together
 * @param entries what each operation absorbed
 */
public record Closing(double value, double inputs, List<Ledger.Entry> entries) {
    private static final double ROUNDING = 1e-4;

    /** Everything absorbed, biases and stabilisers and softmax together. */
    public double absorbed() {
        return entries.stream().mapToDouble(Ledger.Entry::amount).sum();
    }

    /** What is left over: rounding, unless an operation has a wrong gradient. */
    public double error() {
        return value - inputs - absorbed();
    }

    /** Whether what is left over is no more than rounding. */
    public boolean closes() {
        return isRounding(error(), turnover());
    }

    /** Whether what an account leaves over is no more than rounding, given its {@link #turnover}. */
    public static boolean isRounding(double error, double turnover) {
        return Math.abs(error) <= ROUNDING * turnover;
    }

    /** The scale of {@link #error}: the sum of the absolute values of all entries, the explained value and the inputs. */
    public double turnover() {
        return Math.abs(value)
                + Math.abs(inputs)
                + entries.stream().mapToDouble(e -> Math.abs(e.amount())).sum();
    }

    /** As plain data, as {@code ledger} in {@code docs/json.md}. */
    @JsonValue
    public Map<String, Object> toMap() {
        return PlainData.of(this);
    }

    /** In a few words. */
    @Override
    public String toString() {
        return InWords.of(this);
    }
}
