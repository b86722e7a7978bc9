package org.lxt.tensor.backend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** Finds backends and chooses one. */
public final class Backends {
    private static final System.Logger LOG = System.getLogger(Backends.class.getName());
    private static final AtomicBoolean FALLBACK_SAID = new AtomicBoolean();

    private Backends() {}

    /** All providers on the class or module path, highest priority first, then by name. */
    public static List<BackendProvider> providers() {
        List<BackendProvider> found = new ArrayList<>();
        ServiceLoader.load(BackendProvider.class, Backends.class.getClassLoader())
                .forEach(found::add);
        found.sort(Comparator.comparingInt(BackendProvider::priority).reversed().thenComparing(BackendProvider::name));
        return found;
    }

    /**
     * Creates the available backend of highest priority. The reason why a better one was passed over is logged once
     * per JVM.
     */
    public static Backend best(BackendOptions options) {
        List<BackendProvider> all = providers();
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
                return provider.create(options);
            }
            passedOver
                    .append(" backend '")
                    .append(provider.name())
                    .append("' is not available: ")
                    .append(availability.reason());
        }
        throw new BackendUnavailableException("no backend can run in this JVM:" + passedOver);
    }

    /**
     * Creates the backend with this name.
     *
     * @throws BackendUnavailableException if there is none or it cannot run here; never falls back to another
     */
    public static Backend named(String name, BackendOptions options) {
        List<BackendProvider> all = providers();
        for (BackendProvider provider : all) {
            if (provider.name().equals(name)) {
                Availability availability = provider.availability();
                if (!availability.available()) {
                    throw new BackendUnavailableException(
                            "backend '" + name + "' cannot run here: " + availability.reason());
                }
                return provider.create(options);
            }
        }
        throw new BackendUnavailableException("there is no backend '" + name + "'; there are: "
                + all.stream().map(BackendProvider::name).collect(Collectors.joining(", ")));
    }
}
