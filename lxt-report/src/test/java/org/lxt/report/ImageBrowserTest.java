// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.explain.result.PixelRelevance;
import org.lxt.report.internal.Figures;

/** The page of an image in a browser. */
class ImageBrowserTest {
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
        browser.look(1120, 800, "light");
    }

    @AfterEach
    void nothingWentWrong() {
        assertThat(browser.complaints).isEmpty();
        assertThat(browser.requests).allMatch(address -> address.startsWith("data:image/png;base64,"));
    }

    private void open(Report report) throws Exception {
        browser.open(report, folder);
    }

    private String text(String expression) throws Exception {
        return browser.text(expression);
    }

    private boolean isShown(String selector) throws Exception {
        return !text("getComputedStyle(document.querySelector('" + selector + "')).display")
                .equals("none");
    }

    @Test
    void viewAndCellsAreChosen() throws Exception {
        open(ImageReports.plain());
        assertThat(isShown(".glass.by-pixel")).isTrue();
        assertThat(isShown(".heat.by-pixel")).isFalse();
        browser.evaluate("document.getElementById('cells-patches').click()");
        assertThat(isShown(".glass.by-pixel")).isFalse();
        assertThat(isShown(".glass.by-patch")).isTrue();
        browser.evaluate("document.getElementById('view-heatmap').click()");
        assertThat(isShown(".heat.by-patch")).isTrue();
        browser.evaluate("document.getElementById('view-image').click()");
        assertThat(isShown(".glass.by-patch")).isFalse();
        assertThat(isShown(".heat.by-patch")).isFalse();
    }

    @Test
    void opacityFades() throws Exception {
        open(ImageReports.plain());
        browser.evaluate("""
            (i => { i.value = 30; i.dispatchEvent(new Event('input', {bubbles: true})); })(
                document.querySelector('.opacity input'))\
            """);
        assertThat(text("getComputedStyle(document.querySelector('.glass')).opacity"))
                .isEqualTo("0.3");
    }

    @Test
    void numbersShowOnHoverAndTheArrowKeysMove() throws Exception {
        Report report = ImageReports.plain();
        open(report);
        PixelRelevance pixels = report.explained().getFirst().pixels();
        browser.evaluate("""
            (s => { const b = s.getBoundingClientRect();
              s.dispatchEvent(new PointerEvent('pointermove', {bubbles: true,
                clientX: b.left + 5.5 * b.width / 12, clientY: b.top + 2.5 * b.height / 8})); })(
                document.querySelector('.stack .photo'))\
            """);
        assertThat(text("document.getElementById('tip').textContent"))
                .contains("pixel 5, 2", Figures.signed(pixels.pixels()[2 * 12 + 5]), "red ", "patch row 0, column 1");
        browser.evaluate("document.getElementById('cells-patches').click()");
        browser.evaluate("""
            document.querySelector('.stack').dispatchEvent(
                new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true}))\
            """);
        assertThat(text("document.getElementById('tip').textContent"))
                .contains("patch row 0, column 2", Figures.signed(pixels.patches()[2]), "token 3");
    }

    @Test
    void numbersOfLayersShowOnHover() throws Exception {
        Report report = ImageReports.plain();
        open(report);
        browser.evaluate("""
            (s => { const b = s.getBoundingClientRect();
              s.dispatchEvent(new PointerEvent('pointermove', {bubbles: true,
                clientX: b.left + 2.5 * b.width / 3, clientY: b.top + 1.5 * b.height / 2})); })(
                document.querySelectorAll('.layers .map-of img')[1])\
            """);
        double value = report.explained().getFirst().latent().get(1).at(6);
        assertThat(text("document.getElementById('tip').textContent"))
                .contains("patch row 1, column 2", Figures.signed(value), "layers.1");
    }

    @Test
    void anotherTargetHasAnotherMap() throws Exception {
        open(ImageReports.plain());
        String first = text("document.querySelector('.heat.by-pixel').src");
        browser.evaluate("document.querySelectorAll('[data-target]')[1].click()");
        assertThat(text("document.querySelector('h1').textContent")).isEqualTo("Why tiger?");
        assertThat(text("document.querySelector('.heat.by-pixel').src")).isNotEqualTo(first);
    }

    @Test
    void theGridsMapsAreButtons() throws Exception {
        open(ImageReports.grid(new Gamma(0.1, 0), new Gamma(0.1, 1), new Gamma(100, 0), new Gamma(100, 1)));
        String first = text("document.querySelector('.heat.by-pixel').src");
        browser.evaluate("document.querySelectorAll('.gammas button')[3].click()");
        assertThat(text("document.querySelector('[aria-pressed=true]').dataset.target"))
                .isEqualTo("3");
        assertThat(text("document.querySelector('.heat.by-pixel').src")).isNotEqualTo(first);
    }

    @Test
    void aNarrowScreenNeedsNoSidewaysScrolling() throws Exception {
        browser.look(390, 800, "dark");
        open(ImageReports.plain());
        assertThat(browser.evaluate("document.documentElement.scrollWidth").intValue())
                .isLessThanOrEqualTo(390);
        open(ImageReports.grid(
                new Gamma(0.1, 0), new Gamma(0.1, 1), new Gamma(0.1, 2), new Gamma(0.1, 3), new Gamma(0.1, 4)));
        assertThat(browser.evaluate("document.documentElement.scrollWidth").intValue())
                .isLessThanOrEqualTo(390);
    }
}
