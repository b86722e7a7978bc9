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

    private AppPath() {}

    /** The entries, as an argument for {@code --module-path} or {@code -cp}. */
    public static String argument() {
        return entries().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Our own modules, by name. */
    public static List<ModuleReference> modules() {
        return ModuleFinder.of(entries().toArray(Path[]::new)).findAll().stream()
                .filter(m -> m.descriptor().name().startsWith("org.lxt."))
                .sorted(Comparator.comparing(m -> m.descriptor().name()))
                .toList();
    }

    /** The entries: folders of classes or jars. */
    public static List<Path> entries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(AppPath::belongs)
                .toList();
    }

    /** Our modules are folders while Maven tests, and jars when they come from its repository or were packaged before. */
    private static boolean belongs(Path entry) {
        if (Files.isDirectory(entry)) {
            return Files.exists(entry.resolve("module-info.class"));
        }
        String name = entry.getFileName().toString();
        boolean ours = name.startsWith("lxt-") && name.endsWith(".jar") && !name.endsWith("-tests.jar");
        return ours || name.matches(LIBRARIES);
    }
}
