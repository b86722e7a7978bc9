// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lxt.tokenizers.Fixtures;

class DecimalNumberTest {

    /** Numbers as they were written and as the reference library wrote them again after reading them. */
    @Test
    void readsAsTheReferenceDoes() throws IOException {
        List<String> lines = Files.readAllLines(Fixtures.resource("scores.txt"));
        assertThat(lines).hasSize(307);
        int notTheNearest = 0;
        for (String line : lines) {
            String[] parts = line.split(" ", -1);
            double expected = Double.parseDouble(parts[1]);
            assertThat(DecimalNumber.read(new BigDecimal(parts[0])))
                    .as(parts[0])
                    .isEqualTo(expected + 0.0);
            notTheNearest += Double.parseDouble(parts[0]) == expected ? 0 : 1;
        }
        assertThat(notTheNearest).isPositive();
    }
}
