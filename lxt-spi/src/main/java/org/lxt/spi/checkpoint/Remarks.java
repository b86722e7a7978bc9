// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.checkpoint;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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
        List<String> all = new ArrayList<>(sentences);
        if (!passedOver.isEmpty()) {
            all.add("options passed over, for nothing in transformers knows them: "
                    + passedOver.stream().map(Excerpt::of).collect(Collectors.joining(", ")));
        }
        return List.copyOf(all);
    }
}
