// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lxt.cli.command.AllCommands;
import org.lxt.cli.command.LxtCommand;
import picocli.CommandLine;

/** {@code docs/command-line.md} tells of every command and option that there is, and of no other. */
class CommandLinePageTest {
    private static final Path PAGE = Path.of(System.getProperty("lxt.root"), "docs", "command-line.md");
    private static final Pattern ROW = Pattern.compile("^\\| (`--[^|]*) \\|", Pattern.MULTILINE);
    private static final Pattern OPTION = Pattern.compile("`(--[a-z-]+)");
    /** What the page says instead of these, for commands other than explain. */
    private static final String COMPUTES = "and what computes";

    private static final List<String> COMPUTE =
            List.of("--backend", "--threads", "--kernels", "--gpu-memory", "--precision");

    @Test
    void everyCommandAndOptionIsThereAndNoOther() throws IOException {
        Map<String, TreeSet<String>> described = new TreeMap<>();
        for (String section : Files.readString(PAGE).split("(?m)^## ")) {
            String name = section.lines().findFirst().orElse("");
            if (!name.startsWith("#")) {
                Matcher row = ROW.matcher(section);
                TreeSet<String> options = new TreeSet<>();
                while (row.find()) {
                    Matcher option = OPTION.matcher(row.group(1));
                    while (option.find()) {
                        options.add(option.group(1));
                    }
                    if (row.group(1).endsWith(COMPUTES)) {
                        options.addAll(COMPUTE);
                    }
                }
                described.put(name, options);
            }
        }
        Map<String, TreeSet<String>> there = new TreeMap<>();
        new CommandLine(new AllCommands(false, OutputStream.nullOutputStream()))
                .getSubcommands()
                .forEach((name, command) -> {
                    TreeSet<String> options = new TreeSet<>();
                    command.getCommandSpec().options().forEach(o -> options.add(o.longestName()));
                    options.removeAll(List.of("--help", "--version"));
                    there.put(name, options);
                });
        assertThat(described).isEqualTo(there);
    }

    @Test
    void everyOptionThatIsMentionedExists() throws IOException {
        TreeSet<String> there = new TreeSet<>();
        add(new CommandLine(new AllCommands(false, OutputStream.nullOutputStream())), there);
        Matcher mentioned = Pattern.compile("(?<![-\\w])--[a-z][a-z-]*").matcher(Files.readString(PAGE));
        while (mentioned.find()) {
            assertThat(there).contains(mentioned.group());
        }
    }

    /** The options of a command and of all below it. */
    private static void add(CommandLine command, Set<String> options) {
        command.getCommandSpec().options().forEach(o -> options.add(o.longestName()));
        command.getSubcommands().values().forEach(each -> add(each, options));
    }

    @Test
    void everyCommandHasAnExampleInItsHelp() {
        new CommandLine(new AllCommands(false, OutputStream.nullOutputStream()))
                .getSubcommands()
                .forEach((name, command) ->
                        assertThat(command.getUsageMessage()).as(name).contains("Example", "lxt " + name, "Exit code"));
    }

    @Test
    void aCommandIsTheSameAloneAsAmongAll() {
        OutputStream none = OutputStream.nullOutputStream();
        new CommandLine(new AllCommands(false, none)).getSubcommands().forEach((name, among) -> {
            CommandLine alone =
                    LxtCommand.line(false, none, name).getSubcommands().get(name);
            assertThat(alone.getUsageMessage()).as(name).isEqualTo(among.getUsageMessage());
        });
    }
}
