// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.option.output;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lxt.cli.input.WrongUse;
import org.lxt.cli.terminal.TerminalProbe;
import org.lxt.cli.terminal.WatchedOutput;
import org.lxt.report.Report;
import org.lxt.report.ReportPlace;
import org.lxt.report.format.Destination;
import org.lxt.report.format.RenderOptions;
import org.lxt.report.format.ReportFormat;
import org.lxt.report.format.ReportFormats;
import org.lxt.report.format.Trait;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/** Files that an explanation is written to, with an option for each format; one may be standard output. */
public final class ReportOptions {
    private static final Path STANDARD_OUTPUT = Path.of("-");

    /** The option that follows these in the help. */
    private static final String NEXT = "--checkpointing";

    /** The format whose lines hold the results of many prompts. */
    private static final String OF_MANY_PROMPTS = "json";

    private final Map<ReportFormat, Path> places = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * Adds an option for each format whose name is not that of another option; in the help they come before the last
     * group.
     */
    public void addTo(CommandSpec spec, ReportFormats formats) {
        problems.addAll(formats.problems());
        List<OptionSpec> after = spec.options().stream()
                .dropWhile(o -> !o.longestName().equals(NEXT))
                .toList();
        after.forEach(spec::remove);
        add(spec, formats, after);
        after.forEach(spec::addOption);
    }

    private void add(CommandSpec spec, ReportFormats formats, List<OptionSpec> after) {
        Set<String> taken = new HashSet<>(spec.optionsMap().keySet());
        after.forEach(o -> taken.addAll(List.of(o.names())));
        for (ReportFormat format : formats.all()) {
            String option = option(format);
            if (!taken.add(option)) {
                problems.add(format.getClass().getName() + " calls its format '" + format.name() + "', but " + option
                        + " is another option");
                continue;
            }
            spec.addOption(OptionSpec.builder(option)
                    .paramLabel("FILE")
                    .type(Path.class)
                    .description(format.purpose())
                    .setter(new Place(format))
                    .build());
        }
    }

    private static String option(ReportFormat format) {
        return "--" + format.name();
    }

    /** Remembers the place of a format. */
    private final class Place implements ISetter {
        private final ReportFormat format;

        Place(ReportFormat format) {
            this.format = format;
        }

        @Override
        public <T> @Nullable T set(@Nullable T value) {
            Path before = value == null ? places.remove(format) : places.put(format, (Path) value);
            @SuppressWarnings("unchecked") // the type of the option is Path
            T typed = (T) before;
            return typed;
        }
    }

    /** Why formats that were found have no option. */
    public List<String> problems() {
        return problems;
    }

    /** Refuses files that cannot be written, before anything is computed for them. */
    public void requirePlaces() {
        files().filter(file -> !isStandardOutput(file)).forEach(ReportPlace::require);
    }

    /**
     * What is wrong with these options, or null.
     *
     * @param targets how many targets there will be at least, each with a picture of its own
     * @param image whether an image is explained
     */
    @Nullable
    public String problem(int targets, boolean image) {
        if (files().filter(ReportOptions::isStandardOutput).count() > 1) {
            return "only one report can go to standard output; name files for the others";
        }
        Path twice = twice();
        if (twice != null) {
            return "two reports cannot both be " + twice + "; give each a file of its own";
        }
        for (Map.Entry<ReportFormat, Path> place : places.entrySet()) {
            ReportFormat format = place.getKey();
            if (image && !format.traits().contains(Trait.IMAGES)) {
                return option(format) + " holds no explanations of images; leave it out with --image FILE";
            }
            if (isStandardOutput(place.getValue())) {
                if (targets > 1 && !format.traits().contains(Trait.SEVERAL_TARGETS)) {
                    return onePicture(format);
                }
                if (!format.traits().contains(Trait.TEXT) && TerminalProbe.run().isTerminal()) {
                    return "a terminal cannot show what " + option(format)
                            + " writes; send it on with > or |, or name a file";
                }
            }
        }
        return null;
    }

    private static String onePicture(ReportFormat format) {
        return "standard output takes one picture, and several targets have one each; give " + option(format)
                + " the name of a file";
    }

    private static boolean isStandardOutput(Path file) {
        return file.equals(STANDARD_OUTPUT);
    }

    /** Whether standard output is a report, so that nothing else may be printed there. */
    public boolean takeStandardOutput() {
        return files().anyMatch(ReportOptions::isStandardOutput);
    }

    /** The file that two reports would be written to, one over the other; null if there is none. */
    private @Nullable Path twice() {
        Map<Path, Path> named = new HashMap<>();
        return files().filter(f -> !isStandardOutput(f) && !ReportPlace.isWrittenThrough(f))
                .map(f -> named.putIfAbsent(f.toAbsolutePath().normalize(), f))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private Stream<Path> files() {
        return places.values().stream();
    }

    /** Whether any file was asked for. */
    public boolean areGiven() {
        return !places.isEmpty();
    }

    /** The only file that many prompts can be written to; null for standard output. */
    @Nullable
    public Path lines() {
        return places.entrySet().stream()
                .filter(p -> isOfManyPrompts(p.getKey()) && !isStandardOutput(p.getValue()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** The options that were given and that only one prompt can be written by, in order. */
    public Set<String> forOnePrompt() {
        Set<String> options = new TreeSet<>();
        places.keySet().stream().filter(f -> !isOfManyPrompts(f)).forEach(f -> options.add(option(f)));
        return options;
    }

    private static boolean isOfManyPrompts(ReportFormat format) {
        return format.name().equals(OF_MANY_PROMPTS);
    }

    /**
     * Writes what was asked for.
     *
     * @param options how it looks
     * @param standardOutput takes the report that has no file
     * @return the files that were written
     */
    public List<Path> write(Report report, RenderOptions options, OutputStream standardOutput) throws IOException {
        List<Path> written = new ArrayList<>();
        for (Map.Entry<ReportFormat, Path> place : places.entrySet()) {
            ReportFormat format = place.getKey();
            if (isStandardOutput(place.getValue())) {
                StandardOutput whole = new StandardOutput(format);
                format.write(report, options, whole);
                whole.passOn(standardOutput);
            } else {
                format.write(report, options, Destination.file(place.getValue(), written::add));
            }
        }
        return written;
    }

    /** Takes one report and passes it on once it is whole. */
    private static final class StandardOutput implements Destination {
        private final ReportFormat format;
        private final ByteArrayOutputStream whole = new ByteArrayOutputStream();

        StandardOutput(ReportFormat format) {
            this.format = format;
        }

        @Override
        public void write(byte[] content) {
            whole.writeBytes(content);
        }

        @Override
        public Destination part(int target) {
            if (target > 0) {
                throw new WrongUse(onePicture(format));
            }
            return this;
        }

        void passOn(OutputStream stream) {
            try {
                whole.writeTo(stream);
                stream.flush();
            } catch (IOException _) {
                throw new WatchedOutput.Gone();
            }
        }
    }
}
