// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds backends and chooses one. */
public final class Backends {
    private static final System.Logger LOG = System.getLogger(Backends.class.getName());
    private static final AtomicBoolean FALLBACK_SAID = new AtomicBoolean();
    private static final Set<String> PROBLEMS_SAID = ConcurrentHashMap.newKeySet();

    private Backends() {}

    /**
     * All providers on the class or module path, highest priority first, then by name: those that the thread's context class
     * loader sees, and those that LXT's own does. One that cannot be made, or throws when asked for its name, is logged, once
     * per JVM, and keeps no other away.
     */
    public static List<BackendProvider> providers() {
        return with(List.of());
    }

    /** {@link #providers()} and these, such as those of a folder of plugins, in the same order. */
    public static List<BackendProvider> with(List<BackendProvider> more) {
        FoundServices<BackendProvider> found =
                FoundServices.of(BackendProvider.class, loader -> ServiceLoader.load(BackendProvider.class, loader));
        found.problems().forEach(Backends::warn);
        List<BackendProvider> all = new ArrayList<>();
        for (BackendProvider provider :
                Stream.concat(found.services().stream(), more.stream()).toList()) {
            try {
                all.add(AskedProvider.of(provider));
            } catch (BackendUnavailableException e) {
                warn("backend not used: " + e.getMessage());
            }
        }
        all.sort(Comparator.comparingInt(BackendProvider::priority).reversed().thenComparing(BackendProvider::name));
        return List.copyOf(all);
    }

    /** {@link #with} by a name that needs no quotes in Scala. */
    public static List<BackendProvider> including(List<BackendProvider> more) {
        return with(more);
    }

    private static void warn(String problem) {
        if (PROBLEMS_SAID.add(problem)) {
            LOG.log(System.Logger.Level.WARNING, problem);
        }
    }

    /**
     * Creates the available backend of highest priority. The reason why a better one was passed over is logged once
     * per JVM.
     *
     * @throws BackendUnavailableException if it does not have the precision that is asked for; never takes another
     */
    public static Backend best(BackendOptions options) {
        return best(providers(), options);
    }

    /**
     * Creates the available one of highest priority of these, as {@link #best(BackendOptions)}.
     *
     * @param all highest priority first
     */
    public static Backend best(List<BackendProvider> all, BackendOptions options) {
        StringBuilder passedOver = new StringBuilder();
        for (BackendProvider provider : all) {
            if (provider.priority() < 0) {
                continue;
            }
            Availability availability = provider.availability();
            if (availability.available()) {
                if (!passedOver.isEmpty() && FALLBACK_SAID.compareAndSet(false, true)) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "computing with the slower backend ''{0}'':{1}",
                            provider.name(),
                            passedOver);
                }
                return create(provider, options);
            }
            passedOver
                    .append(" backend '")
                    .append(provider.name())
                    .append("' is not available: ")
                    .append(availability.reason());
        }
        throw new BackendUnavailableException("no backend can run in this JVM:" + passedOver);
    }

    /** Whether one of these has this name, which a colon and the number of a device may follow. */
    public static boolean isNamed(List<BackendProvider> all, String name) {
        return all.stream()
                .anyMatch(p -> p.name().equals(name)
                        || p.name().equals(DeviceName.of(name).backend()));
    }

    /**
     * Creates the backend with this name, which a colon and the number of a device may follow, as in {@code cuda:1}.
     *
     * @throws BackendUnavailableException if there is none or more than one, or it cannot run here or not in the precision
     *     that is asked for; never falls back to another
     */
    public static Backend named(String name, BackendOptions options) {
        return named(providers(), name, options);
    }

    /** Creates the one of these with this name, as {@link #named(String, BackendOptions)}. */
    public static Backend named(List<BackendProvider> all, String name, BackendOptions options) {
        List<BackendProvider> found =
                all.stream().filter(p -> p.name().equals(name)).toList();
        DeviceName device = DeviceName.of(name);
        if (found.isEmpty() && device.isNumbered() && isNamed(all, device.backend())) {
            return named(all, device.backend(), device.chosenOf(all, options));
        }
        if (found.isEmpty()) {
            throw BackendUnavailableException.unknown("there is no backend '" + name + "'; there are: "
                    + all.stream().map(BackendProvider::name).collect(Collectors.joining(", ")));
        }
        if (found.size() > 1) {
            throw new BackendUnavailableException("there is more than one backend '" + name + "': "
                    + found.stream().map(Backends::className).collect(Collectors.joining(" and "))
                    + "; remove all but one");
        }
        Availability availability = found.getFirst().availability();
        if (!availability.available()) {
            throw new BackendUnavailableException("backend '" + name + "' cannot run here: " + availability.reason());
        }
        return create(found.getFirst(), options);
    }

    private static Backend create(BackendProvider provider, BackendOptions options) {
        Set<Precision> precisions = provider.precisions();
        if (!precisions.contains(options.precision())) {
            throw BackendUnavailableException.unknown("backend '" + provider.name() + "' does not multiply in "
                    + options.precision().label() + ", only in "
                    + precisions.stream().sorted().map(Precision::label).collect(Collectors.joining(" and "))
                    + "; choose another precision or another backend");
        }
        Backend created = provider.create(options);
        if (created.needsOptimisingCompiler() && JvmCompilers.isQuickAlone()) {
            warn("computing many times slower than this machine could: the JVM has its quick compiler alone; "
                    + JvmCompilers.remedy());
        }
        return created;
    }

    private static String className(BackendProvider provider) {
        BackendProvider own = provider instanceof AskedProvider asked ? asked.provider() : provider;
        return own.getClass().getName();
    }
}
