// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lxt.report.Report;
import org.lxt.report.ReportException;
import org.lxt.tensor.backend.FoundServices;

/**
 * The formats that are there: those of this library, and those of others on the class path or the module path, or of a
 * folder of plugins that is opened with {@link ReportFormat}.
 *
 * @param all each of them, by name
 * @param problems a sentence for each that cannot be used
 */
public record ReportFormats(List<ReportFormat> all, List<String> problems) {
    private static final String NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

    /** Copies the lists. */
    public ReportFormats {
        all = List.copyOf(all);
        problems = List.copyOf(problems);
    }

    /** Finds all formats. */
    public static ReportFormats find() {
        FoundServices<ReportFormat> found =
                FoundServices.of(ReportFormat.class, loader -> ServiceLoader.load(ReportFormat.class, loader));
        List<String> problems = new ArrayList<>(found.problems());
        return of(found.services(), problems);
    }

    /** The usable ones among these formats. Of two with the same name the first is used. */
    public static ReportFormats of(List<ReportFormat> found) {
        return of(found, List.of());
    }

    static ReportFormats of(List<ReportFormat> found, List<String> before) {
        List<String> problems = new ArrayList<>(before);
        Map<String, ReportFormat> named = new TreeMap<>();
        for (ReportFormat format : found) {
            String name = format.name();
            if (!name.matches(NAME)) {
                problems.add(format.getClass().getName() + " calls its format '" + name
                        + "'; a name is made of lower-case letters, digits and hyphens");
                continue;
            }
            ReportFormat first = named.putIfAbsent(name, format);
            if (first != null) {
                problems.add(format.getClass().getName() + " calls its format '" + name + "', as "
                        + first.getClass().getName() + " does");
            }
        }
        return new ReportFormats(List.copyOf(named.values()), problems);
    }

    /** The format of a name. */
    public Optional<ReportFormat> named(String name) {
        return all.stream().filter(f -> f.name().equals(name)).findFirst();
    }

    /**
     * The format that the ending of a file's name stands for.
     *
     * @throws ReportException if it stands for none
     */
    public ReportFormat of(Path file) {
        String name = String.valueOf(file.getFileName());
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return all.stream()
                .filter(f -> name.contains(".") && f.extensions().contains(ending))
                .findFirst()
                .orElseThrow(
                        () -> new ReportException("the name " + name + " does not say how to write a report; end it in "
                                + all.stream()
                                        .flatMap(f -> f.extensions().stream())
                                        .map(e -> "." + e)
                                        .collect(Collectors.joining(", "))));
    }

    /** Writes a report in the format that the file's name stands for, with its usual look. */
    public static void write(Report report, Path file) throws IOException {
        find().of(file).write(report, RenderOptions.USUAL, Destination.file(file));
    }
}
