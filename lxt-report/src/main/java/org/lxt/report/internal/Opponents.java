package org.lxt.report.internal;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.Candidate;
import org.lxt.explain.Contrast;
import org.lxt.explain.TokenTexts;
import org.lxt.report.Explained;

/** What a target was compared with, in words. */
public final class Opponents {
    private static final int LABEL = 24;

    private Opponents() {}

    /** The words after "advantage over", for a sentence. */
    public static String of(Explained e) {
        String target = e.target().text();
        return of(e.contrast(), c -> VisibleText.phrase(TokenTexts.inSentence(c.text(), target), LABEL));
    }

    /**
     * The words after "advantage over".
     *
     * @param contrast null where a file does not tell: those of older versions
     * @param name how a token is called
     */
    public static String of(@Nullable Contrast contrast, Function<Candidate, String> name) {
        if (contrast == null) {
            return "other tokens";
        }
        Stream<String> mean = contrast.meanOfOthers() ? Stream.of("the mean of all others") : Stream.of();
        List<String> all =
                Stream.concat(contrast.tokens().stream().map(name), mean).toList();
        if (all.size() == 1) {
            return all.getFirst();
        }
        return all.subList(0, all.size() - 1).stream().collect(Collectors.joining(", ")) + " and " + all.getLast();
    }
}
