// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lxt.explain.method.Convergence;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.Closing;
import org.lxt.explain.result.Contrast;
import org.lxt.explain.result.LatentRelevance;
import org.lxt.explain.result.ModelIdentity;
import org.lxt.explain.result.Timing;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.explain.words.WordRelevance;
import org.lxt.report.Explained;
import org.lxt.report.Gamma;
import org.lxt.report.Report;
import org.lxt.report.ReportException;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.Site;
import tools.jackson.databind.JsonNode;

/** Makes a report from JSON nodes. Unknown fields are ignored: a later version may have more. */
final class JsonReading {
    private JsonReading() {}

    static Report report(JsonNode root, String file) {
        JsonNode format = root.get("format");
        if (format == null || !format.isString() || !format.stringValue().equals(ReportJson.FORMAT)) {
            throw new ReportException(
                    file + " is not an attribution of LXT: its \"format\" is not \"" + ReportJson.FORMAT + "\"");
        }
        JsonField top = new JsonField(root, file, "");
        int version = top.get("version").integer();
        if (version > ReportJson.VERSION) {
            throw new ReportException(file + " was written by a newer LXT: it has version " + version
                    + ", and this one reads up to version " + ReportJson.VERSION);
        }
        if (version < 1) {
            throw new ReportException(file + " is damaged: there is no version " + version);
        }
        if (top.find("error").isPresent()) {
            throw new ReportException(file + " holds no attribution, but why there is none: "
                    + top.get("error").text());
        }
        List<JsonField> all = top.get("attributions").list(field -> field);
        if (all.isEmpty()) {
            throw new ReportException(file + " holds no attribution");
        }
        ModelIdentity model = model(all.getFirst().get("model"));
        if (!all.stream().allMatch(a -> model(a.get("model")).equals(model))) {
            throw new ReportException(file + " holds attributions of several models, and a report is about one");
        }
        Optional<List<JsonField>> matrix =
                top.find("matrix").map(m -> m.get("tokens").list(field -> field));
        try {
            return new Report(
                    model,
                    all.stream()
                            .map(a -> explained(
                                    a,
                                    matrix.map(tokens -> JsonMatrix.tokens(tokens, a))
                                            .orElseGet(
                                                    () -> tokens(a.get("tokens").list(field -> field)))))
                            .toList(),
                    top.find("image").map(JsonImages::image).orElse(null),
                    matrix.isPresent(),
                    JsonRanking.read(all));
        } catch (ReportException e) {
            throw e.getMessage() != null && e.getMessage().startsWith(file)
                    ? e
                    : new ReportException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    private static ModelIdentity model(JsonField model) {
        return new ModelIdentity(
                model.get("checkpoint").text(),
                model.get("architectures").list(JsonField::text),
                model.get("family").text(),
                model.get("plugin").text(),
                model.get("backend").text());
    }

    private static Explained explained(JsonField a, List<TokenRelevance> tokens) {
        return Explained.builder(a.get("rules").text(), tokens, candidate(a.get("target")))
                .signed(a.find("signed").map(JsonField::flag).orElse(true))
                .prompt(a.find("prompt").map(JsonField::text).orElse(null))
                .output(
                        a.find("output").map(JsonReading::output).orElse(OutputKind.nextToken()),
                        a.get("position").integer())
                .value(a.get("value").number())
                .contrast(a.find("contrast").map(JsonReading::contrast).orElse(null))
                .candidates(a.get("candidates").list(JsonReading::candidate))
                .latent(a.find("latent").map(l -> l.list(JsonReading::site)).orElse(List.of()))
                .ledger(a.find("ledger").map(JsonReading::account).orElse(null))
                .convergence(a.find("convergence").map(JsonReading::convergence).orElse(null))
                .timing(new Timing(
                        a.get("seconds").get("forward").number(),
                        a.get("seconds").get("backward").number()))
                .pixels(a.find("pixels")
                        .map(p -> JsonImages.pixels(p, tokens.size()))
                        .orElse(null))
                .gamma(a.find("gamma")
                        .map(g -> new Gamma(
                                g.get("convolutions").number(), g.get("linears").number()))
                        .orElse(null))
                .words(a.find("words").map(w -> words(w.list(field -> field))).orElse(List.of()))
                .answer(JsonAnswers.read(a, tokens.size()))
                .parts(JsonSegments.read(a))
                .units(JsonUnits.read(a))
                .build();
    }

    private static List<WordRelevance> words(List<JsonField> fields) {
        List<WordRelevance> words = new ArrayList<>(fields.size());
        for (JsonField w : fields) {
            words.add(new WordRelevance(
                    words.size(),
                    w.get("first_token").integer(),
                    w.get("last_token").integer(),
                    w.get("text").text(),
                    w.get("start").integer(),
                    w.get("end").integer(),
                    w.get("special").flag(),
                    w.get("relevance").number()));
        }
        return words;
    }

    private static List<TokenRelevance> tokens(List<JsonField> fields) {
        List<TokenRelevance> tokens = new ArrayList<>(fields.size());
        for (JsonField t : fields) {
            tokens.add(token(t, tokens.size(), t.get("relevance").number()));
        }
        return tokens;
    }

    static TokenRelevance token(JsonField t, int index, double relevance) {
        return new TokenRelevance(
                index,
                t.get("id").integer(),
                t.get("text").text(),
                t.get("start").integer(),
                t.get("end").integer(),
                t.get("special").flag(),
                relevance);
    }

    static Candidate candidate(JsonField c) {
        return new Candidate(
                c.get("id").integer(),
                c.get("text").text(),
                c.get("logit").number(),
                c.find("probability").map(JsonField::number).orElse(Double.NaN));
    }

    private static OutputKind output(JsonField o) {
        return OutputKind.of(
                o.get("name").text(),
                constant(OutputKind.Place.values(), o.get("place")),
                constant(OutputKind.Entries.values(), o.get("entries")));
    }

    private static <T extends Enum<T>> T constant(T[] constants, JsonField field) {
        String name = field.text();
        return Arrays.stream(constants)
                .filter(c -> c.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> field.wrong("is '" + name + "', which this version does not know"));
    }

    static Contrast contrast(JsonField c) {
        List<Candidate> tokens = c.get("tokens").list(JsonReading::candidate);
        boolean mean = c.get("mean_of_others").flag();
        if (tokens.isEmpty() && !mean) {
            throw c.wrong("names nothing that the target was compared with");
        }
        return new Contrast(tokens, mean);
    }

    private static LatentRelevance site(JsonField l) {
        double[] relevance = l.get("relevance").list(JsonField::number).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        return new LatentRelevance(Site.of(l.get("site").text()), relevance);
    }

    private static Closing account(JsonField l) {
        List<Closing.Entry> entries = l.get("entries")
                .list(e -> new Closing.Entry(
                        Site.of(e.get("site").text()),
                        e.get("operation").text(),
                        constant(Ledger.Cause.values(), e.get("cause")),
                        e.get("amount").number()));
        return new Closing(l.get("value").number(), l.get("inputs").number(), entries);
    }

    private static Convergence convergence(JsonField c) {
        return new Convergence(
                c.get("start").number(), c.get("end").number(), c.get("sum").number());
    }
}
