// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.generate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.lxt.tasks.refusal.TaskException;

/**
 * Kinds of prompts whose evidence is known, in the manner of RULER (Hsieh et al., <a
 * href="https://arxiv.org/abs/2404.06654">What's the Real Context Size of Your Long-Context Language Models?</a>, 2024), but
 * each with a single answer, which its prompt begins, so that one token or a few are what is to be explained.
 */
public enum PromptKind {
    /** A number hidden among sentences that say nothing, and numbers of other things. */
    NEEDLE {
        @Override
        String line(SplittableRandom random, int sentences) {
            return Needles.line(random, sentences);
        }
    },
    /** Assignments of variables, which are to be followed to a value, among sentences that say nothing. */
    VARIABLES {
        @Override
        String line(SplittableRandom random, int sentences) {
            return Variables.line(random, sentences);
        }
    };

    private static final int MOST_TRIES = 100;

    abstract String line(SplittableRandom random, int sentences);

    /**
     * The kind of this name.
     *
     * @throws TaskException if there is none
     */
    public static PromptKind of(String name) {
        for (PromptKind kind : values()) {
            if (kind.toString().equals(name)) {
                return kind;
            }
        }
        throw new TaskException("there are no prompts of the kind '" + name + "'; there are needle and variables");
    }

    /**
     * Lines of a file of evidence, each different; the same for the same seed.
     *
     * @param count how many
     * @param sentences how many sentences that say nothing are in each
     */
    public List<String> lines(int count, int sentences, long seed) {
        if (count < 1 || sentences < 0) {
            throw new TaskException(
                    "give 1 prompt or more, and 0 sentences or more, not " + count + " and " + sentences);
        }
        SplittableRandom random = new SplittableRandom(seed);
        Set<String> lines = new LinkedHashSet<>();
        for (int tries = 0; lines.size() < count && tries < MOST_TRIES * count; tries++) {
            lines.add(line(random, sentences));
        }
        return new ArrayList<>(lines);
    }

    /** Its name in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
