package org.lxt.spi;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is worth saying of options that were accepted. Safe for use by several threads. */
final class Remarks {
    private final Set<String> passedOver = new LinkedHashSet<>();
    private final Set<String> sentences = new LinkedHashSet<>();

    synchronized void passedOver(String option) {
        passedOver.add(option);
    }

    synchronized List<String> passedOver() {
        return List.copyOf(passedOver);
    }

    synchronized void add(String sentence) {
        sentences.add(sentence);
    }

    synchronized List<String> sentences() {
        return List.copyOf(sentences);
    }
}
