package org.lxt.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.lxt.api.Fault;
import org.lxt.api.LxtException;
import picocli.CommandLine;

/** Turns what went wrong into one sentence. */
final class Failures {
    private static final String DEBUG = "LXT_DEBUG";

    /** What the JDK calls the loader of all classes but those of folders of plugins. */
    private static final String APPLICATION = "app";

    private Failures() {}

    static int report(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
        PrintWriter err = line.getErr();
        if (Interruption.isEnding() || e instanceof WatchedOutput.Gone) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        err.println("lxt: " + TerminalText.visible(sentence(e)));
        if (System.getenv(DEBUG) != null) {
            e.printStackTrace(err);
        }
        return code(e);
    }

    /** What is the fault of whoever called ends like a wrong call, whether the parser or the model notices it. */
    private static int code(Exception e) {
        boolean calledWrongly =
                e instanceof LxtException known ? known.fault() == Fault.CALLER : e instanceof NoSuchFileException;
        return calledWrongly ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }

    static int reportUsage(CommandLine.ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        String help = line.getCommandSpec().qualifiedName() + " --help";
        String message = e instanceof CommandLine.UnmatchedArgumentException unmatched
                ? unmatched(unmatched)
                : String.valueOf(e.getMessage());
        line.getErr().println("lxt: " + TerminalText.visible(message) + " (see '" + help + "')");
        return CommandLine.ExitCode.USAGE;
    }

    private static String unmatched(CommandLine.UnmatchedArgumentException e) {
        String argument = e.getUnmatched().getFirst();
        CommandLine line = e.getCommandLine();
        if (e.isUnknownOption()) {
            return "there is no option '" + argument + "'" + suggestion(e.getSuggestions());
        }
        if (!line.getSubcommands().isEmpty()) {
            return "there is no command '" + argument + "'" + suggestion(e.getSuggestions());
        }
        return "'" + argument + "' is one argument too many"
                + (line.getCommandSpec().userObject() instanceof ExplainCommand
                        ? "; put a prompt of several words in quotation marks"
                        : "");
    }

    private static String suggestion(List<String> names) {
        return names.isEmpty() ? "" : "; did you mean '" + names.getFirst() + "'?";
    }

    static String sentence(Exception e) {
        return switch (e) {
            case LxtException _ -> String.valueOf(e.getMessage());
            case UncheckedIOException wrapped -> wrappedProblem(wrapped);
            case IOException problem -> fileProblem(problem);
            default ->
                "an error inside " + place(e) + ", with the stack trace that " + DEBUG + "=1 in the environment prints";
        };
    }

    /** Whose fault an error is: that of a plugin, if the first class of the trace that is not of the JDK is one's. */
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

    /** The exception around another has a sentence of its own, or just the other's name. */
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
            case FileAlreadyExistsException f -> f.getFile() + " is in the way: it exists, and is no folder";
            case FileSystemException f -> f.getFile() + " cannot be used" + reason(f);
            default -> "a file cannot be read or written: " + e.getMessage();
        };
    }

    private static String reason(FileSystemException e) {
        return e.getReason() == null ? "" : ": " + e.getReason();
    }
}
