// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.generate;

import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;

/** A number hidden in a text. */
final class Needles {
    private static final List<String> THINGS = List.of(
            "garden", "harbour", "lantern", "museum", "orchard", "quarry", "station", "tunnel", "valley", "windmill");
    private static final int NEEDLES = 3;
    private static final int LEAST = 10_000;
    private static final int MOST = 100_000;

    private Needles() {}

    static String line(SplittableRandom random, int sentences) {
        List<String> things = Filler.some(random, THINGS, NEEDLES);
        int wanted = random.nextInt(NEEDLES);
        MarkedText text = new MarkedText()
                .add("Remember the secret numbers in this text.\n\n")
                .beginContext();
        Iterator<String> left = things.iterator();
        String answer = "";
        for (String sentence : Filler.around(random, sentences, NEEDLES)) {
            if (!sentence.equals(Filler.OTHER)) {
                text.add(sentence).add(" ");
                continue;
            }
            String thing = left.next();
            String number = Integer.toString(random.nextInt(LEAST, MOST));
            String needle = "The secret number of the " + thing + " is " + number + ".";
            if (thing.equals(things.get(wanted))) {
                answer = " " + number;
                text.addEvidence("sentence", needle, number);
            } else {
                text.add(needle);
            }
            text.add(" ");
        }
        String asked = "the secret number of the " + things.get(wanted);
        return text.endContext()
                .add("\n\nQuestion: What is " + asked + "?\nAnswer: T" + asked.substring(1) + " is")
                .line(answer);
    }
}
