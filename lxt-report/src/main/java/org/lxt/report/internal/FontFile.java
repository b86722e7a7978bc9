// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.internal;

import java.io.IOException;
import java.io.InputStream;

/** DejaVu Sans, which covers Latin, Greek, Cyrillic, Arabic, Hebrew and many symbols; its licence is next to it. */
public final class FontFile {
    private FontFile() {}

    /** The font as TrueType. */
    public static InputStream open() throws IOException {
        InputStream in = FontFile.class.getResourceAsStream("font/DejaVuSans.ttf");
        if (in == null) {
            throw new IOException("the jar of lxt-report lacks font/DejaVuSans.ttf");
        }
        return in;
    }
}
