// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ServiceLoader}s find, one that cannot be made not keeping the others away.
 *
 * @param services those that could be made, in the loaders' order
 * @param problems for each of the others one sentence that names it
 */
public record FoundServices<S>(List<S> services, List<String> problems) {
    /** A loader that fails this often without end finds no more. */
    private static final int MOST_PROBLEMS = 1000;

    /** Copies the lists. */
    public FoundServices {
        services = List.copyOf(services);
        problems = List.copyOf(problems);
    }

    /**
     * Makes all services that the context class loader of this thread sees, and then those that only the class loader of the
     * service itself sees. The threads of common pools often have a context class loader that knows nothing of an
     * application: in a jar of Spring Boot it sees the launcher alone.
     *
     * @param service the type of the services
     * @param asking calls {@link ServiceLoader#load(Class, ClassLoader)}, which the module that uses the service must do
     */
    public static <S> FoundServices<S> of(Class<S> service, Function<ClassLoader, ServiceLoader<S>> asking) {
        List<S> services = new ArrayList<>();
        Set<String> problems = new LinkedHashSet<>();
        Set<String> known = new HashSet<>();
        for (ClassLoader loader : loaders(service)) {
            FoundServices<S> found = of(asking.apply(loader), known);
            services.addAll(found.services);
            problems.addAll(found.problems);
            found.services.forEach(s -> known.add(s.getClass().getName()));
        }
        return new FoundServices<>(services, List.copyOf(problems));
    }

    /** The loaders to ask; one that sees another copy of the service, or none, has only what is for that copy. */
    private static Set<ClassLoader> loaders(Class<?> service) {
        Set<ClassLoader> loaders = new LinkedHashSet<>();
        loaders.add(orSystem(Thread.currentThread().getContextClassLoader()));
        loaders.add(orSystem(service.getClassLoader()));
        loaders.removeIf(loader -> !sees(loader, service));
        return loaders;
    }

    private static ClassLoader orSystem(@Nullable ClassLoader loader) {
        return loader == null ? ClassLoader.getSystemClassLoader() : loader;
    }

    private static boolean sees(ClassLoader loader, Class<?> service) {
        try {
            return Class.forName(service.getName(), false, loader) == service;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** Makes the services of a loader but those whose classes are known by name. */
    private static <S> FoundServices<S> of(ServiceLoader<S> loader, Set<String> known) {
        List<S> services = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Iterator<ServiceLoader.Provider<S>> providers = loader.stream().iterator();
        while (problems.size() < MOST_PROBLEMS) {
            try {
                if (!providers.hasNext()) {
                    break;
                }
                ServiceLoader.Provider<S> provider = providers.next();
                if (known.contains(provider.type().getName())) {
                    continue;
                }
                S service = provider.get();
                // the type of a provider method need not be the class of what it gives
                if (!known.contains(service.getClass().getName())) {
                    services.add(service);
                }
            } catch (ServiceConfigurationError | LinkageError e) {
                problems.add(sentence(e));
            }
        }
        return new FoundServices<>(services, problems);
    }

    private static String sentence(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? String.valueOf(e.getMessage()) : e.getMessage() + ", because of " + cause;
    }
}
