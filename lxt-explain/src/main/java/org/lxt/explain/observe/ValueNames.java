// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.observe;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lxt.explain.request.ExplainException;
import org.lxt.rules.composite.SitePattern;
import org.lxt.tensor.Site;

/** The names that values have in a model, and what is said of one that is not among them. */
final class ValueNames {
    private static final int MOST = 16;

    private final Set<String> all;

    ValueNames(Collection<String> all) {
        this.all = new TreeSet<>(all);
    }

    /** What is said of a name or pattern that no value fits. */
    ExplainException unknown(String name) {
        List<String> steps = List.of(name.split("\\.", -1));
        for (int known = steps.size() - 1; known > 0; known--) {
            String above = String.join(".", steps.subList(0, known));
            Set<String> below = below(above);
            if (!below.isEmpty()) {
                return new ExplainException("no value of this model is named '" + name + "'; below " + above
                        + " there are " + listed(below));
            }
        }
        return new ExplainException(
                "no value of this model is named '" + name + "'; there are " + listed(firstSteps(all.stream())));
    }

    /** The next steps of the names below a name or pattern. */
    private Set<String> below(String above) {
        if (above.chars().filter(c -> c == '{').count()
                != above.chars().filter(c -> c == '}').count()) {
            return Set.of(); // a dot inside of braces
        }
        SitePattern pattern = SitePattern.of(above);
        int steps = above.split("\\.", -1).length;
        return firstSteps(all.stream()
                .map(name -> name.split("\\.", -1))
                .filter(name -> name.length > steps)
                .filter(name ->
                        pattern.fits(Site.of(String.join(".", List.of(name).subList(0, steps)))))
                .map(name -> String.join(".", List.of(name).subList(steps, name.length))));
    }

    private static Set<String> firstSteps(Stream<String> names) {
        return names.map(name -> name.split("\\.", -1)[0]).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String listed(Set<String> names) {
        String shown = names.stream().limit(MOST).collect(Collectors.joining(", "));
        return names.size() > MOST ? shown + " and " + (names.size() - MOST) + " more" : shown;
    }
}
