// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.failure;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.api.Fault;
import org.lxt.api.LxtException;
import org.lxt.cli.input.Spelling;
import org.lxt.cli.input.WrongUse;
import org.lxt.cli.option.prompt.PromptOptions;
import org.lxt.cli.process.Interruption;
import org.lxt.cli.terminal.WatchedOutput;
import org.lxt.report.terminal.TerminalText;
import org.lxt.tasks.refusal.TaskException;
import picocli.CommandLine;

/** Turns what went wrong into one sentence. */
public final class Failures {
    private static final String DEBUG = "LXT_DEBUG";

    /** The JDK's name for the loader of all classes except those of plugin folders. */
    private static final String APPLICATION = "app";

    private Failures() {}

    public static int report(Exception e, CommandLine line, CommandLine.@Nullable ParseResult parsed) {
        PrintWriter err = line.getErr();
        if (Interruption.isEnding() || e instanceof WatchedOutput.Gone) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        if (e instanceof WrongUse) {
            return reportUsage(line, String.valueOf(e.getMessage()));
        }
        err.println("lxt: " + TerminalText.visible(sentence(e)));
        if (System.getenv(DEBUG) != null) {
            e.printStackTrace(err);
        }
        return code(e);
    }

    /** A fault of the caller ends like a wrong call, whether the parser or the model notices it. */
    private static int code(Exception e) {
        boolean calledWrongly =
                e instanceof LxtException known ? known.fault() == Fault.CALLER : e instanceof NoSuchFileException;
        return calledWrongly ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }

    public static int reportUsage(CommandLine.ParameterException e, String[] args) {
        String message = e instanceof CommandLine.UnmatchedArgumentException unmatched
                ? unmatched(unmatched)
                : String.valueOf(e.getMessage());
        return reportUsage(e.getCommandLine(), message);
    }

    private static int reportUsage(CommandLine line, String message) {
        String help = line.getCommandSpec().qualifiedName() + " --help";
        line.getErr().println("lxt: " + TerminalText.visible(message) + " (see '" + help + "')");
        return CommandLine.ExitCode.USAGE;
    }

    private static String unmatched(CommandLine.UnmatchedArgumentException e) {
        String argument = e.getUnmatched().getFirst();
        CommandLine line = e.getCommandLine();
        boolean takesPrompt = line.getCommandSpec().positionalParameters().stream()
                .anyMatch(parameter -> parameter.paramLabel().equals(PromptOptions.LABEL));
        if (takesPrompt && e.isUnknownOption() && argument.contains(" ")) {
            return "a prompt that begins with a dash goes last, after --, so that it is not taken for an option";
        }
        if (e.isUnknownOption()) {
            String name = argument.replaceFirst("=.*", "");
            List<String> options = line.getCommandSpec().options().stream()
                    .map(CommandLine.Model.OptionSpec::longestName)
                    .toList();
            return "there is no option '" + name + "'" + suggestion(name, options);
        }
        if (!line.getSubcommands().isEmpty()) {
            return "there is no command '" + argument + "'"
                    + suggestion(argument, line.getSubcommands().keySet());
        }
        return "'" + argument + "' is one argument too many"
                + (takesPrompt ? "; put a prompt of several words in quotation marks" : "");
    }

    private static String suggestion(String mistyped, Collection<String> names) {
        return Spelling.nearest(mistyped, names)
                .map(name -> "; did you mean '" + name + "'?")
                .orElse("");
    }

    public static String sentence(Exception e) {
        return switch (e) {
            case TaskException refused -> refused.sentence(Remedies::words);
            case LxtException _ -> String.valueOf(e.getMessage());
            case UncheckedIOException wrapped -> wrappedProblem(wrapped);
            case IOException problem -> fileProblem(problem);
            default ->
                "an error inside " + place(e) + ", with the stack trace that " + DEBUG + "=1 in the environment prints";
        };
    }

    /** Whose fault an error is: a plugin's, if the first class in the trace that is not the JDK's belongs to one. */
    private static String place(Exception e) {
        for (StackTraceElement frame : e.getStackTrace()) {
            String name = frame.getClassName();
            if (!name.matches("(java|javax|jdk|sun)\\..*")) {
                return APPLICATION.equals(frame.getClassLoaderName())
                        ? "LXT, " + e + "; please report it"
                        : "a plugin, " + e + " in " + name + "; please report it to the plugin's author";
            }
        }
        return "LXT, " + e + "; please report it";
    }

    /** A wrapping exception has its own sentence, or just the name of the wrapped one. */
    private static String wrappedProblem(UncheckedIOException e) {
        String message = String.valueOf(e.getMessage());
        IOException cause = e.getCause();
        return cause != null && message.equals(cause.toString()) ? fileProblem(cause) : message;
    }

    /** The exceptions of the file system carry only the file's name as their message. */
    private static String fileProblem(IOException e) {
        return switch (e) {
            case NoSuchFileException f -> "there is no file " + f.getFile();
            case AccessDeniedException f -> "no permission for " + f.getFile();
            case FileAlreadyExistsException f -> f.getFile() + " is in the way: it exists and is not a folder";
            case FileSystemException f -> f.getFile() + " cannot be used" + reason(f);
            default -> "a file cannot be read or written: " + e.getMessage();
        };
    }

    private static String reason(FileSystemException e) {
        return e.getReason() == null ? "" : ": " + e.getReason();
    }
}
