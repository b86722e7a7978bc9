// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.launch;

import java.io.File;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What of this test's class path belongs to the application: our modules and their libraries; no tests, no annotations. */
public final class AppPath {
    private static final String LIBRARIES = "(jackson|picocli|pdfbox|fontbox|commons-logging|imageio|common)-.*\\.jar";

    /** What is in no installation, and here for the rules of the architecture. */
    private static final String ADDED_BY_USERS = "lxt-cuda";

    private AppPath() {}

    /** The entries, as an argument for {@code --module-path} or {@code -cp}. */
    public static String argument() {
        return entries().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Our own modules, by name. */
    public static List<ModuleReference> modules() {
        return modules(entries());
    }

    /** Our own modules and those that users may add, by name. */
    public static List<ModuleReference> allModules() {
        return modules(classPath().filter(AppPath::isModule).toList());
    }

    private static List<ModuleReference> modules(List<Path> entries) {
        return ModuleFinder.of(entries.toArray(Path[]::new)).findAll().stream()
                .filter(m -> m.descriptor().name().startsWith("org.lxt."))
                .sorted(Comparator.comparing(m -> m.descriptor().name()))
                .toList();
    }

    /** The entries: folders of classes or jars. */
    public static List<Path> entries() {
        return classPath()
                .filter(AppPath::isModule)
                .filter(entry -> !entry.toString().contains(ADDED_BY_USERS))
                .toList();
    }

    private static Stream<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of);
    }

    /** Our modules are folders while Maven tests, and jars when they come from its repository or were packaged before. */
    private static boolean isModule(Path entry) {
        if (Files.isDirectory(entry)) {
            return Files.exists(entry.resolve("module-info.class"));
        }
        String name = entry.getFileName().toString();
        boolean ours = name.startsWith("lxt-") && name.endsWith(".jar") && !name.endsWith("-tests.jar");
        return ours || name.matches(LIBRARIES);
    }
}
