// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.target;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lxt.explain.input.EncodedPrompt;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Target;
import org.lxt.spi.OutputKind;

/** What people call the entries of an output vector. */
public interface EntryNames {
    /** Readable text of an entry. */
    String display(int entry);

    /**
     * The entry that a target names.
     *
     * @throws ExplainException if there is none, or if several have that name
     */
    int resolve(Target.TokenChoice choice);

    /**
     * The names of an output's entries.
     *
     * @param columns how many entries there are
     * @param prompt the prompt
     * @param tokens the names of the vocabulary
     */
    static EntryNames of(OutputKind kind, int columns, EncodedPrompt prompt, TokenNames tokens) {
        return switch (kind.entries()) {
            case NEXT_TOKEN, MASKED_TOKEN -> tokens;
            case LABEL, INDEPENDENT_LABEL, SCORE -> new LabelNames(kind.name(), kind.labels());
            case PROMPT_TOKEN ->
                new LabelNames(
                        kind.name(),
                        texts(prompt, tokens),
                        "the prompt has several tokens '%s'; name one by its index");
            case UNIT -> new UnitNames(kind.name(), columns);
        };
    }

    private static List<String> texts(EncodedPrompt prompt, TokenNames tokens) {
        return Arrays.stream(prompt.ids()).mapToObj(tokens::display).toList();
    }

    /** Checks the number of an entry. */
    static int within(int entry, int count, String output) {
        if (entry < 0 || entry >= count) {
            throw new ExplainException("target " + entry + " is outside the output '" + output
                    + "', whose entries are 0 to " + (count - 1));
        }
        return entry;
    }

    /** The units of a hidden state, known by their number alone. */
    record UnitNames(String output, int count) implements EntryNames {
        @Override
        public String display(int entry) {
            return "unit " + entry;
        }

        @Override
        public int resolve(Target.TokenChoice choice) {
            return within(
                    choice.id()
                            .orElseThrow(() -> new ExplainException("the entries of the output '" + output
                                    + "' have no names, so there is no '" + choice.text()
                                    + "'; give a number from 0 to "
                                    + (count - 1))),
                    count,
                    output);
        }
    }

    /**
     * Entries with a name each.
     *
     * @param labels the names
     * @param twice what to say of a name that several have
     */
    record LabelNames(String output, List<String> labels, String twice) implements EntryNames {
        private static final int SHOWN = 12;

        LabelNames(String output, List<String> labels) {
            this(output, labels, "several labels are called '%s'; name one by its number");
        }

        @Override
        public String display(int entry) {
            return labels.get(entry);
        }

        @Override
        public int resolve(Target.TokenChoice choice) {
            String text = choice.text();
            if (text == null) {
                return within(choice.id().orElseThrow(), labels.size(), output);
            }
            int first = labels.indexOf(text);
            if (first >= 0) {
                return once(text, first, labels.lastIndexOf(text));
            }
            List<String> small = labels.stream()
                    .map(l -> l.toLowerCase(java.util.Locale.ROOT))
                    .toList();
            String asked = text.toLowerCase(java.util.Locale.ROOT);
            if (small.contains(asked)) {
                return once(text, small.indexOf(asked), small.lastIndexOf(asked));
            }
            int[] synonyms = IntStream.range(0, small.size())
                    .filter(i -> Arrays.asList(small.get(i).split(",\\s*")).contains(asked))
                    .toArray();
            if (synonyms.length > 0) {
                return once(text, synonyms[0], synonyms[synonyms.length - 1]);
            }
            List<String> some = labels.stream().limit(SHOWN).toList();
            throw new ExplainException("the output '" + output + "' has no entry '" + text + "'; it has: "
                    + String.join(", ", some) + (labels.size() > SHOWN ? ", ..." : ""));
        }

        private int once(String text, int first, int last) {
            if (first != last) {
                throw new ExplainException(twice.formatted(text));
            }
            return first;
        }
    }
}
