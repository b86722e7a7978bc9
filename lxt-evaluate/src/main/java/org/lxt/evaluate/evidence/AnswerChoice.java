// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.evidence;

import org.lxt.tasks.refusal.TaskException;

/** Which tokens of a prompt's answer are explained. */
public enum AnswerChoice {
    /** The part that the prompt names, or all of it. */
    PART("part"),
    /** All of it. */
    ANSWER("answer"),
    /** Its first token, which is what the model says next. */
    FIRST_TOKEN("first-token");

    private final String words;

    AnswerChoice(String words) {
        this.words = words;
    }

    /**
     * The choice of this name.
     *
     * @throws TaskException if there is none
     */
    public static AnswerChoice of(String name) {
        for (AnswerChoice choice : values()) {
            if (choice.words.equals(name)) {
                return choice;
            }
        }
        throw new TaskException(
                "'" + name + "' is not what can be explained of an answer; there are part, answer and first-token");
    }

    @Override
    public String toString() {
        return words;
    }
}
