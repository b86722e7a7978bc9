// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.html;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.lxt.explain.result.LatentRelevance;
import org.lxt.explain.result.PixelRelevance;
import org.lxt.json.JsonText;
import org.lxt.report.Explained;
import org.lxt.report.Report;
import org.lxt.report.internal.Figures;
import org.lxt.report.internal.VisibleText;
import org.lxt.report.internal.scale.Rows;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The numbers behind the page, for the script to show on request: as JSON in a block that browsers do not run. Escaped so
 * that nothing in it can end the block.
 */
final class PageData {
    private PageData() {}

    static String json(Report report) {
        ObjectNode root = JsonText.object();
        // The targets of one prompt share its labels.
        List<List<String>> known = new ArrayList<>();
        ArrayNode prompts = root.putArray("prompts");
        ArrayNode targets = root.putArray("targets");
        for (Explained e : report.explained()) {
            Rows rows = Rows.of(e);
            List<String> labels = rows.all().stream()
                    .map(r -> VisibleText.label(r.name(), 60))
                    .toList();
            if (!known.contains(labels)) {
                known.add(labels);
                ArrayNode node = prompts.addArray();
                labels.forEach(node::add);
            }
            ObjectNode target = targets.addObject().put("prompt", known.indexOf(labels));
            describe(e, rows, target);
            PixelRelevance pixels = e.pixels();
            if (pixels != null) {
                describe(pixels, e.leadingTokens(), target);
            }
        }
        return escape(JsonText.line(root));
    }

    private static void describe(Explained e, Rows rows, ObjectNode node) {
        node.put("value", e.value());
        ArrayNode relevance = node.putArray("relevance");
        ArrayNode facts = node.putArray("facts");
        for (Rows.Row row : rows.all()) {
            relevance.add(Figures.relevance(row.relevance(), e.signed()));
            facts.add(facts(e, row));
        }
        ArrayNode names = node.putArray("names");
        rows.all().forEach(r -> names.add(name(r)));
        ArrayNode sites = node.putArray("sites");
        ArrayNode latent = node.putArray("latent");
        for (LatentRelevance site : rows.latent().reversed()) {
            sites.add(VisibleText.label(site.site().path()));
            ArrayNode row = latent.addArray();
            for (double value : site.relevance()) {
                row.add(rounded(value));
            }
        }
    }

    private static String name(Rows.Row row) {
        return (row.firstToken() == row.lastToken() ? "token " : "tokens ") + row.tokens();
    }

    /** What else is told of a token or word, in one line. */
    private static String facts(Explained e, Rows.Row row) {
        List<String> facts = new ArrayList<>(List.of(name(row)));
        if (row.id() != Rows.NO_ID) {
            facts.add("id " + row.id());
        }
        if (row.special()) {
            facts.add("special");
        }
        String share = Figures.shareOf(row.relevance(), e.value(), "the value");
        if (!share.isEmpty() && e.signed()) {
            facts.add(share);
        }
        if (!row.seen()) {
            facts.add("after the answer");
        }
        return String.join(" \u00b7 ", facts);
    }

    /**
     * Relevance of pixels as float32, which is more precise than the page and takes a third of the space of digits.
     */
    private static void describe(PixelRelevance pixels, int leading, ObjectNode node) {
        double[] values = pixels.values();
        ByteBuffer floats = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            floats.putFloat((float) value);
        }
        node.putObject("pixels")
                .put("channels", pixels.channels())
                .put("height", pixels.height())
                .put("width", pixels.width())
                .put("patchHeight", pixels.patchHeight())
                .put("patchWidth", pixels.patchWidth())
                .put("leading", leading)
                .put("floats", Base64.getEncoder().encodeToString(floats.array()));
    }

    /** Five digits are more than the page shows; all of them would triple its size. */
    static double rounded(double value) {
        return new BigDecimal(value).round(new MathContext(5)).doubleValue();
    }

    static String escape(String json) {
        StringBuilder safe = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c > '~' || c == '<' || c == '>' || c == '&' || c == '\'') {
                safe.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                safe.append(c);
            }
        }
        return safe.toString();
    }
}
