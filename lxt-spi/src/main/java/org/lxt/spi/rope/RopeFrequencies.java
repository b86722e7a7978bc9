// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.rope;

/**
 * The frequencies of a rotary position embedding. Like in the reference they are float32 numbers.
 *
 * @param inverse angle per position of each pair, headSize / 2 of them
 * @param amplitude factor of all cosines and sines
 */
public record RopeFrequencies(float[] inverse, double amplitude) {
    /** Whether the angles can be computed with; options far from any model's may give infinities. */
    boolean areFinite() {
        boolean finite = Double.isFinite(amplitude);
        for (float frequency : inverse) {
            finite &= Float.isFinite(frequency);
        }
        return finite;
    }
}
