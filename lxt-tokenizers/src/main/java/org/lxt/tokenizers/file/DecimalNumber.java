// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.file;

import java.math.BigDecimal;

/**
 * Decimal numbers as the reference library reads them: all digits as one integer, which is divided or multiplied by a
 * power of ten. Each step rounds, so the result may be next to the nearest double; two ways to write a text that are
 * equally probable but for such a difference would otherwise be chosen differently.
 */
final class DecimalNumber {

    private static final int LARGEST_POWER = 308;
    private static final int LARGEST_INTEGER_BITS = 64;

    private DecimalNumber() {}

    static double read(BigDecimal number) {
        if (number.unscaledValue().bitLength() > LARGEST_INTEGER_BITS || Math.abs(number.scale()) > LARGEST_POWER) {
            return number.doubleValue();
        }
        double digits = number.unscaledValue().doubleValue();
        double power = Double.parseDouble("1e" + Math.abs(number.scale()));
        return number.scale() > 0 ? digits / power : digits * power;
    }
}
