// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lxt.json.JsonText;
import org.lxt.tasks.refusal.TaskException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The findings of a run, kept in a file to which lines are only added: a run that was ended in the middle goes on from there.
 * Its first line says what they are findings about, and is compared; a last line that was not written whole is written anew.
 * The file is one program's at a time.
 */
public final class ResultLog implements AutoCloseable {
    private static final String KIND = "lxt_evaluation";
    private static final int VERSION = 1;
    private static final String OTHER = " holds something other than results; name another file for them";

    private final Map<String, Finding> found = new LinkedHashMap<>();
    private final @Nullable FileChannel file;

    private ResultLog(@Nullable FileChannel file) {
        this.file = file;
    }

    /** A log that no file keeps. */
    public static ResultLog inMemory() {
        return new ResultLog(null);
    }

    /**
     * A log in a file, with what is in it already.
     *
     * @param about what findings depend on, by name
     * @throws TaskException if the file has findings about something else, or is in use
     * @throws IOException if it cannot be read or written
     */
    static ResultLog open(Path path, Map<String, String> about) throws IOException {
        List<String> lines = wholeLines(path);
        ResultLog log = new ResultLog(FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        try {
            log.begin(path, lines, about);
            return log;
        } catch (IOException | RuntimeException e) {
            log.close();
            throw e;
        }
    }

    private static List<String> wholeLines(Path path) throws IOException {
        if (!Files.exists(path)) {
            return List.of();
        }
        if (!Files.isRegularFile(path)) {
            throw new TaskException(path + " is not a file that results can be added to; name another");
        }
        byte[] bytes = Files.readAllBytes(path);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList();
    }

    private void begin(Path path, List<String> lines, Map<String, String> about) throws IOException {
        FileChannel channel = file();
        if (channel.tryLock() == null) {
            throw new TaskException(path + " is in use by another evaluation; name another file, or wait for it");
        }
        if (lines.isEmpty()) {
            ObjectNode header = JsonText.object().put(KIND, VERSION);
            about.forEach(header::put);
            String line = JsonText.line(header);
            // a run may have been ended while it wrote its first line
            if (!line.startsWith(Files.readString(path))) {
                throw new TaskException(path + OTHER);
            }
            channel.truncate(0);
            write(line);
            return;
        }
        compare(path, FindingJson.tree(path + ", line 1", lines.getFirst()), about);
        long size = lines.getFirst().getBytes(StandardCharsets.UTF_8).length + 1L;
        for (int i = 1; i < lines.size(); i++) {
            Finding finding = FindingJson.read(path + ", line " + (i + 1), lines.get(i));
            found.put(finding.key(), finding);
            size += lines.get(i).getBytes(StandardCharsets.UTF_8).length + 1L;
        }
        channel.truncate(size);
        channel.position(size);
    }

    private static void compare(Path path, JsonNode header, Map<String, String> about) {
        if (header.path(KIND).asInt(0) != VERSION) {
            throw new TaskException(path + OTHER);
        }
        List<String> others = new ArrayList<>();
        about.forEach((name, value) -> {
            String before = header.path(name).asString("");
            if (!before.equals(value)) {
                others.add(name + " " + before + " and not " + value);
            }
        });
        if (!others.isEmpty()) {
            throw new TaskException(path + " has results of another evaluation, with " + String.join(", ", others)
                    + "; name another file for the results");
        }
    }

    private FileChannel file() {
        if (file == null) {
            throw new IllegalStateException("the log has no file");
        }
        return file;
    }

    /** What was found before. */
    Optional<Finding> find(String key) {
        return Optional.ofNullable(found.get(key));
    }

    /** Adds a finding; it is in the file when this returns. */
    void add(Finding finding) throws IOException {
        found.put(finding.key(), finding);
        if (file != null) {
            write(FindingJson.line(finding));
        }
    }

    private void write(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            file().write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
