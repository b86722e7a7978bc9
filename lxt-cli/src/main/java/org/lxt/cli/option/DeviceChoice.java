package org.lxt.cli.option;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lxt.cli.input.WrongUse;
import org.lxt.tensor.backend.DeviceOptions;
import org.lxt.tensor.backend.Precision;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options about a device that a backend such as cuda computes on. */
final class DeviceChoice {
    private static final long MOST_MEGABYTES = 1 << 30;

    @Option(
            names = "--gpu-memory",
            paramLabel = "MB",
            description = "Take so much memory of a GPU at most; by default as much as is needed and free.")
    private @Nullable Long megabytes;

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            converter = PrecisionName.class,
            completionCandidates = PrecisionNames.class,
            description = "Multiply matrices on a GPU in this precision: float32, the default, tf32 or bf16.")
    private Precision precision = Precision.FLOAT32;

    /** What they say. */
    DeviceOptions options() {
        DeviceOptions options = DeviceOptions.DEFAULTS.withPrecision(precision);
        if (megabytes == null) {
            return options;
        }
        if (megabytes < 1 || megabytes > MOST_MEGABYTES) {
            throw new WrongUse("--gpu-memory must be from 1 to " + MOST_MEGABYTES + " MB, not " + megabytes);
        }
        return options.withMemory(megabytes << 20);
    }

    private static String name(Precision precision) {
        return precision.name().toLowerCase(Locale.ROOT);
    }

    /** A precision as given on the command line. */
    static final class PrecisionName implements ITypeConverter<Precision> {
        @Override
        public Precision convert(String value) {
            return Arrays.stream(Precision.values())
                    .filter(p -> name(p).equals(value))
                    .findFirst()
                    .orElseThrow(
                            () -> new TypeConversionException("'" + value + "' is none of float32, tf32 and bf16"));
        }
    }

    /** For the shell to complete. */
    static final class PrecisionNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Precision.values()).map(DeviceChoice::name).iterator();
        }
    }
}
