// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.html.panel;

import org.lxt.report.Explained;

/** How to read the page of an image, for those who see one for the first time. */
final class ImageReading {
    private ImageReading() {}

    static void write(Markup html, Explained e) {
        html.open("details", "class", "card reading", "open", "");
        html.element("summary", "How to read this");
        html.open("ul");
        point(html, "Relevance is a share of the " + TargetWords.quantity(e), """
            : a pixel with +0.02 contributed 0.02 of its units. Red speaks for the answer, blue against it. All pixels \
            together %s.\
            """.formatted(TargetWords.wholeOf(e)));
        point(html, "Single pixels are grainy, patches are steadier", """
            . The model cuts the image into patches and reads each as one token: look at patches for where, at pixels \
            for what. A gamma rule reduces noise.\
            """);
        point(html, "It explains the model, not the world", """
            : a red patch was used, which does not make it the object. Compare targets by explaining one minus the \
            other.\
            """);
        html.close().close().line();
    }

    private static void point(Markup html, String claim, String rest) {
        html.open("li").element("b", claim).text(rest).close();
    }
}
