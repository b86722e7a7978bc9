// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.input;

import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Numbers of options. A text that is not a number is refused in plain words, not in those of Java. */
public final class Numbers {
    private Numbers() {}

    public static void register(CommandLine line) {
        line.registerConverter(Integer.class, Numbers::whole);
        line.registerConverter(int.class, Numbers::whole);
        line.registerConverter(Double.class, Numbers::real);
        line.registerConverter(double.class, Numbers::real);
    }

    private static int whole(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw new TypeConversionException("'" + text + "' is not a whole number");
        }
    }

    private static double real(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException _) {
            throw new TypeConversionException("'" + text + "' is not a number");
        }
    }
}
