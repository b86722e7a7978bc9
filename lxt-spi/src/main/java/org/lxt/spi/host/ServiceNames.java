// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.host;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.lxt.spi.checkpoint.Excerpt;
import org.lxt.spi.checkpoint.ModelException;

/** The providers that a jar names, in its module descriptor and in {@code META-INF/services}. */
final class ServiceNames {
    private ServiceNames() {}

    /** The class names of a service's providers. */
    static Set<String> of(Class<?> service, Path jar, Optional<ModuleDescriptor> descriptor) {
        Set<String> names = new LinkedHashSet<>();
        descriptor.stream()
                .flatMap(d -> d.provides().stream())
                .filter(p -> p.service().equals(service.getName()))
                .forEach(p -> names.addAll(p.providers()));
        try (JarFile file = new JarFile(jar.toFile())) {
            JarEntry entry = file.getJarEntry("META-INF/services/" + service.getName());
            if (entry != null) {
                new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> line.replaceFirst("#.*", "").strip())
                        .filter(line -> !line.isEmpty())
                        .forEach(names::add);
            }
        } catch (IOException e) {
            throw new ModelException("is no jar that can be read: " + Excerpt.of(e.getMessage()), e);
        }
        return names;
    }
}
