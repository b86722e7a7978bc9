// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.lxt.tensor.Case;
import org.lxt.tensor.RandomValues;

/** The catalogue of functions that the tests of this package go through. */
public final class OperationCases {
    private OperationCases() {}

    /** Every operation, and blocks made of them, in so many random configurations. */
    public static Stream<Case> random(int configurations) {
        return LongStream.range(0, configurations).boxed().flatMap(OperationCases::configuration);
    }

    private static Stream<Case> configuration(long seed) {
        return Stream.of(
                        ElementCases.of(new RandomValues(seed)),
                        BroadcastCases.of(new RandomValues(seed)),
                        FunctionCases.of(new RandomValues(seed)),
                        MovementCases.of(new RandomValues(seed)),
                        MatrixCases.of(new RandomValues(seed)),
                        RuledLinearCases.of(new RandomValues(seed)),
                        AttentionCases.of(new RandomValues(seed)),
                        ScoreCases.of(new RandomValues(seed)),
                        BlockCases.of(new RandomValues(seed)))
                .flatMap(cases -> cases.stream());
    }
}
