// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.tensor.backend.BackendProvider;
import org.lxt.tensor.backend.Backends;

/** Plugins are found whichever of the thread's context class loader and LXT's own sees them, and none twice. */
class PluginLoadersTest {
    @TempDir
    Path scratch;

    private URL jar;

    @BeforeEach
    void packAPluginWithABackend() throws IOException {
        Path file = scratch.resolve("packed.jar");
        new JarOfSources(scratch)
                .plugin("org.packed.PackedPlugin", JarOfSources.FAMILY.formatted("packed", "PackedForCausalLM"))
                .source("org.packed.PackedProvider", """
                package org.packed;
                import org.lxt.tensor.backend.*;
                public final class PackedProvider implements BackendProvider {
                    public String name() { return "packed"; }
                    public int priority() { return -1; }
                    public Availability availability() { return Availability.yes("for a test"); }
                    public Backend create(BackendOptions options) { throw new IllegalStateException(); }
                }
                """)
                .resource("META-INF/services/org.lxt.tensor.backend.BackendProvider", "org.packed.PackedProvider")
                .write(file);
        jar = file.toUri().toURL();
    }

    /** LXT and a plugin in a loader of their own, as the launcher of a packed application makes it. */
    private URLClassLoader packedApplication() throws MalformedURLException {
        List<URL> urls = new ArrayList<>(List.of(jar));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static <T> T with(ClassLoader context, Callable<T> task) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader old = thread.getContextClassLoader();
        thread.setContextClassLoader(context);
        try {
            return task.call();
        } finally {
            thread.setContextClassLoader(old);
        }
    }

    /** What {@code defaults()} and {@code providers()} of LXT as this loader has it find. */
    private static List<String> found(ClassLoader lxt) throws Exception {
        List<String> names = new ArrayList<>();
        Class<?> map = lxt.loadClass(ModelMap.class.getName());
        Object defaults = map.getMethod("defaults").invoke(null);
        for (Object family : (List<?>) map.getMethod("families").invoke(defaults)) {
            names.add("family " + family.getClass().getMethod("name").invoke(family));
        }
        for (Object problem : (List<?>) map.getMethod("problems").invoke(defaults)) {
            names.add("problem " + problem);
        }
        Class<?> provider = lxt.loadClass(BackendProvider.class.getName());
        Object providers =
                lxt.loadClass(Backends.class.getName()).getMethod("providers").invoke(null);
        for (Object one : (List<?>) providers) {
            names.add("backend " + provider.getMethod("name").invoke(one));
        }
        return names;
    }

    @Test
    void aThreadOfTheCommonPoolThatKnowsNothingOfTheApplicationFindsThem() throws Exception {
        try (URLClassLoader application = packedApplication()) {
            for (ClassLoader context :
                    new ClassLoader[] {ClassLoader.getPlatformClassLoader(), ClassLoader.getSystemClassLoader(), null
                    }) {
                List<String> found = ForkJoinPool.commonPool()
                        .submit(() -> with(context, () -> found(application)))
                        .get();
                assertThat(found)
                        .as("context class loader %s", context)
                        .contains("family packed", "backend packed", "backend scalar")
                        .doesNotHaveDuplicates()
                        .noneMatch(name -> name.startsWith("problem"));
            }
        }
    }

    @Test
    void whatOnlyTheContextSeesIsFound() throws Exception {
        ClassLoader own = ModelMap.class.getClassLoader();
        assertThat(found(own)).doesNotContain("family packed", "backend packed");
        try (URLClassLoader context = new URLClassLoader(new URL[] {jar}, own)) {
            assertThat(with(context, () -> found(own)))
                    .contains("family packed", "backend packed", "backend scalar")
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void whatBothSeeIsFoundOnceEvenIfTheContextHasACopyOfItsOwn() throws Exception {
        try (URLClassLoader application = packedApplication();
                URLClassLoader copy = new OwnClassesFirst(jar, application)) {
            assertThat(copy.loadClass("org.packed.PackedPlugin"))
                    .isNotSameAs(application.loadClass("org.packed.PackedPlugin"));
            for (ClassLoader context : List.of(application, copy)) {
                List<String> found = with(context, () -> found(application));
                assertThat(found)
                        .contains("family packed", "backend packed", "backend scalar")
                        .doesNotHaveDuplicates()
                        .noneMatch(name -> name.startsWith("problem"));
            }
        }
    }

    @Test
    void pluginsOfAnotherCopyOfLxtAreItsOwnAffair() throws Exception {
        try (URLClassLoader application = packedApplication()) {
            ClassLoader own = ModelMap.class.getClassLoader();
            assertThat(with(application, () -> found(own)))
                    .contains("backend scalar")
                    .doesNotContain("family packed", "backend packed")
                    .noneMatch(name -> name.startsWith("problem"));
        }
    }

    /** Looks in its own jar before it asks its parent, as those of web applications do. */
    private static final class OwnClassesFirst extends URLClassLoader {
        OwnClassesFirst(URL jar, ClassLoader parent) {
            super(new URL[] {jar}, parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("org.packed.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }
}
