// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Assignments that are to be followed from a variable to a value. */
final class Variables {
    private static final int LINKS = 3;
    private static final int CHAINS = 2;
    private static final int LEAST = 10_000;
    private static final int MOST = 100_000;
    private static final int LETTERS = 26;
    private static final int NAME = 3;

    /** An assignment, and whether it belongs to the chain that is asked about. */
    private record Assignment(String text, boolean isEvidence) {}

    private Variables() {}

    static String line(SplittableRandom random, int sentences) {
        List<List<Assignment>> chains = new ArrayList<>();
        List<String> known = new ArrayList<>();
        String asked = "";
        String answer = "";
        for (int chain = 0; chain < CHAINS; chain++) {
            String value = Integer.toString(random.nextInt(LEAST, MOST));
            List<Assignment> assignments = new ArrayList<>();
            String before = value;
            for (int link = 0; link < LINKS; link++) {
                String name = name(random, known);
                assignments.add(new Assignment("VAR " + name + " = " + before + ".", chain == 0));
                before = name;
            }
            chains.add(assignments);
            if (chain == 0) {
                asked = before;
                answer = " " + value;
            }
        }
        MarkedText text = new MarkedText()
                .add("Follow the assignments of variables in this text.\n\n")
                .beginContext();
        for (String sentence : Filler.around(random, sentences, CHAINS * LINKS)) {
            if (!sentence.equals(Filler.OTHER)) {
                text.add(sentence).add(" ");
                continue;
            }
            // within a chain the order is kept, as a program has it
            List<List<Assignment>> open =
                    chains.stream().filter(c -> !c.isEmpty()).toList();
            Assignment next = open.get(random.nextInt(open.size())).removeFirst();
            if (next.isEvidence()) {
                text.addEvidence("chain", next.text(), next.text().contains(answer + ".") ? answer.strip() : null);
            } else {
                text.add(next.text());
            }
            text.add(" ");
        }
        return text.endContext()
                .add("\n\nQuestion: What is the value of " + asked + "?\nAnswer: The value of " + asked + " is")
                .line(answer);
    }

    private static String name(SplittableRandom random, List<String> known) {
        while (true) {
            StringBuilder name = new StringBuilder();
            for (int i = 0; i < NAME; i++) {
                name.append((char) ('A' + random.nextInt(LETTERS)));
            }
            if (!known.contains(name.toString())) {
                known.add(name.toString());
                return name.toString();
            }
        }
    }
}
