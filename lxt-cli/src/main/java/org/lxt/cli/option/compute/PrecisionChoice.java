// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.option.compute;

import java.util.Arrays;
import java.util.Iterator;
import org.lxt.tensor.backend.Precision;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** In which precision products with weights are computed. */
final class PrecisionChoice {
    @Option(
            names = "--precision",
            paramLabel = "NAME",
            converter = PrecisionName.class,
            completionCandidates = PrecisionNames.class,
            description =
                    "Multiply by weights in this precision: float32, the default, bf16, or tf32, which only a GPU has."
                            + " Both are faster and less exact.")
    private Precision precision = Precision.FLOAT32;

    Precision precision() {
        return precision;
    }

    /** A precision as given on the command line. */
    static final class PrecisionName implements ITypeConverter<Precision> {
        @Override
        public Precision convert(String value) {
            return Arrays.stream(Precision.values())
                    .filter(p -> p.label().equals(value))
                    .findFirst()
                    .orElseThrow(
                            () -> new TypeConversionException("'" + value + "' is none of float32, tf32 and bf16"));
        }
    }

    /** For the shell to complete. */
    static final class PrecisionNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Precision.values()).map(Precision::label).iterator();
        }
    }
}
