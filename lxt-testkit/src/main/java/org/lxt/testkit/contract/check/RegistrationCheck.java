// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.contract.check;

import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.ServiceLoader;
import org.lxt.spi.ModelPlugin;
import org.lxt.spi.host.ModelMap;
import org.lxt.tensor.backend.FoundServices;
import org.lxt.testkit.contract.subject.Findings;
import org.lxt.testkit.contract.subject.Subject;

/** Whether the plugin is found, on the class path and on the module path, and registers a family. */
public final class RegistrationCheck {
    private RegistrationCheck() {}

    public static List<String> of(Subject subject) {
        Findings findings = new Findings();
        Class<?> type = subject.plugin().getClass();
        boolean found =
                FoundServices.of(ModelPlugin.class, loader -> ServiceLoader.load(ModelPlugin.class, loader))
                        .services()
                        .stream()
                        .anyMatch(plugin -> plugin.getClass() == type);
        if (!found) {
            findings.add(
                    "the class " + type.getName() + " is not found: META-INF/services/" + ModelPlugin.class.getName()
                            + " does not name it (@AutoService writes that file), or it is not public with a public"
                            + " constructor without parameters");
        }
        findings.during("the module descriptor", () -> requireProvided(type, findings));
        findings.during("registering", () -> {
            if (ModelMap.of(List.of(subject.plugin())).families().isEmpty()) {
                findings.add("the plugin registers no family");
            }
            subject.family();
        });
        return findings.sentences();
    }

    /** On the module path the descriptor counts. */
    private static void requireProvided(Class<?> type, Findings findings) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || !"file".equals(source.getLocation().getProtocol())) {
            return;
        }
        try {
            Path place = Path.of(source.getLocation().toURI());
            for (ModuleReference module : ModuleFinder.of(place).findAll()) {
                boolean provided = module.descriptor().isAutomatic()
                        || module.descriptor().provides().stream()
                                .filter(p -> p.service().equals(ModelPlugin.class.getName()))
                                .anyMatch(p -> p.providers().contains(type.getName()));
                if (!provided) {
                    findings.add("on the module path the plugin is not found: module-info.java of "
                            + module.descriptor().name() + " lacks 'provides ModelPlugin with "
                            + type.getSimpleName() + "'");
                }
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
