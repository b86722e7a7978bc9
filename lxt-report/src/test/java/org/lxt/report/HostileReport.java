// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.Closing;
import org.lxt.explain.result.Contrast;
import org.lxt.explain.result.LatentRelevance;
import org.lxt.explain.result.ModelIdentity;
import org.lxt.explain.result.Timing;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.Site;

/** A report in which every text tries to be more than text. */
public final class HostileReport {
    private HostileReport() {}

    /** Two targets; the tokens are the texts given. */
    public static Report of(List<String> texts) {
        return new Report(
                new ModelIdentity(texts.getFirst(), texts, texts.getFirst(), texts.getLast(), texts.getFirst()),
                List.of(explained(texts, 0, 1), explained(texts, texts.size() / 2, -1)));
    }

    /** All hostile texts. */
    public static Report all() {
        return of(RandomReports.HOSTILE);
    }

    private static Explained explained(List<String> texts, int position, double sign) {
        List<TokenRelevance> tokens = new ArrayList<>();
        for (String text : texts) {
            int i = tokens.size();
            tokens.add(new TokenRelevance(i, i, text, 0, text.length(), i % 7 == 3, sign * (i - 3)));
        }
        List<LatentRelevance> latent = texts.stream()
                .limit(3)
                .map(t -> new LatentRelevance(
                        Site.of(t),
                        IntStream.range(0, texts.size())
                                .mapToDouble(i -> i * sign)
                                .toArray()))
                .toList();
        List<Candidate> candidates = IntStream.range(0, texts.size())
                .mapToObj(i -> new Candidate(i, texts.get(i), 9.0 - i, 0.1))
                .toList();
        List<Closing.Entry> bookings = texts.stream()
                .map(t -> new Closing.Entry(Site.of(t), t, Ledger.Cause.BIAS, 0.5))
                .toList();
        return Explained.builder(texts.getFirst(), tokens, candidates.get(position))
                .prompt(String.join("", texts))
                .output(OutputKind.nextToken(), position)
                .value(3)
                .contrast(new Contrast(candidates, true))
                .candidates(candidates)
                .latent(latent)
                .ledger(new Closing(3, 1, bookings))
                .timing(new Timing(0.5, 0.25))
                .build();
    }
}
