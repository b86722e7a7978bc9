// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.heat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lxt.report.ReportException;
import org.lxt.report.internal.scale.ColorScale;

/**
 * Colours for the numbers 0 to 255, as in zennit: a list of colours, some with the number that they stand at, mixed
 * linearly in between. The source is in zennit's notation: {@code 00f,80:fff,f00} is blue, white at 128 (hexadecimal
 * 80), red.
 */
public final class ColorMap {
    /** Colours of a palette. */
    static final int SIZE = 256;

    private static final int LAST = SIZE - 1;
    private static final Pattern COLOR =
            Pattern.compile("\\s*(?:([0-9a-fA-F]{1,2})\\s*:\\s*)?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\\s*");

    /** The project's own: what colour-blind readers can tell apart, as in all other heatmaps. */
    public static final String OWN = "lxt";

    private static final Map<String, String> ZENNIT = zennit();

    private interface Colors {
        /** Red, green and blue at a number from 0 to 255. */
        double[] at(double x);
    }

    private record Node(int index, double[] color) {}

    private final Colors colors;

    private ColorMap(Colors colors) {
        this.colors = colors;
    }

    private static Map<String, String> zennit() {
        Map<String, String> maps = new LinkedHashMap<>();
        maps.put("bwr", "00f,80:fff,f00");
        maps.put("coldnhot", "0ff,00f,80:000,f00,ff0,fff");
        maps.put("seismic", "0000d0,80:d0d0d0,d00000");
        maps.put("france", "0055a4,80:fff,ef4135");
        maps.put("coolio", "00d0d0,80:d0d0d0,d000d0");
        maps.put("coleus", "00d000,80:d0d0d0,d000d0");
        maps.put("gray", "000,fff");
        maps.put("wred", "fff,f00");
        maps.put("wblue", "fff,00f");
        maps.put("hot", "000,f00,ff0,fff");
        maps.put("cold", "000,00f,0ff");
        return maps;
    }

    /** The names of the known maps: the project's own, then zennit's. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(List.of(OWN));
        names.addAll(ZENNIT.keySet());
        return names;
    }

    /**
     * A map by its name or its source.
     *
     * @throws ReportException if it is neither
     */
    public static ColorMap of(String nameOrSource) {
        if (nameOrSource.equals(OWN)) {
            return new ColorMap(x -> {
                int rgb = ColorScale.LIGHT.at(x / LAST * 2 - 1).value();
                return new double[] {rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff};
            });
        }
        List<Node> nodes = nodes(ZENNIT.getOrDefault(nameOrSource, nameOrSource), nameOrSource);
        return new ColorMap(x -> mixed(nodes, x));
    }

    private static List<Node> nodes(String source, String asked) {
        String[] parts = source.split(",", -1);
        List<Node> nodes = new ArrayList<>();
        List<double[]> waiting = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            Matcher matcher = COLOR.matcher(parts[i]);
            if (parts.length < 2 || !matcher.matches()) {
                throw new ReportException(
                        "there are no colours '" + asked + "'; there are " + String.join(", ", names())
                                + ", or give at least two hexadecimal colours such as 00f,80:fff,f00");
            }
            double[] color = color(matcher.group(2));
            int index = matcher.group(1) == null ? -1 : index(matcher.group(1));
            if (i == 0) {
                nodes.add(new Node(0, color));
                if (index > 0) {
                    nodes.add(new Node(index, color));
                }
                continue;
            }
            if (index < 0 && i < parts.length - 1) {
                waiting.add(color);
                continue;
            }
            int end = index < 0 ? LAST : index;
            if (end < nodes.getLast().index()) {
                throw new ReportException("the colours '" + asked + "' are not in the order of their numbers");
            }
            spread(nodes, waiting, end);
            nodes.add(new Node(end, color));
        }
        nodes.add(new Node(SIZE, nodes.getLast().color()));
        return nodes;
    }

    /** Colours without a number stand at equal distances between those that have one. */
    private static void spread(List<Node> nodes, List<double[]> waiting, int end) {
        int begin = nodes.getLast().index();
        for (int k = 0; k < waiting.size(); k++) {
            double share = (k + 1.0) / (waiting.size() + 1);
            nodes.add(new Node((int) (begin * (1 - share) + end * share), waiting.get(k)));
        }
        waiting.clear();
    }

    private static int index(String digits) {
        return Integer.parseInt(digits.length() == 1 ? digits + digits : digits, 16);
    }

    private static double[] color(String digits) {
        int length = digits.length() / 3;
        double[] color = new double[3];
        for (int c = 0; c < 3; c++) {
            color[c] = index(digits.substring(c * length, (c + 1) * length));
        }
        return color;
    }

    private static double[] mixed(List<Node> nodes, double x) {
        int next = 1;
        while (next < nodes.size() - 1 && nodes.get(next).index() <= x) {
            next++;
        }
        Node below = nodes.get(next - 1);
        Node above = nodes.get(next);
        double share = (x - below.index()) / (above.index() - below.index());
        double[] color = new double[3];
        for (int c = 0; c < 3; c++) {
            color[c] = below.color()[c] * (1 - share) + above.color()[c] * share;
        }
        return color;
    }

    /**
     * The colours of the numbers 0 to 255, each 0xRRGGBB.
     *
     * @param level 1 for the whole map; more for stronger colours earlier, less for only the middle of the map
     */
    public int[] palette(double level) {
        int[] palette = new int[SIZE];
        for (int i = 0; i < SIZE; i++) {
            double place = Math.clamp(((2.0 * i / LAST - 1) * level + 1) / 2, 0, 1);
            double[] color = colors.at(place * LAST);
            int rgb = 0;
            for (double channel : color) {
                // zennit computes colours from 0 to 1 and rounds its errors away before it cuts
                rgb = rgb << 8 | (int) (Math.rint(channel / LAST * LAST * 1e12) / 1e12);
            }
            palette[i] = rgb;
        }
        return palette;
    }
}
