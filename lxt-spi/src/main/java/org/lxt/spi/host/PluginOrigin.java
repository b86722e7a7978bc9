// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.host;

import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a class comes from, and in which version. */
final class PluginOrigin {
    private PluginOrigin() {}

    /** The jar or folder of a class, or its name if it has none. */
    static String of(Class<?> type) {
        URI location = location(type);
        if (location == null) {
            return type.getName();
        }
        Path file = file(location);
        return file == null ? location.toString() : file.toString();
    }

    /** The version of the module in a jar or folder: of its descriptor, or else by the jar's name. */
    static Optional<String> version(Path file) {
        try {
            return ModuleFinder.of(file).findAll().stream()
                    .map(m -> m.descriptor().rawVersion())
                    .flatMap(Optional::stream)
                    .findFirst();
        } catch (FindException e) {
            return Optional.empty(); // A jar whose name makes no module name has no version either.
        }
    }

    /** The version of the module that a class is in, on the module path or on the class path. */
    static Optional<String> version(Class<?> type) {
        ModuleDescriptor descriptor = type.getModule().getDescriptor();
        if (descriptor != null) {
            return descriptor.rawVersion();
        }
        URI location = location(type);
        Path file = location == null ? null : file(location);
        return file == null ? Optional.empty() : version(file);
    }

    private static @Nullable URI location(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null
                ? null
                : URI.create(source.getLocation().toString());
    }

    private static @Nullable Path file(URI location) {
        return "file".equals(location.getScheme()) ? Path.of(location) : null;
    }
}
