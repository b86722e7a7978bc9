package org.lxt.report.json;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lxt.report.Report;
import org.lxt.report.ReportPlace;
import org.lxt.report.internal.UnfinishedFile;
import org.lxt.report.internal.WholeFile;

/**
 * A file of reports, one a line as {@link ReportJson#toLine} writes them and {@link ReportJson#parse} reads them. It appears
 * whole when it is finished, or not at all; none of it is kept in memory.
 */
public final class ReportLines implements AutoCloseable {
    private final Path file;
    private final @Nullable UnfinishedFile unfinished;
    private final BufferedWriter writer;

    private ReportLines(Path file, @Nullable UnfinishedFile unfinished, BufferedWriter writer) {
        this.file = file;
        this.unfinished = unfinished;
        this.writer = writer;
    }

    /** Begins a file. What is no ordinary file, such as a pipe, is written to as it is. */
    public static ReportLines open(Path file) throws IOException {
        ReportPlace.require(file);
        Path absolute = file.toAbsolutePath();
        if (ReportPlace.isWrittenThrough(absolute)) {
            return new ReportLines(file, null, Files.newBufferedWriter(absolute));
        }
        UnfinishedFile unfinished = UnfinishedFile.beside(absolute);
        return new ReportLines(file, unfinished, Files.newBufferedWriter(unfinished.path()));
    }

    /** Adds a line. */
    public void add(Report report) throws IOException {
        try {
            writer.write(ReportJson.toLine(report));
            writer.write('\n');
        } catch (IOException e) {
            throw WholeFile.naming(file, e);
        }
    }

    /** Gives the file its place; without that nothing is left of it. */
    public void finish() throws IOException {
        try {
            writer.close();
        } catch (IOException e) {
            throw WholeFile.naming(file, e);
        }
        if (unfinished != null) {
            unfinished.finish();
        }
    }

    @Override
    public void close() throws IOException {
        writer.close();
        if (unfinished != null) {
            unfinished.close();
        }
    }
}
