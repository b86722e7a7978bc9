// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.rope;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lxt.spi.checkpoint.ModelConfig;

/**
 * What transformers computed for some options; written by {@code oracle/make/rope_frequencies.py}.
 *
 * @param options as in config.json
 * @param length of the input
 */
record ReferenceFrequencies(
        String line, ModelConfig options, int headSize, int length, double amplitude, double[] inverse) {

    static List<ReferenceFrequencies> all() {
        try (InputStream file =
                        Objects.requireNonNull(ReferenceFrequencies.class.getResourceAsStream("frequencies.tsv"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines().map(ReferenceFrequencies::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String kind() {
        return line.replaceAll("(?s).*type=(\\w+).*", "$1").replaceAll("(?s).*\\s.*", "default");
    }

    private static ReferenceFrequencies parse(String line) {
        List<String> columns = List.of(line.split("\t"));
        return new ReferenceFrequencies(
                line,
                ModelConfig.of("config.json", options(columns.get(0))),
                Integer.parseInt(columns.get(1)),
                Integer.parseInt(columns.get(2)),
                Double.parseDouble(columns.get(3)),
                doubles(columns.get(4), " "));
    }

    private static Map<String, Object> options(String text) {
        Map<String, Object> options = new LinkedHashMap<>();
        for (String option : text.split(" ")) {
            String name = option.substring(0, option.indexOf('='));
            Object value = value(option.substring(option.indexOf('=') + 1));
            int dot = name.indexOf('.');
            if (dot < 0) {
                options.put(name, value);
            } else {
                section(options, name.substring(0, dot)).put(name.substring(dot + 1), value);
            }
        }
        return options;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> section(Map<String, Object> options, String name) {
        return (Map<String, Object>) options.computeIfAbsent(name, n -> new LinkedHashMap<String, Object>());
    }

    private static Object value(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        if (text.contains(",")) {
            List<Object> list = new ArrayList<>();
            for (double element : doubles(text, ",")) {
                list.add(element);
            }
            return list;
        }
        return Character.isLetter(text.charAt(0)) ? text : (Object) Double.valueOf(text);
    }

    private static double[] doubles(String text, String separator) {
        String[] words = text.split(separator);
        double[] values = new double[words.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Double.parseDouble(words[i]);
        }
        return values;
    }

    @Override
    public String toString() {
        return line;
    }
}
