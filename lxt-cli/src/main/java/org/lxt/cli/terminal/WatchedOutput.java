// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.terminal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lxt.api.Fault;
import org.lxt.api.LxtException;
import org.lxt.report.terminal.TerminalText;

/** A stream that remembers why it could not be written to, which a {@link PrintWriter} keeps to itself. */
public final class WatchedOutput extends FilterOutputStream {
    /** Ends a command whose output goes nowhere; {@link #code} says why. */
    public static final class Gone extends LxtException {
        private static final long serialVersionUID = 1L;

        public Gone() {
            super(Fault.SETUP, "standard output cannot be written to");
        }
    }

    /** How shells report a program that was ended by a closed pipe. */
    static final int READER_LEFT = 141;

    private @Nullable IOException failure;

    public WatchedOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            failure = failure == null ? e : failure;
            throw e;
        }
    }

    /** Ends the command if its output could not be written. */
    public static void require(PrintWriter out) {
        if (out.checkError()) {
            throw new Gone();
        }
    }

    /**
     * The exit code of a command whose output went through here. A reader that left, as {@code head} does when it has read
     * enough, is nothing to complain of.
     *
     * @param code what it would end with otherwise
     */
    public int code(int code, PrintWriter err) {
        IOException problem = failure;
        if (problem == null) {
            return code;
        }
        String reason = String.valueOf(problem.getMessage());
        if (reason.toLowerCase(Locale.ROOT).contains("broken pipe")) {
            return READER_LEFT;
        }
        err.println("lxt: standard output cannot be written to: " + TerminalText.visible(reason));
        return 1;
    }
}
