// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja.value;

/**
 * What one rendering may use. Every step and every character or element that comes into being is charged, so a hostile
 * template ends early, whatever it does.
 */
public final class Budget {
    private static final long MOST = 40_000_000;
    private static final int DEEPEST = 300;
    private static final long NANOS = 10_000_000_000L;
    private static final int CLOCK_EVERY = 4096;

    private final long end = System.nanoTime() + NANOS;
    private long used;
    private long nextLook = CLOCK_EVERY;
    private int depth;

    /** Charges an amount of work or memory before it is used. */
    public void charge(long amount) {
        used += Math.min(Math.max(amount, 1), MOST + 1);
        if (used > MOST) {
            throw new JinjaException(
                    "the template computes too much: it was stopped after " + MOST + " steps and characters");
        }
        if (used >= nextLook) {
            nextLook = used + CLOCK_EVERY;
            if (System.nanoTime() > end) {
                throw new JinjaException(
                        "the template takes too long: it was stopped after " + NANOS / 1_000_000_000 + " seconds");
            }
        }
    }

    public void enter() {
        charge(1);
        if (++depth > DEEPEST) {
            throw new JinjaException("the template is nested too deeply, by more than " + DEEPEST + " levels");
        }
    }

    public void leave() {
        depth--;
    }
}
