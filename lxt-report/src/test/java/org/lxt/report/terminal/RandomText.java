// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.terminal;

import java.util.Random;

/** Texts of all scripts, with everything in them that a terminal could stumble over. */
final class RandomText {
    private static final String[] PARTS = {
        "beans",
        " ",
        "  ",
        "a",
        "\n",
        "\t",
        "\u8c46\u5b50",
        "\u30b3\u30fc",
        "\ud55c\uad6d",
        "\ud83c\udf3d",
        "\ud83c\udde9\ud83c\uddea",
        "\ud83c\udde9",
        "e\u0301",
        "\u0301",
        "\u05e9\u05dc\u05d5\u05dd",
        "\u0641\u0648\u0644",
        "\u200d",
        "\u200c",
        "\u202e",
        "\u2066",
        "\u001b[2J",
        "\r",
        "\ufe0f",
        "\u3000",
        "\u00a0",
        "\ud800",
        "\u0e01\u0e34",
        "unbelievably-long-without-any-space-to-break-it-at",
        "\\xF0",
        "\u1100\u1161",
        "-",
        "\"",
        "\u3164"
    };

    private final Random random;

    RandomText(long seed) {
        random = new Random(seed);
    }

    String next(int longest) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(1, longest + 1); i > 0; i--) {
            text.append(PARTS[random.nextInt(PARTS.length)]);
        }
        return text.toString();
    }

    double relevance() {
        return random.nextGaussian() * Math.pow(10, random.nextInt(-6, 7));
    }

    int number(int from, int to) {
        return random.nextInt(from, to);
    }
}
