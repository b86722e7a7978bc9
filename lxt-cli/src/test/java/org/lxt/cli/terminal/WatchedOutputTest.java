// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What becomes of output that cannot be written. */
class WatchedOutputTest {
    private final StringWriter err = new StringWriter();

    @Test
    void outputThatArrivesChangesNothing() {
        assertThat(codeAfterPrinting(OutputStream.nullOutputStream())).isEqualTo(3);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aFullDiskIsTold() {
        assertThat(codeAfterPrinting(failing("No space left on device"))).isEqualTo(1);
        assertThat(err.toString())
                .isEqualToNormalizingNewlines("lxt: standard output cannot be written to: No space left on device\n");
    }

    @Test
    void aReaderThatLeftIsNothingToComplainOf() {
        assertThat(codeAfterPrinting(failing("Broken pipe"))).isEqualTo(WatchedOutput.READER_LEFT);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aLongCommandEndsWhenNobodyReads() {
        PrintWriter out = new PrintWriter(new WatchedOutput(failing("Broken pipe")), true, StandardCharsets.UTF_8);
        out.println("text");
        assertThatThrownBy(() -> WatchedOutput.require(out)).isInstanceOf(WatchedOutput.Gone.class);
    }

    private int codeAfterPrinting(OutputStream target) {
        WatchedOutput watched = new WatchedOutput(target);
        PrintWriter out = new PrintWriter(watched, true, StandardCharsets.UTF_8);
        out.println("text");
        return watched.code(3, new PrintWriter(err, true));
    }

    private static OutputStream failing(String reason) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        };
    }
}
