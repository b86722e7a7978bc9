// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lxt.tensor.processor.PlantedTiles;
import org.lxt.tensor.processor.PlantedTiles.Mistake;

/** Mistakes that tiles may have are found before they are used. */
class TileProductCheckTest {
    @ParameterizedTest
    @EnumSource
    void aMistakeIsFound(Mistake mistake) {
        assertThat(TileProductCheck.problem(new PlantedTiles(mistake)).isEmpty())
                .isEqualTo(mistake == Mistake.NONE);
    }
}
