// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method.name;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.lxt.tensor.backend.FoundServices;

/**
 * The kinds of methods that are there: those of this library, and those of others on the class path or the module path.
 *
 * @param all each of them, by name
 * @param problems a sentence for each that cannot be used
 */
public record MethodKinds(List<MethodKind> all, List<String> problems) {
    private static final String NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

    /** Copies the lists. */
    public MethodKinds {
        all = List.copyOf(all);
        problems = List.copyOf(problems);
    }

    /** Finds all kinds. Of two with the same name the first is used, those of this library before others. */
    public static MethodKinds find() {
        FoundServices<MethodKind> found =
                FoundServices.of(MethodKind.class, loader -> ServiceLoader.load(MethodKind.class, loader));
        return new MethodKinds(StandardMethods.all(), found.problems()).and(found.services());
    }

    /** These and others, such as those of a folder of plugins. Of two with the same name the first is used. */
    public MethodKinds and(List<MethodKind> others) {
        List<String> told = new ArrayList<>(problems);
        Map<String, MethodKind> named = new TreeMap<>();
        all.forEach(kind -> named.put(kind.name(), kind));
        for (MethodKind kind : others) {
            String of = kind.getClass().getName();
            if (!kind.name().matches(NAME)) {
                told.add(of + " calls its method '" + kind.name()
                        + "'; a name is made of lower-case letters, digits and hyphens");
            } else if (named.putIfAbsent(kind.name(), kind) != null) {
                told.add(of + " calls its method '" + kind.name() + "', as another is called");
            }
        }
        return new MethodKinds(List.copyOf(named.values()), told);
    }

    /** The kind of a name. */
    public Optional<MethodKind> named(String name) {
        return all.stream().filter(kind -> kind.name().equals(name)).findFirst();
    }

    /** All names. */
    public List<String> names() {
        return all.stream().map(MethodKind::name).toList();
    }
}
