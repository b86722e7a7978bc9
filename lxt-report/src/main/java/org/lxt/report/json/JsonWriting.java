// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.json;

import java.util.Locale;
import java.util.stream.DoubleStream;
import org.lxt.explain.method.Convergence;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.Closing;
import org.lxt.explain.result.Contrast;
import org.lxt.explain.result.LatentRelevance;
import org.lxt.explain.result.ModelIdentity;
import org.lxt.explain.result.PixelRelevance;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.explain.words.WordRelevance;
import org.lxt.report.Explained;
import org.lxt.report.Gamma;
import org.lxt.report.Report;
import org.lxt.report.SeenImage;
import org.lxt.report.internal.LedgerSums;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts a report into JSON nodes. */
final class JsonWriting {
    private JsonWriting() {}

    static ObjectNode describe(Report report, ObjectNode root) {
        root.put("format", ReportJson.FORMAT);
        root.put("version", ReportJson.VERSION);
        SeenImage image = report.image();
        if (image != null) {
            JsonImages.describe(image, root.putObject("image"));
        }
        if (report.matrix()) {
            JsonMatrix.describe(report, root.putObject("matrix"));
        }
        ArrayNode all = root.putArray("attributions");
        for (int i = 0; i < report.explained().size(); i++) {
            ObjectNode node = all.addObject();
            if (!report.ranking().isEmpty()) {
                JsonRanking.describe(report.ranking().get(i), node.putObject("passage"));
            }
            describe(report, report.explained().get(i), node);
        }
        return root;
    }

    private static void describe(Report report, Explained e, ObjectNode node) {
        ModelIdentity identity = report.model();
        ObjectNode model = node.putObject("model");
        model.put("checkpoint", identity.checkpoint());
        ArrayNode architectures = model.putArray("architectures");
        identity.architectures().forEach(architectures::add);
        model.put("family", identity.family());
        model.put("plugin", identity.plugin());
        model.put("backend", identity.backend());
        node.put("rules", e.rules());
        if (!e.signed()) {
            node.put("signed", false);
        }
        String prompt = e.prompt();
        if (prompt != null) {
            node.put("prompt", prompt);
        }
        node.putObject("output")
                .put("name", e.output().name())
                .put("place", e.output().place().name().toLowerCase(Locale.ROOT))
                .put("entries", e.output().entries().name().toLowerCase(Locale.ROOT));
        node.put("position", e.position());
        describe(e.target(), node.putObject("target"));
        node.put("value", e.value());
        Contrast contrast = e.contrast();
        if (contrast != null) {
            describe(contrast, node.putObject("contrast"));
        }
        ArrayNode candidates = node.putArray("candidates");
        e.candidates().forEach(c -> describe(c, candidates.addObject()));
        JsonAnswers.describe(e, node);
        JsonSegments.describe(e, node);
        if (report.matrix()) {
            JsonMatrix.describe(e, node);
        } else {
            ArrayNode tokens = node.putArray("tokens");
            e.tokens().forEach(t -> describe(t, tokens.addObject()).put("relevance", t.relevance()));
        }
        if (!e.words().isEmpty()) {
            ArrayNode words = node.putArray("words");
            e.words().forEach(w -> describe(w, words.addObject()));
        }
        ArrayNode latent = node.putArray("latent");
        e.latent().forEach(l -> describe(l, latent.addObject()));
        JsonUnits.describe(e, node);
        Closing ledger = e.ledger();
        if (ledger != null) {
            describe(ledger, node.putObject("ledger"));
        }
        Convergence convergence = e.convergence();
        if (convergence != null) {
            node.putObject("convergence")
                    .put("start", convergence.start())
                    .put("end", convergence.end())
                    .put("sum", convergence.sum())
                    .put("delta", convergence.delta());
        }
        PixelRelevance pixels = e.pixels();
        if (pixels != null) {
            JsonImages.describe(pixels, node.putObject("pixels"));
        }
        Gamma gamma = e.gamma();
        if (gamma != null) {
            node.putObject("gamma").put("convolutions", gamma.convolutions()).put("linears", gamma.linears());
        }
        node.putObject("seconds")
                .put("forward", e.timing().forward())
                .put("backward", e.timing().backward());
    }

    static void describe(Contrast contrast, ObjectNode node) {
        ArrayNode tokens = node.putArray("tokens");
        contrast.tokens().forEach(c -> describe(c, tokens.addObject()));
        node.put("mean_of_others", contrast.meanOfOthers());
    }

    static void describe(Candidate c, ObjectNode node) {
        node.put("id", c.id());
        node.put("text", c.text());
        node.put("logit", c.logit());
        if (!Double.isNaN(c.probability())) {
            node.put("probability", c.probability());
        }
    }

    /** A token without its relevance. */
    static ObjectNode describe(TokenRelevance t, ObjectNode node) {
        return node.put("id", t.id())
                .put("text", t.text())
                .put("start", t.start())
                .put("end", t.end())
                .put("special", t.special());
    }

    private static void describe(WordRelevance w, ObjectNode node) {
        node.put("first_token", w.firstToken());
        node.put("last_token", w.lastToken());
        node.put("text", w.text());
        node.put("start", w.start());
        node.put("end", w.end());
        node.put("special", w.special());
        node.put("relevance", w.relevance());
    }

    private static void describe(LatentRelevance l, ObjectNode node) {
        node.put("site", l.site().path());
        ArrayNode relevance = node.putArray("relevance");
        DoubleStream.of(l.relevance()).forEach(relevance::add);
    }

    private static void describe(Closing account, ObjectNode node) {
        node.put("value", account.value());
        node.put("inputs", account.inputs());
        node.put("absorbed", account.absorbed());
        node.put("error", account.error());
        ArrayNode entries = node.putArray("entries");
        for (Closing.Entry e : account.entries()) {
            entries.addObject()
                    .put("site", e.site().path())
                    .put("operation", e.operation())
                    .put("cause", LedgerSums.name(e.cause()))
                    .put("amount", e.amount());
        }
    }
}
