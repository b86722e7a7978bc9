// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.option.compute;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of threads as given on the command line. */
final class ThreadCount implements ITypeConverter<Integer> {
    /** More than any machine has; a typing error must not exhaust the system's threads. */
    private static final int MOST = 4096;

    @Override
    public Integer convert(String value) {
        try {
            int threads = Integer.parseInt(value);
            if (threads >= 1 && threads <= MOST) {
                return threads;
            }
        } catch (NumberFormatException _) {
            // refused below, like a number out of range
        }
        throw new TypeConversionException("'" + value + "' is not a number from 1 to " + MOST);
    }
}
