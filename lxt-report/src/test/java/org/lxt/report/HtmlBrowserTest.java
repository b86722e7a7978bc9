// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.report.internal.VisibleText;
import tools.jackson.databind.JsonNode;

/** The page in a browser. */
class HtmlBrowserTest {
    private static final String BEANS = "document.querySelector('.t[data-i=\"39\"]')";

    private static Chromium browser;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        browser = Chromium.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void usual() throws Exception {
        browser.scripts(true);
        browser.look(1120, 800, "light");
    }

    @AfterEach
    void nothingWentWrong() {
        assertThat(browser.complaints).isEmpty();
        assertThat(browser.requests).isEmpty();
        assertThat(browser.dialogs).isEmpty();
    }

    private void open(Report report) throws Exception {
        browser.open(report, folder);
    }

    private String text(String expression) throws Exception {
        return browser.text(expression);
    }

    private String background(String element) throws Exception {
        return text("(getComputedStyle(" + element + ").transitionDuration, " + element
                + ".style.transition = 'none', getComputedStyle(" + element + ").backgroundColor)");
    }

    @Test
    void hostileTextIsShownAndRunsNothing() throws Exception {
        open(HostileReport.all());
        assertThat(text("document.title"))
                .isEqualTo("Why " + VisibleText.label(RandomReports.HOSTILE.getFirst()) + "?");
        assertThat(shownTokens()).isEqualTo(expected());
        browser.evaluate("document.querySelectorAll('[data-target]')[1].click()");
        assertThat(shownTokens()).isEqualTo(expected());
        assertThat(browser.evaluate("document.querySelectorAll('img, iframe, object, [onload], [onmouseover]').length")
                        .intValue())
                .isZero();
        browser.evaluate("document.querySelectorAll('.t').forEach(t => { t.focus(); })");
    }

    private static List<String> expected() {
        List<String> expected = new ArrayList<>();
        for (String text : RandomReports.HOSTILE) {
            StringBuilder shown = new StringBuilder();
            VisibleText.pieces(text).forEach(p -> shown.append(p.text()));
            expected.add(shown.toString());
        }
        return expected;
    }

    private static List<String> shownTokens() throws Exception {
        List<String> texts = new ArrayList<>();
        for (JsonNode text : browser.evaluate("[...document.querySelectorAll('#stage .t')].map(t => t.textContent)")) {
            texts.add(text.stringValue());
        }
        return texts;
    }

    @Test
    void plainHostileTextIsTheTextOfThePage() throws Exception {
        List<String> texts =
                List.of("<script>alert(1)</script>", " \"quoted\" & 'single'\n", "</script>", " \u4f60\u597d");
        open(HostileReport.of(texts));
        assertThat(shownTokens()).isEqualTo(texts);
    }

    @Test
    void anotherTargetHasOtherColours() throws Exception {
        open(SampleReport.get());
        String first = background(BEANS);
        assertThat(text("document.querySelector('h1').textContent")).isEqualTo("Why beans?");
        browser.evaluate("document.querySelectorAll('[data-target]')[1].click()");
        assertThat(text("document.querySelector('[aria-pressed=true]').dataset.target"))
                .isEqualTo("1");
        assertThat(text("document.querySelector('.lead').textContent")).contains("advantage");
        String like = "document.querySelector('.t[data-i=\"54\"]')";
        String second = background(like);
        browser.evaluate("document.querySelectorAll('[data-target]')[0].click()");
        assertThat(background(like)).isNotEqualTo(second);
        assertThat(background(BEANS)).isEqualTo(first);
    }

    @Test
    void theFullRangeUnmarksClippedTokens() throws Exception {
        open(HostileReport.of(List.of("sink", " a", " b", " c", " d")));
        String sink = "document.querySelector('.t')";
        String weak = "document.querySelectorAll('.t')[1]";
        assertThat(text("getComputedStyle(" + sink + ").backgroundImage")).contains("gradient");
        String fitted = background(weak);
        browser.evaluate("document.getElementById('scale-full').click()");
        assertThat(text("getComputedStyle(" + sink + ").backgroundImage")).isEqualTo("none");
        assertThat(background(weak)).isNotEqualTo(fitted);
    }

