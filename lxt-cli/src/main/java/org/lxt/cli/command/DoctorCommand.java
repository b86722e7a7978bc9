// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.lxt.cli.option.model.PluginOptions;
import org.lxt.cli.terminal.Columns;
import org.lxt.tensor.backend.Availability;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.BackendProvider;
import org.lxt.tensor.backend.JvmCompilers;
import org.lxt.tensor.backend.Precision;
import org.lxt.tensor.processor.KernelProvider;
import org.lxt.tensor.processor.choice.KernelChoice;
import picocli.CommandLine;

/** {@code lxt doctor}. */
@CommandLine.Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description =
                "Tells what this machine and JVM offer: memory, threads, backends, kernels and compilers, and why each is or is not used.",
        footer = {"", "Example:", "  lxt doctor", "", "Exit code: 0."})
final class DoctorCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @CommandLine.Mixin
    private PluginOptions plugins = new PluginOptions();

    @Override
    public void run() {
        Columns columns = new Columns(spec.commandLine().getOut());
        Runtime runtime = Runtime.getRuntime();
        columns.fact("java", Runtime.version() + ", " + System.getProperty("java.vendor"));
        columns.fact(
                "machine",
                System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                        + runtime.availableProcessors() + " processors");
        columns.fact("memory", memory() + "; weights and tensors are outside of the heap");
        columns.fact("heap", megabytes(runtime.maxMemory()) + " at most (-Xmx changes it)");
        boolean chosen = false;
        for (BackendProvider provider : plugins.backends()) {
            Availability availability = provider.availability();
            boolean used = !chosen && availability.available() && provider.priority() >= 0;
            chosen |= used;
            columns.fact("backend", provider.name() + ": " + state(provider, availability, used));
            columns.more(availability.reason());
            provider.details().forEach(columns::more);
        }
        kernels(columns);
        plugins.models();
    }

    private static void kernels(Columns columns) {
        String asked = System.getProperty(BackendOptions.KERNELS_PROPERTY, BackendOptions.BEST_KERNELS);
        boolean best = asked.equals(BackendOptions.BEST_KERNELS);
        Set<Precision> chosen = EnumSet.noneOf(Precision.class);
        for (KernelProvider provider : KernelChoice.providers()) {
            Availability availability = KernelChoice.examine(provider);
            boolean used = availability.available()
                    && (best
                            ? chosen.add(provider.precision())
                            : provider.name().equals(asked));
            if (used && !best) {
                chosen.addAll(EnumSet.of(Precision.FLOAT32, provider.precision()));
            }
            columns.fact("kernels", provider.name() + ": " + state(provider, availability, used));
            columns.more(availability.reason());
        }
        if (!chosen.contains(Precision.BF16)) {
            columns.fact("bf16", "by the kernels of float32 on rounded numbers, which is not faster than float32");
        }
        compilers(columns, chosen.contains(Precision.FLOAT32));
    }

    private static String state(KernelProvider provider, Availability availability, boolean used) {
        if (!availability.available()) {
            return "not available";
        }
        if (!used) {
            return "used only when asked for by --kernels";
        }
        return provider.precision() == Precision.FLOAT32
                ? "used by the backend vector"
                : "used by the backend vector with --precision "
                        + provider.precision().label();
    }

    private static void compilers(Columns columns, boolean kernels) {
        boolean quickAlone = JvmCompilers.isQuickAlone();
        columns.fact(
                "compilers",
                quickAlone ? "the quick one of the JVM alone" : "the quick and the optimising one of the JVM");
        if (kernels) {
            columns.more(
                    quickAlone
                            ? "kernels in machine code compute, and what calls them is compiled sooner"
                            : "kernels in machine code compute; -XX:TieredStopAtLevel=1 would have what calls them compiled sooner");
        } else {
            columns.more(
                    quickAlone
                            ? "many times slower than this machine could be: " + JvmCompilers.remedy()
                            : "kernels in Java need the optimising one");
        }
    }

    private static String state(BackendProvider provider, Availability availability, boolean used) {
        if (!availability.available()) {
            return "not available";
        }
        if (used) {
            return "used";
        }
        return provider.priority() < 0 ? "used only when asked for by --backend" : "available, a faster one is used";
    }

    private static String memory() {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return megabytes(system.getTotalMemorySize()) + ", " + megabytes(system.getFreeMemorySize()) + " of it unused";
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MB", bytes >> 20);
    }
}
