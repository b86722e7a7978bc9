// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.contract.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.lxt.testkit.contract.subject.Findings;
import org.lxt.testkit.contract.subject.Reads.Footprint;
import org.lxt.testkit.contract.subject.Reads.Place;

/**
 * Whether parameters of one shape are read where their names say, for which no reference is needed. Two of them are swapped
 * if each is named more like the site of the other than like its own; and so are norms of a layer of which the later by name
 * acts before the earlier. What a family names in a way of its own, with nothing in common with its sites, is not judged.
 */
final class NamesCheck {
    private static final Set<String> NORM_WORDS = Set.of("norm", "layernorm", "layer", "rmsnorm", "rms", "ln");
    private static final Set<String> EARLIEST = Set.of("input", "first");
    private static final Set<String> LATEST = Set.of("output", "final", "last");
    private static final Map<String, String> BEFORE_AND_AFTER = Map.of("pre", "post", "before", "after");

    private final Map<String, Footprint> footprints;
    private final Map<String, String> shapes;

    /**
     * A check.
     *
     * @param footprints of the parameters by name
     * @param shapes of them
     */
    NamesCheck(Map<String, Footprint> footprints, Map<String, String> shapes) {
        this.footprints = footprints;
        this.shapes = shapes;
    }

    void check(Findings findings) {
        List<String> names = footprints.keySet().stream()
                .filter(name -> footprint(name).places().size() == 1)
                .sorted()
                .toList();
        Set<String> told = new HashSet<>();
        for (String name : names) {
            Optional<String> other = betterPartner(name, names);
            if (other.isPresent() && !told.contains(name) && !told.contains(other.get())) {
                told.add(name);
                told.add(other.get());
                findings.add("two parameters are swapped: '" + name + "' is read at '"
                        + place(name).at() + "' and '" + other.get() + "' at '"
                        + place(other.get()).at() + "'; if they are not, name the sites as the parameters are named");
            }
        }
        for (String early : names) {
            for (String late : names) {
                if (isNorm(early)
                        && isNorm(late)
                        && isEarlier(early, late)
                        && acts(late, early)
                        && !told.contains(early)
                        && told.add(late)) {
                    findings.add("two norms are swapped: '" + late + "', the later by its name, is read at '"
                            + place(late).at() + "' and acts on what goes into '" + early + "', which is read at '"
                            + place(early).at() + "'");
                }
            }
        }
    }

    private Footprint footprint(String name) {
        return Objects.requireNonNull(footprints.get(name));
    }

    private Place place(String name) {
        return footprint(name).places().getFirst();
    }

    private boolean isNorm(String name) {
        return footprint(name).norms();
    }

    /** Whether what one parameter does reaches the place of another. */
    private boolean acts(String name, String on) {
        return footprint(name).reached().contains(place(on).at());
    }

    /** The parameter of the same shape with which names and sites would agree best, if they would agree better. */
    private Optional<String> betterPartner(String name, List<String> names) {
        Optional<String> best = Optional.empty();
        int most = 0;
        for (String other : names) {
            if (!Objects.equals(shapes.get(name), shapes.get(other))
                    || place(name).equals(place(other))) {
                continue;
            }
            int gain = alike(name, place(other))
                    + alike(other, place(name))
                    - alike(name, place(name))
                    - alike(other, place(other));
            if (gain > most) {
                most = gain;
                best = Optional.of(other);
            }
        }
        return best;
    }

    /** How many words a name has in common with a place. */
    private static int alike(String name, Place place) {
        List<String> words = words(name);
        int common = 0;
        for (String word : words(place.name())) {
            common += words.remove(word) ? 1 : 0;
        }
        return common;
    }

    /** The words of a name; a number that is a part of its own, as of a layer, is told from one within a part. */
    private static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        for (String part : name.split("\\.", -1)) {
            if (part.matches("\\d+")) {
                words.add("." + part);
            } else {
                String apart = part.replaceAll("([a-z])([A-Z])", "$1_$2").replaceAll("([a-zA-Z])(\\d)", "$1_$2");
                words.addAll(Arrays.asList(apart.toLowerCase(Locale.ROOT).split("_", -1)));
            }
        }
        return words;
    }

    /** Whether two names of the same part of a model say which comes first, and it is this one. */
    private static boolean isEarlier(String early, String late) {
        String[] a = early.split("\\.", -1);
        String[] b = late.split("\\.", -1);
        int named = a.length - 2;
        if (a.length != b.length || named < 0 || !a[named + 1].equals(b[named + 1])) {
            return false;
        }
        for (int i = 0; i < named; i++) {
            if (!a[i].equals(b[i])) {
                return false;
            }
        }
        List<String> own = words(a[named]);
        List<String> other = words(b[named]);
        own.removeAll(NORM_WORDS);
        other.removeAll(NORM_WORDS);
        if (own.size() == 1 && EARLIEST.containsAll(own) && !EARLIEST.containsAll(other)) {
            return true;
        }
        if (other.size() == 1 && LATEST.containsAll(other) && !LATEST.containsAll(own)) {
            return true;
        }
        return differInOneWord(own, other);
    }

    private static boolean differInOneWord(List<String> early, List<String> late) {
        if (early.size() != late.size()) {
            return false;
        }
        int differences = 0;
        boolean ordered = false;
        for (int i = 0; i < early.size(); i++) {
            String a = early.get(i);
            String b = late.get(i);
            if (!a.equals(b)) {
                differences++;
                ordered = b.equals(BEFORE_AND_AFTER.get(a))
                        || (a.matches("\\d{1,4}")
                                && b.matches("\\d{1,4}")
                                && Integer.parseInt(a) < Integer.parseInt(b));
            }
        }
        return differences == 1 && ordered;
    }
}