    @Test
    void themesFollowTheSystemAndTheButtons() throws Exception {
        open(SampleReport.get());
        String light = background("document.body");
        browser.look(1120, 800, "dark");
        String dark = background("document.body");
        assertThat(dark).isNotEqualTo(light);
        browser.evaluate("document.getElementById('theme-light').click()");
        assertThat(background("document.body")).isEqualTo(light);
    }

    @Test
    void numbersShowOnFocusAndTheArrowKeysMove() throws Exception {
        open(SampleReport.get());
        browser.evaluate(BEANS + ".focus()");
        assertThat(text("document.getElementById('tip').textContent"))
                .contains("\u2423beans", "+6.5790", "token 39", "42.6%");
        browser.evaluate(BEANS + ".dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true}))");
        assertThat(text("document.activeElement.dataset.i")).isEqualTo("40");
        assertThat(browser.evaluate("document.querySelectorAll('.t[tabindex=\"0\"]').length")
                        .intValue())
                .isLessThanOrEqualTo(2);
        browser.evaluate("""
                document.querySelector('.cells').dispatchEvent(
                    new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true}))""");
        assertThat(text("document.getElementById('tip').textContent")).contains("token 1", "layers.");
    }

    @Test
    void ofWordsTheNumbersAreThoseOfTheirTokensTogether() throws Exception {
        Report words = SampleReport.get().inWords();
        int number = words.explained().getFirst().words().stream()
                .filter(w -> w.text().equals(" 727,800"))
                .findFirst()
                .orElseThrow()
                .index();
        open(words);
        browser.evaluate("document.querySelector('.t[data-i=\"" + number + "\"]').focus()");
        assertThat(text("document.getElementById('tip').textContent"))
                .contains("727,800", "+0.1370", "tokens 30-33", "of the value")
                .doesNotContain("id ");
        assertThat(browser.evaluate("document.querySelectorAll('.t').length").intValue())
                .isEqualTo(52);
        browser.evaluate("""
                document.querySelector('.cells').dispatchEvent(
                    new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true}))""");
        assertThat(text("document.getElementById('tip').textContent")).contains("token 1", "layers.");
    }

    @Test
    void withoutScriptsTheFirstTargetIsThere() throws Exception {
        browser.scripts(false);
        open(SampleReport.get());
        browser.scripts(true);
        assertThat(shownTokens())
                .hasSize(SampleReport.get().explained().getFirst().tokens().size());
        assertThat(text("getComputedStyle(document.querySelector('.targets')).display"))
                .isEqualTo("none");
        assertThat(text(BEANS + ".title")).contains("+6.5790");
        assertThat(background(BEANS)).isNotEqualTo("rgba(0, 0, 0, 0)");
    }

    @Test
    void aNarrowScreenNeedsNoSidewaysScrolling() throws Exception {
        browser.look(390, 800, "light");
        open(SampleReport.get());
        assertThat(browser.evaluate("document.documentElement.scrollWidth").intValue())
                .isLessThanOrEqualTo(390);
        open(HostileReport.all());
        assertThat(browser.evaluate("document.documentElement.scrollWidth").intValue())
                .isLessThanOrEqualTo(390);
    }

    @Test
    void rightToLeftPromptsRunFromTheRight() throws Exception {
        open(HostileReport.of(List.of("\u05e9\u05dc\u05d5\u05dd", " \u05e2\u05d5\u05dc\u05dd", "!")));
        assertThat(text("document.querySelector('.tokens').dir")).isEqualTo("rtl");
        assertThat(browser.evaluate("""
                (a => a[0].getBoundingClientRect().left > a[1].getBoundingClientRect().left)(
                    document.querySelectorAll('.t'))""").booleanValue()).isTrue();
    }
}
