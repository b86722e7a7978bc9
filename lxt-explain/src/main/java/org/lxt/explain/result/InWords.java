// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.result;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lxt.explain.text.Quoted;
import org.lxt.spi.OutputKind;

/** Results as a line of a log shows them. */
final class InWords {
    private static final int MOST = 5;

    private InWords() {}

    static String of(Generation generation) {
        int[] generated = generation.generated();
        return generation.prompt() + ", the last " + generated.length + " generated"
                + (generation.ended() ? ", where the model ended" : "");
    }

    static String of(Candidate c) {
        return String.format(Locale.ROOT, "%s (id %d) %.4f", Quoted.of(c.text()), c.id(), c.logit())
                + (Double.isNaN(c.probability())
                        ? ""
                        : String.format(Locale.ROOT, ", probability %.1f%%", 100 * c.probability()));
    }

    static String of(Attribution a) {
        StringBuilder words = new StringBuilder(of(a.target()));
        a.contrast()
                .ifPresent(c -> words.append(String.format(Locale.ROOT, ", advantage %.4f over ", a.value()))
                        .append(of(c)));
        words.append(" from ");
        PixelRelevance pixels = a.pixels().orElse(null);
        words.append(pixels == null ? strongest(a.tokens()) : pixels.toString());
        String model =
                a.model().architectures().stream().findFirst().orElse(a.model().family());
        return words + "; " + model + ", " + a.method();
    }

    static String of(Prediction prediction) {
        String shown =
                prediction.candidates().stream().limit(MOST).map(InWords::of).collect(Collectors.joining("; "));
        boolean atToken = prediction.output().place() == OutputKind.Place.EACH_TOKEN;
        return shown + (atToken ? " at token " + prediction.position() : "") + " in "
                + prediction.output().name();
    }

    static String of(Closing closing) {
        return String.format(
                Locale.ROOT,
                "%.4f explained = %.4f at the input %+.4f absorbed in %d entries",
                closing.value(),
                closing.inputs(),
                closing.absorbed(),
                closing.entries().size());
    }

    static String of(Hop hop) {
        return Quoted.number(java.util.Arrays.stream(hop.relevance()).sum()) + " on " + hop.relevance().length
                + " tokens, " + Quoted.number(hop.absorbed()) + " absorbed"
                + (hop.kept().isEmpty() ? "" : ", not passed on at tokens " + hop.kept());
    }

    static String of(Contrast contrast) {
        List<String> others = new ArrayList<>();
        contrast.tokens().forEach(c -> others.add(Quoted.of(c.text())));
        if (contrast.meanOfOthers()) {
            others.add("the mean of all others");
        }
        return String.join(" and ", others);
    }

    private static String strongest(List<TokenRelevance> tokens) {
        String shown = tokens.stream()
                .sorted(Comparator.comparingDouble((TokenRelevance t) -> -Math.abs(t.relevance())))
                .limit(MOST)
                .sorted(Comparator.comparingInt(TokenRelevance::index))
                .map(t -> Quoted.with(t.text(), t.relevance()))
                .collect(Collectors.joining(", "));
        return shown + (tokens.size() > MOST ? ", the strongest of " + tokens.size() + " tokens" : "");
    }

    static String of(LatentRelevance latent) {
        String shown = IntStream.range(0, Math.min(MOST, latent.size()))
                .mapToObj(i -> Quoted.number(latent.at(i)))
                .collect(Collectors.joining(", "));
        int more = latent.size() - MOST;
        return latent.site() + ": " + shown + (more > 0 ? ", ... of " + latent.size() + " tokens" : "");
    }

    static String of(PixelRelevance pixels) {
        return pixels.patchRows() + " x " + pixels.patchColumns() + " patches, " + Quoted.number(pixels.sum())
                + " in all";
    }
}
