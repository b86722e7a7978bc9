// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.contract.subject;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What a check found wrong: one sentence each. */
public final class Findings {
    private final List<String> sentences = new ArrayList<>();

    public void add(String sentence) {
        sentences.add(sentence);
    }

    /** Runs a part of a check; an exception of the plugin is a finding. */
    public void during(String what, Runnable part) {
        try {
            part.run();
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            add(what + ": " + reason(e));
        }
    }

    /** Runs a part of a check that gives something; an exception of the plugin is a finding, and then it gives nothing. */
    public <T> Optional<T> of(String what, Supplier<T> part) {
        List<T> result = new ArrayList<>();
        during(what, () -> result.add(part.get()));
        return result.stream().findFirst();
    }

    private static String reason(Throwable e) {
        String message = e.getMessage();
        return e.getClass().getName().startsWith("org.lxt.") && message != null ? message : e.toString();
    }

    public List<String> sentences() {
        return List.copyOf(sentences);
    }
}
