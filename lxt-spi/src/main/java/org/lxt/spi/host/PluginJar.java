// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.host;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolutionException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.lxt.spi.checkpoint.Excerpt;
import org.lxt.spi.checkpoint.ModelException;

/**
 * One jar of a folder of plugins. With a module descriptor it becomes a module layer of its own, if LXT itself is made of
 * modules; else it gets a class loader of its own.
 */
final class PluginJar {
    /** A loader that fails this often without end finds no more. */
    private static final int MOST_PROBLEMS = 1000;

    private final Path jar;
    private final Map<Class<?>, List<Object>> providers = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * A jar.
     *
     * @param services what it may provide
     */
    PluginJar(Path jar, Set<Class<?>> services) {
        this.jar = jar;
        services.forEach(service -> providers.put(service, new ArrayList<>()));
    }

    List<Object> providers(Class<?> service) {
        return providers.getOrDefault(service, List.of());
    }

    /** Parts of the jar that cannot be used. */
    List<String> problems() {
        return problems;
    }

    /**
     * Loads the plugins.
     *
     * @throws ModelException if the jar as a whole cannot be used; the message has no subject
     */
    void load() {
        Optional<ModuleDescriptor> descriptor = descriptor();
        descriptor.flatMap(SpiVersion::mismatch).ifPresent(problem -> {
            throw new ModelException(problem);
        });
        List<String> missing = LinkageCheck.missing(jar, PluginJar.class.getClassLoader());
        if (!missing.isEmpty()) {
            throw new ModelException(SpiVersion.unfit("it needs " + missing.getFirst()
                    + (missing.size() > 1 ? " and " + (missing.size() - 1) + " more" : "") + ", which is not here"));
        }
        boolean provides = descriptor.stream().anyMatch(this::provides);
        if (provides && PluginJar.class.getModule().isNamed()) {
            loadLayer(descriptor.get().name());
        } else {
            loadClasses(descriptor);
        }
        if (providers.values().stream().allMatch(List::isEmpty) && problems.isEmpty()) {
            problems.add("has no plugin: neither its module descriptor nor META-INF/services names a provider of "
                    + providers.keySet().stream().map(Class::getName).collect(Collectors.joining(" or ")));
        }
    }

    /** A module may name its providers in {@code META-INF/services} alone, and is none of a layer then. */
    private boolean provides(ModuleDescriptor descriptor) {
        return descriptor.provides().stream()
                .anyMatch(p ->
                        providers.keySet().stream().anyMatch(s -> s.getName().equals(p.service())));
    }

    private Optional<ModuleDescriptor> descriptor() {
        try (JarFile file = new JarFile(jar.toFile(), true, ZipFile.OPEN_READ, Runtime.version())) {
            JarEntry entry = file.getJarEntry("module-info.class");
            return entry == null ? Optional.empty() : Optional.of(ModuleDescriptor.read(file.getInputStream(entry)));
        } catch (IOException | InvalidModuleDescriptorException e) {
            throw new ModelException("is no jar that can be read: " + Excerpt.of(e.getMessage()), e);
        }
    }

    private void loadLayer(String module) {
        ModuleLayer own = PluginJar.class.getModule().getLayer();
        try {
            Configuration configuration =
                    own.configuration().resolve(ModuleFinder.of(jar), ModuleFinder.of(), Set.of(module));
            ModuleLayer layer = own.defineModulesWithOneLoader(configuration, PluginJar.class.getClassLoader());
            providers.forEach((service, found) -> {
                // A service of another module is known to nobody but the program that asks for it.
                PluginJar.class.getModule().addUses(service);
                take(ServiceLoader.load(layer, service), layer, found);
            });
        } catch (FindException | ResolutionException | LayerInstantiationException e) {
            throw new ModelException("cannot be made a module: " + Excerpt.of(e.getMessage()), e);
        }
    }

    private <S> void take(ServiceLoader<S> loader, ModuleLayer layer, List<Object> found) {
        Iterator<ServiceLoader.Provider<S>> providers = loader.stream().iterator();
        while (problems.size() < MOST_PROBLEMS) {
            String name = "";
            try {
                if (!providers.hasNext()) {
                    return;
                }
                ServiceLoader.Provider<S> provider = providers.next();
                name = provider.type().getName() + " ";
                if (layer.equals(provider.type().getModule().getLayer())) {
                    found.add(provider.get());
                }
            } catch (ServiceConfigurationError | LinkageError e) {
                problems.add("its provider " + name + "cannot be made: " + reason(e));
            }
        }
    }

    private void loadClasses(Optional<ModuleDescriptor> descriptor) {
        ClassLoader loader = new URLClassLoader(new URL[] {url()}, PluginJar.class.getClassLoader());
        providers.forEach((service, found) -> make(service, ServiceNames.of(service, jar, descriptor), loader, found));
    }

    private URL url() {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new ModelException("has a path that is no URL: " + Excerpt.of(e.getMessage()), e);
        }
    }

    private void make(Class<?> service, Set<String> names, ClassLoader loader, List<Object> found) {
        for (String name : names) {
            try {
                Class<?> type = Class.forName(name, true, loader);
                if (!loader.equals(type.getClassLoader())) {
                    problems.add("its class " + name + " is installed already, from " + PluginOrigin.of(type)
                            + "; remove one of the two");
                } else {
                    found.add(service.cast(type.getConstructor().newInstance()));
                }
            } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
                problems.add("its provider " + Excerpt.of(name)
                        + " cannot be made: it needs a public class with a public constructor without parameters");
            } catch (ReflectiveOperationException | RuntimeException | Error e) {
                ForeignCode.rethrowIfOfTheJvm(e);
                problems.add("its provider " + Excerpt.of(name) + " cannot be made: " + reason(e));
            }
        }
    }

    private static String reason(Throwable e) {
        Throwable cause = e.getCause();
        return ForeignCode.reason(e instanceof ServiceConfigurationError && cause != null ? cause : e);
    }
}
