// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.html;

import java.util.List;
import java.util.Locale;
import org.lxt.explain.result.ModelIdentity;
import org.lxt.explain.result.PixelRelevance;
import org.lxt.report.Explained;
import org.lxt.report.Report;
import org.lxt.report.SeenImage;
import org.lxt.report.html.panel.GammaGrid;
import org.lxt.report.html.panel.ImagePanel;
import org.lxt.report.html.panel.Markup;
import org.lxt.report.html.panel.MatrixPanel;
import org.lxt.report.html.panel.Panel;
import org.lxt.report.html.panel.ScaleStyle;
import org.lxt.report.html.panel.TargetWords;
import org.lxt.report.internal.Headline;
import org.lxt.report.internal.VisibleText;
import org.lxt.report.internal.Wording;
import org.lxt.report.internal.scale.MatrixTable;

/**
 * The whole page. The first target is in it directly; the others wait in templates until a script shows them, so that
 * all of them are made by the same code and the script never builds markup from data.
 */
final class Page {
    /** What a page is about, and what it needs. */
    private enum Kind {
        TEXT("", Assets.SCRIPT),
        IMAGE(Assets.IMAGE_STYLE, Assets.IMAGE_SCRIPT),
        MATRIX(Assets.MATRIX_STYLE, Assets.MATRIX_SCRIPT);

        private final String style;
        private final String script;

        Kind(String style, String script) {
            this.style = style;
            this.script = script;
        }

        String style() {
            return style;
        }

        String script() {
            return script;
        }

        String policy(String wholeStyle) {
            return Assets.policy(wholeStyle, script) + (this == IMAGE ? "; img-src data:" : "");
        }
    }

    private final Report report;
    private final Kind kind;
    private final Markup html = new Markup();

    private Page(Report report) {
        this.report = report;
        this.kind = report.matrix() ? Kind.MATRIX : report.image() == null ? Kind.TEXT : Kind.IMAGE;
    }

    /** The page of a report. */
    public static String of(Report report) {
        Page page = new Page(report);
        page.write();
        return page.html.toString();
    }

