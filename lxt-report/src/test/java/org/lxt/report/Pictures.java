// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report;

import java.nio.file.Files;
import java.nio.file.Path;
import org.lxt.report.html.HtmlReport;
import org.lxt.report.image.PngReport;

/** Makes the pictures of the documentation: into the folder named by the first argument. */
final class Pictures {
    private Pictures() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        Path page = folder.resolve("report.html");
        HtmlReport.write(SampleReport.get(), page);
        PngReport.write(SampleReport.get(), 0, folder.resolve("heatmap.png"));
        try (Chromium browser = new Chromium(Chromium.program().orElseThrow())) {
            for (String theme : new String[] {"light", "dark"}) {
                browser.look(1120, 800, theme);
                browser.open(page);
                Files.write(folder.resolve("heatmap-" + theme + ".png"), browser.picture(1120, 1506));
            }
            browser.look(390, 800, "light");
            browser.open(page);
            Files.write(folder.resolve("heatmap-narrow.png"), browser.picture(390, 1302));
        }
    }
}
