// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.lxt.explain.method.Convergence;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.Closing;
import org.lxt.explain.result.Contrast;
import org.lxt.explain.result.LatentRelevance;
import org.lxt.explain.result.ModelIdentity;
import org.lxt.explain.result.SegmentSpan;
import org.lxt.explain.result.Timing;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.explain.words.WordRelevance;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.Site;

/** Reports of all shapes, with texts that were chosen to break things. */
final class RandomReports {
    static final List<String> HOSTILE = List.of(
            "<script>alert(1)</script>",
            "</script><script>document.title='owned'</script>",
            "</template></main><img src=x onerror=alert(2)>",
            "\" onmouseover=\"alert(3)\" x='",
            "'><svg onload=alert(4)>",
            "&lt;b&gt; &amp;amp; &#39;",
            "<!-- --> ]]> {{x}} ${y}",
            "\u001b[31mred\u001b[0m\u0007\b",
            "\u0000null\u0001",
            "\u2028line\u2029paragraph\u0085",
            "\u202eevil\u202c \u2066isolate\u2069 \u200f",
            "\ud800 lone \udc00",
            "\ud83d\ude00\u200d\u2640\ufe0f \ud835\udd4f",
            "\u4f60\u597d\uff0c\u4e16\u754c",
            "\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd",
            "\u0301combining",
            "\ufffe\uffff\ufeff",
            "a\tb\r\nc\n\n",
            "   ",
            "",
            "\\u0041 \\n \\\\",
            "javascript:alert(5)",
            "x".repeat(300));

    private final Random random;

    RandomReports(long seed) {
        random = new Random(seed);
    }

    Report next() {
        ModelIdentity model = new ModelIdentity(text(), list(() -> text()), text(), text(), text());
        boolean words = random.nextInt(3) == 0;
        return new Report(
                model,
                IntStream.rangeClosed(0, random.nextInt(3))
                        .mapToObj(_ -> explained(words))
                        .map(e -> e.prompt() == null ? parted(e) : e)
                        .toList());
    }

    private List<WordRelevance> words(int tokens) {
        List<WordRelevance> words = new ArrayList<>();
        for (int first = 0; first < tokens; ) {
            int last = Math.min(tokens - 1, first + random.nextInt(3));
            words.add(new WordRelevance(
                    words.size(), first, last, text(), random.nextInt(9), 9, random.nextInt(5) == 0, number()));
            first = last + 1;
        }
        return words;
    }

    private Explained explained(boolean inWords) {
        int size = 1 + random.nextInt(12);
        List<TokenRelevance> tokens = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int start = random.nextInt(100);
            tokens.add(new TokenRelevance(
                    i, random.nextInt(), text(), start, start + 3, random.nextInt(5) == 0, number()));
        }
        List<LatentRelevance> latent = IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> new LatentRelevance(
                        Site.of("layers." + i),
                        IntStream.range(0, size).mapToDouble(_ -> number()).toArray()))
                .toList();
        return Explained.builder(text(), tokens, candidate())
                .prompt(random.nextBoolean() ? text() : null)
                .output(OutputKind.nextToken(), random.nextInt(size))
                .value(number())
                .contrast(random.nextBoolean() ? contrast() : null)
                .candidates(list(this::candidate))
                .latent(latent)
                .ledger(random.nextBoolean() ? new Closing(number(), number(), list(this::booking)) : null)
                .convergence(random.nextInt(4) == 0 ? new Convergence(number(), number(), number()) : null)
                .timing(new Timing(random.nextDouble(), random.nextDouble()))
                .words(inWords ? words(size) : List.of())
                .build();
    }

    /** Parts of a prompt of ids; those of texts need tokens that stand in them. */
    private Explained parted(Explained e) {
        List<SegmentSpan> spans = new ArrayList<>();
        for (int first = random.nextInt(3); first < e.tokens().size(); ) {
            int end = Math.min(e.tokens().size(), first + random.nextInt(4));
            spans.add(new SegmentSpan(text(), 0, 0, first, end));
            first = end + 1;
        }
        return e.toBuilder().parts(new PromptParts(spans, random.nextBoolean())).build();
    }

    private Contrast contrast() {
        List<Candidate> tokens = list(this::candidate);
        return new Contrast(tokens, tokens.isEmpty() || random.nextBoolean());
    }

    private Candidate candidate() {
        return new Candidate(random.nextInt(), text(), number(), random.nextDouble());
    }

    private Closing.Entry booking() {
        Ledger.Cause[] causes = Ledger.Cause.values();
        return new Closing.Entry(Site.of(text()), text(), causes[random.nextInt(causes.length)], number());
    }

    private <T> List<T> list(Supplier<T> element) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(_ -> element.get())
                .toList();
    }

    private String text() {
        if (random.nextBoolean()) {
            return HOSTILE.get(random.nextInt(HOSTILE.size()));
        }
        StringBuilder any = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            any.append((char) random.nextInt(0x10000));
        }
        return any.toString();
    }

    private double number() {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> -0.0;
            case 2 -> Double.MIN_VALUE;
            case 3 -> random.nextGaussian() * 1e300;
            default -> random.nextGaussian();
        };
    }
}