    private void write() {
        String style = Assets.STYLE + kind.style() + ScaleStyle.css();
        String title = Headline.question(report);
        html.trusted("<!DOCTYPE html>\n").open("html", "lang", "en").line();
        html.open("head").single("meta", "charset", "utf-8").line();
        html.single("meta", "http-equiv", "Content-Security-Policy", "content", kind.policy(style));
        html.line();
        html.single("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.single("meta", "name", "referrer", "content", "no-referrer");
        html.single("meta", "name", "generator", "content", "LXT for Java").line();
        html.element("title", title).line();
        html.open("style").trusted(style).close().close().line();
        html.open("body", "class", kind.name().toLowerCase(Locale.ROOT)).line();
        bar();
        if (report.isGrid()) {
            html.open("div", "class", "above");
            GammaGrid.write(html, report.explained());
            html.close();
        }
        html.open("main", "id", "stage").line();
        if (kind == Kind.MATRIX) {
            matrix();
        } else {
            targets();
        }
        footer();
        html.element("div", "", "id", "tip", "role", "status", "hidden", "").line();
        html.open("script", "type", "application/json", "id", "data");
        html.trusted(kind == Kind.MATRIX ? MatrixData.json(tables()) : PageData.json(report))
                .close()
                .line();
        html.open("script").trusted(kind.script()).close().line();
        html.close().close().line();
    }

    private void matrix() {
        new MatrixPanel(html, report, tables()).write();
        html.close().line();
    }

    /** By what the report shows first, and by the other. */
    private List<MatrixTable> tables() {
        List<MatrixTable> both = List.of(MatrixTable.tokens(report), MatrixTable.words(report));
        return report.explained().getFirst().words().isEmpty() ? both : both.reversed();
    }

    private void targets() {
        panel(0);
        html.close().line();
        for (int i = 1; i < report.explained().size(); i++) {
            html.open("template", "class", "target");
            panel(i);
            html.close().line();
        }
    }

    private void panel(int index) {
        SeenImage image = report.image();
        PixelRelevance pixels = report.explained().get(index).pixels();
        if (image != null && pixels != null) {
            new ImagePanel(html, report, image, pixels, index).write();
            return;
        }
        new Panel(html, report.model(), report.explained().get(index), index).write();
    }

    private void bar() {
        html.open("header", "class", "top");
        html.element("span", "LXT", "class", "brand");
        List<Explained> all = report.explained();
        if (all.size() > 1 && !report.isGrid() && kind != Kind.MATRIX) {
            html.open("div", "class", "targets needs-script", "role", "group", "aria-label", "Explained target");
            for (int i = 0; i < all.size(); i++) {
                Explained e = all.get(i);
                html.open("button", "type", "button", "data-target", Integer.toString(i));
                html.element("bdi", tab(e, i));
                html.element("small", TargetWords.brief(e, all)).close();
            }
            html.close();
        }
        html.element("span", "", "class", "space");
        if (kind == Kind.MATRIX) {
            List<String> nouns = tables().stream().map(MatrixTable::noun).toList();
            choice(
                    "By",
                    "by",
                    nouns,
                    nouns.stream()
                            .map(noun -> noun.equals("word") ? "Words" : "Tokens")
                            .toList());
            html.open("label", "class", "zoom needs-script").element("span", "Size");
            html.single("input", "type", "range", "id", "zoom", "min", "6", "max", "52", "value", "18");
            html.close();
        }
        if (kind != Kind.IMAGE) {
            choice("Scale", "scale", List.of("fitted", "full"), List.of("Fitted", "Full range"));
        } else {
            choice("View", "view", List.of("overlay", "heatmap", "image"), List.of("Overlay", "Heatmap", "Image"));
            choice("Cells", "cells", List.of("pixels", "patches"), List.of("Pixels", "Patches"));
        }
        choice("Theme", "theme", List.of("auto", "light", "dark"), List.of("Auto", "Light", "Dark"));
        html.close().line();
        if (all.size() > 1 && kind != Kind.MATRIX) {
            html.open("noscript");
            html.element(
                    "p",
                    "Without JavaScript this page shows the first of " + all.size() + " targets.",
                    "class",
                    "note");
            html.close().line();
        }
    }

    /** What an explanation is called among the others: the passage of a ranking, which all have the same target, or the target. */
    private String tab(Explained e, int index) {
        return report.ranking().isEmpty()
                ? Wording.PRINTED.target(
                        e, report.explained().stream().map(o -> o.target().text()))
                : VisibleText.phrase(report.ranking().get(index).name(), 40);
    }

    private void choice(String legend, String name, List<String> ids, List<String> labels) {
        html.open("div", "class", "choice", "role", "radiogroup", "aria-label", legend);
        for (int i = 0; i < ids.size(); i++) {
            String id = name + "-" + ids.get(i);
            if (i == 0) {
                html.single("input", "type", "radio", "name", name, "id", id, "checked", "");
            } else {
                html.single("input", "type", "radio", "name", name, "id", id);
            }
            html.element("label", labels.get(i), "for", id);
        }
        html.close();
    }

    private void footer() {
        ModelIdentity model = report.model();
        html.open("footer").open("dl");
        fact("Checkpoint", model.checkpoint());
        fact("Architecture", String.join(", ", model.architectures()));
        fact("Family", model.family());
        fact("Plugin", model.plugin());
        fact("Computed by", model.backend());
        html.close();
        html.element("p", "Made with LXT for Java. This file is complete: it loads nothing and sends nothing.");
        html.close().line();
    }

    private void fact(String name, String value) {
        html.open("div").element("dt", name);
        html.open("dd").element("bdi", VisibleText.phrase(value)).close().close();
    }
}
