// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.report.html.HtmlReport;

/** What can be told of the page without a browser; {@link HtmlBrowserTest} tells the rest. */
class HtmlReportTest {
    @TempDir
    Path folder;

    @Test
    void aFullDiskIsToldWithTheFile() {
        Path full = Path.of("/dev/full"); // there is one on Linux
        assumeThat(full).exists();
        assertThatThrownBy(() -> HtmlReport.write(SampleReport.get(), full))
                .isInstanceOf(FileSystemException.class)
                .hasMessageStartingWith("/dev/full: ");
    }

    @Test
    void nothingOfThePromptIsMarkup() {
        String html = HtmlReport.toString(HostileReport.all());
        assertThat(html)
                .doesNotContain("<img", "<svg onload", "<script>alert", "<!-- -->", "\u2028", "\u202e", "\u001b");
        assertThat(count(html, "<script")).isEqualTo(2);
        assertThat(count(html, "</script")).isEqualTo(2);
        assertThat(count(html, "<template")).isEqualTo(1);
    }

    @Test
    void anyReportCanBeWritten() throws IOException {
        RandomReports reports = new RandomReports(3);
        for (int i = 0; i < 150; i++) {
            Path file = folder.resolve("report.html");
            HtmlReport.write(reports.next(), file);
            assertThat(count(Files.readString(file), "<script")).isEqualTo(2);
        }
    }

    @Test
    void anAccountThatDoesNotCloseIsSaid() {
        assertThat(HtmlReport.toString(HostileReport.all())).contains("The account does not add up");
        assertThat(HtmlReport.toString(SampleReport.get()))
                .contains("The account adds up")
                .doesNotContain("does not add up");
    }

    @Test
    void thePageLoadsNothing() {
        String html = HtmlReport.toString(SampleReport.get());
        assertThat(html).doesNotContain("http:", "https:", "url(", "@import", " src=", " href=", " style=");
        assertThat(html)
                .contains("default-src &#39;none&#39;; style-src &#39;sha256-", "script-src &#39;sha256-")
                .doesNotContain("unsafe-inline");
    }

    @Test
    void allTokensAreThereAndTheSpecialOneIsMarked() {
        String html = HtmlReport.toString(SampleReport.get());
        int tokens = SampleReport.get().explained().getFirst().tokens().size();
        assertThat(count(html, "<bdi class=\"t ")).isEqualTo(2 * tokens);
        assertThat(html).containsPattern("class=\"t [^\"]* special\"[^>]*>&lt;\\|begin_of_text\\|&gt;");
        assertThat(html).contains("token 39 \u2423beans, relevance +6.5790");
    }

    private static int count(String text, String part) {
        Matcher matcher = Pattern.compile(Pattern.quote(part)).matcher(text);
        int count = 0;
        while (matcher.find()) {
            count++;
        }
        return count;
    }
}
