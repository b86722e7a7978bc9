// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.image;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.awt.font.TextAttribute;
import java.awt.font.TextLayout;
import java.io.IOException;
import java.io.InputStream;
import java.text.AttributedString;
import org.jspecify.annotations.Nullable;
import org.lxt.api.Fault;
import org.lxt.report.ReportException;
import org.lxt.report.internal.FontFile;
import org.lxt.report.internal.Typeface;

/** DejaVu Sans at one size; what it lacks comes from the fonts of the machine, and what those lack is shown by its code. */
final class ScreenType implements Typeface {
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

    private static @Nullable Font dejavu;

    private final Font font;
    private final Font fallback;

    ScreenType(float size) {
        font = dejavu().deriveFont(size);
        fallback = new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont(size);
    }

    private static synchronized Font dejavu() {
        if (dejavu == null) {
            dejavu = load();
        }
        return dejavu;
    }

    private static Font load() {
        try (InputStream in = FontFile.open()) {
            return Font.createFont(Font.TRUETYPE_FONT, in);
        } catch (IOException e) {
            // The JDK needs to know the fonts of the system before it reads any other, and says no more than that.
            throw new ReportException(
                    Fault.SETUP,
                    "text cannot be drawn: the JDK finds no fonts on this system (" + e.getMessage()
                            + "); install fontconfig and a font, or write HTML",
                    e);
        } catch (FontFormatException e) {
            throw new IllegalStateException("the font in the jar of lxt-report is damaged", e);
        }
    }

    @Override
    public String shown(String text) {
        return Typeface.replaceMissing(text, c -> font.canDisplay(c) || fallback.canDisplay(c));
    }

    @Override
    public double width(String shown) {
        return shown.isEmpty() ? 0 : layout(shown).getAdvance();
    }

    /** The text ready to be drawn, each letter in a font that has it, in the order in which it is read. */
    TextLayout layout(String shown) {
        AttributedString styled = new AttributedString(shown);
        int from = 0;
        while (from < shown.length()) {
            boolean own = font.canDisplay(shown.codePointAt(from));
            int to = from;
            while (to < shown.length() && font.canDisplay(shown.codePointAt(to)) == own) {
                to = shown.offsetByCodePoints(to, 1);
            }
            styled.addAttribute(TextAttribute.FONT, own ? font : fallback, from, to);
            from = to;
        }
        return new TextLayout(styled.getIterator(), CONTEXT);
    }
}
