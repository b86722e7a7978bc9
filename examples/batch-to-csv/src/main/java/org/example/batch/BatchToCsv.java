// SPDX-License-Identifier: BSD-3-Clause
package org.example.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Request;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.report.Report;
import org.lxt.report.csv.CsvReport;

/** Explains each line of a file, and writes a table for each. */
public final class BatchToCsv {
    private static final int AT_ONCE = 16;

    private BatchToCsv() {}

    /**
     * Explains texts, several of them packed in one pass.
     *
     * @return for each, what the model says of it and why
     */
    public static List<Attribution> explain(Explainer lxt, List<String> texts) {
        List<Request> requests = texts.stream()
                .map(text -> new Request(Prompt.of(text), List.of(Target.topLogit())))
                .toList();
        return lxt.explain(requests, EnumSet.noneOf(org.lxt.explain.request.Detail.class)).stream()
                .map(List::getFirst)
                .toList();
    }

    /** Writes {@code 0.csv}, {@code 1.csv} and so on, one for each line that is not blank. */
    public static int run(Explainer lxt, Path lines, Path folder) throws IOException {
        List<String> texts =
                Files.readAllLines(lines).stream().filter(line -> !line.isBlank()).toList();
        Files.createDirectories(folder);
        for (int from = 0; from < texts.size(); from += AT_ONCE) {
            List<String> some = texts.subList(from, Math.min(texts.size(), from + AT_ONCE));
            List<Attribution> explained = explain(lxt, some);
            for (int i = 0; i < explained.size(); i++) {
                CsvReport.write(Report.of(explained.get(i)).inWords(), folder.resolve((from + i) + ".csv"));
            }
        }
        return texts.size();
    }

    public static void main(String[] args) throws Exception {
        if (args.length != 3) {
            System.err.println("usage: BatchToCsv MODEL LINES.txt FOLDER");
            System.exit(2);
        }
        try (Explainer lxt = Explainer.open(Path.of(args[0]))) {
            System.out.println(run(lxt, Path.of(args[1]), Path.of(args[2])) + " tables written");
        }
    }
}
