// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method.name;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A value for each setting of a method. */
public final class Settings {
    private final Map<String, String> values;

    private Settings(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * Reads values. One without a name belongs to the first setting of those left whose value it can be.
     *
     * @param known what can be set
     * @param given texts such as {@code steps=20} or {@code 20}
     * @throws IllegalArgumentException if one is no value of a setting, in a sentence
     */
    static Settings read(List<Setting> known, List<String> given) {
        Map<String, String> values = new HashMap<>();
        for (String text : given) {
            int equals = text.indexOf('=');
            String value = text.substring(equals + 1).strip();
            String name = equals < 0 ? "" : text.substring(0, equals).strip();
            Setting setting = known.stream()
                    .filter(s -> !values.containsKey(s.name()))
                    .filter(s -> equals < 0 ? s.fits().test(value) : s.name().equals(name))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalArgumentException("'" + text + "' is none of its settings; " + words(known)));
            if (!setting.fits().test(value)) {
                throw new IllegalArgumentException(
                        "'" + value + "' is no value of " + setting.name() + ", which is " + setting.values());
            }
            values.put(setting.name(), value);
        }
        known.forEach(s -> values.putIfAbsent(s.name(), s.usual()));
        return new Settings(values);
    }

    private static String words(List<Setting> known) {
        return known.isEmpty()
                ? "it has none"
                : "each can be given once: "
                        + known.stream().map(s -> s.name() + ", " + s.values()).collect(Collectors.joining("; "));
    }

    /** The value of a setting. */
    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("the method asks for '" + name + "', which is not among its settings");
        }
        return value;
    }

    /** The value of a setting that is a whole number. */
    public int count(String name) {
        return Integer.parseInt(text(name));
    }

    /** The value of a setting that is a number. */
    public double number(String name) {
        return Double.parseDouble(text(name));
    }
}
