// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.sanity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a model from its head down, by the names of its parameters: what has no number of a layer is the head, unless its name speaks of
 * embeddings. A head that shares its matrix with the embeddings is part of those, for there is but one parameter.
 */
final class Cascade {
    static final String HEAD = "head";
    static final String EMBEDDINGS = "embeddings";

    private static final Pattern LAYER = Pattern.compile("(?:^|[._])(?:layers?|h|blocks?)[._](\\d{1,6})\\.");
    private static final Pattern EMBEDDING = Pattern.compile("embd|embed|class_token|conv_proj|(?:^|\\.)w[tp]e\\.");

    private Cascade() {}

    /** The parts that there are, from the head down. */
    static List<String> parts(Collection<String> names) {
        TreeSet<Integer> layers = new TreeSet<>();
        boolean head = false;
        boolean embeddings = false;
        for (String name : names) {
            int layer = layer(name);
            if (layer >= 0) {
                layers.add(layer);
            } else if (part(name).equals(HEAD)) {
                head = true;
            } else {
                embeddings = true;
            }
        }
        List<String> parts = new ArrayList<>();
        if (head) {
            parts.add(HEAD);
        }
        layers.descendingSet().forEach(layer -> parts.add(ofLayer(layer)));
        if (embeddings) {
            parts.add(EMBEDDINGS);
        }
        return parts;
    }

    /** The part that a parameter belongs to. */
    static String part(String name) {
        int layer = layer(name);
        if (layer >= 0) {
            return ofLayer(layer);
        }
        return EMBEDDING.matcher(name.toLowerCase(Locale.ROOT)).find() ? EMBEDDINGS : HEAD;
    }

    private static String ofLayer(int layer) {
        return "layer " + layer;
    }

    private static int layer(String name) {
        Matcher matcher = LAYER.matcher(name);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
    }
}
