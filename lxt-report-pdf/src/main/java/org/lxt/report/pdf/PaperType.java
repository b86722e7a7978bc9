// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.pdf;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.lxt.report.internal.Typeface;

/** The embedded font at one size. */
final class PaperType implements Typeface {
    private final PDFont font;
    private final CmapLookup glyphs;
    private final float size;

    PaperType(PDFont font, TrueTypeFont file, float size) throws IOException {
        this.font = font;
        this.glyphs = file.getUnicodeCmapLookup();
        this.size = size;
    }

    private PaperType(PDFont font, CmapLookup glyphs, float size) {
        this.font = font;
        this.glyphs = glyphs;
        this.size = size;
    }

    PaperType at(float otherSize) {
        return new PaperType(font, glyphs, otherSize);
    }

    PDFont font() {
        return font;
    }

    float size() {
        return size;
    }

    @Override
    public String shown(String text) {
        return Typeface.replaceMissing(text, c -> glyphs.getGlyphId(c) > 0);
    }

    @Override
    public double width(String shown) {
        try {
            return font.getStringWidth(shown) / 1000 * size;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
