package org.lxt.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lxt.spi.ModelInput;
import org.lxt.spi.OutputKind;

/** Prompts, targets and results as a line of a log shows them. */
final class InWords {
    private static final int LONGEST = 80;
    private static final int MOST = 5;
    private static final int FIRST_IDS = 16;

    private InWords() {}

    static String of(Prompt prompt) {
        ModelInput.Image image = prompt.image();
        if (image != null) {
            return "image of " + image.channels() + " x " + image.height() + " x " + image.width();
        }
        String text = prompt.text();
        if (text == null) {
            return ids(prompt.ids());
        }
        String pair = prompt.pair();
        return quoted(text)
                + (pair == null ? "" : " with " + quoted(pair))
                + (prompt.addsSpecialTokens() ? "" : " without special tokens");
    }

    static String of(Generation generation) {
        int[] generated = generation.generated();
        return ids(generation.prompt().ids()) + ", the last " + generated.length + " generated"
                + (generation.ended() ? ", where the model ended" : "");
    }

    private static String ids(int[] ids) {
        String shown =
                IntStream.of(ids).limit(FIRST_IDS).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        return "ids [" + shown + (ids.length > FIRST_IDS ? ", ... " + ids.length + " in all]" : "]");
    }

    static String of(Target target) {
        StringBuilder words = new StringBuilder(choice(target.token()));
        target.against().forEach(other -> words.append(" minus ").append(choice(other)));
        if (target.isAgainstMean()) {
            words.append(" minus the mean of all others");
        }
        switch (target.place()) {
            case Target.UsualPlace _ -> {}
            case Target.AtToken(int index) -> words.append(" at token ").append(index);
            case Target.AtMask(int index) -> words.append(" at mask ").append(index);
        }
        String output = target.output();
        return words + (output == null ? "" : " in " + output);
    }

    private static String choice(Target.TokenChoice choice) {
        String text = choice.text();
        if (text != null) {
            return quoted(text);
        }
        return choice.id().isPresent()
                ? "id " + choice.id().getAsInt()
                : choice.rank() == 1 ? "the largest logit" : "the logit of rank " + choice.rank();
    }

    static String of(Candidate c) {
        return String.format(Locale.ROOT, "%s (id %d) %.4f", quoted(c.text()), c.id(), c.logit())
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

    static String of(Contrast contrast) {
        List<String> others = new ArrayList<>();
        contrast.tokens().forEach(c -> others.add(quoted(c.text())));
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
                .map(t -> relevance(t.text(), t.relevance()))
                .collect(Collectors.joining(", "));
        return shown + (tokens.size() > MOST ? ", the strongest of " + tokens.size() + " tokens" : "");
    }

    static String of(Words words) {
        return words.words().stream()
                .limit(LONGEST)
                .map(w -> relevance(w.text(), w.relevance()))
                .collect(Collectors.joining(", ", "", words.words().size() > LONGEST ? ", ..." : ""));
    }

    static String of(LatentRelevance latent) {
        String shown = IntStream.range(0, Math.min(MOST, latent.relevance().length))
                .mapToObj(i -> number(latent.relevance()[i]))
                .collect(Collectors.joining(", "));
        int more = latent.relevance().length - MOST;
        return latent.site() + ": " + shown + (more > 0 ? ", ... of " + latent.relevance().length + " tokens" : "");
    }

    static String of(PixelRelevance pixels) {
        return pixels.patchRows() + " x " + pixels.patchColumns() + " patches, " + number(pixels.sum()) + " in all";
    }

    private static String relevance(String text, double relevance) {
        return quoted(text) + " " + number(relevance);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%+.4f", value);
    }

    /** In quotation marks, on one line and of bounded length; what would steer a terminal is shown by its code. */
    static String quoted(@Nullable String text) {
        StringBuilder shown = new StringBuilder("\"");
        String whole = String.valueOf(text);
        boolean cut = whole.codePointCount(0, whole.length()) > LONGEST;
        String part = cut ? whole.substring(0, whole.offsetByCodePoints(0, LONGEST)) : whole;
        part.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE -> shown.append(code(c));
                default -> shown.appendCodePoint(c);
            }
        });
        return shown + "\"" + (cut ? "..." : "");
    }

    private static String code(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            default -> String.format(Locale.ROOT, "\\u%04x", c);
        };
    }
}
