// SPDX-License-Identifier: BSD-3-Clause
package org.example.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.explain.Explainer;
import org.lxt.samples.Sample;

class ReportInBrowserTest {
    @TempDir
    Path folder;

    @Test
    void thePageIsCompleteAndNeedsNoOtherFile() throws Exception {
        Path page = folder.resolve("why.html");
        try (Sample sample = Sample.decoder();
                Explainer lxt = Explainer.open(sample.folder())) {
            ReportInBrowser.write(lxt, sample.prompt(), page);
        }
        assertThat(Files.readString(page))
                .startsWith("<!DOCTYPE html>")
                .contains("beans", "bread")
                .doesNotContain("src=\"http", "href=\"http");
    }

    @Test
    void eachSystemHasItsOpener() {
        Path page = Path.of("/tmp/why.html");
        assertThat(ReportInBrowser.opener("Linux", page)).containsExactly("xdg-open", "/tmp/why.html");
        assertThat(ReportInBrowser.opener("Mac OS X", page)).containsExactly("open", "/tmp/why.html");
        assertThat(ReportInBrowser.opener("Windows 11", page)).startsWith("rundll32").last().asString().startsWith("file:");
    }
}
