// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.option.method;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lxt.cli.input.WrongUse;
import org.lxt.evaluate.evidence.EvidenceFile;
import org.lxt.tasks.source.ModelSource;
import picocli.CommandLine.Option;

/** Options for the prompts on which methods are evaluated. */
public final class EvidenceChoice {
    private static final String OF_SAMPLE = "evidence.jsonl";

    @Option(
            names = "--evidence",
            paramLabel = "FILE",
            description =
                    "Prompts whose evidence is known, a JSON object per line; docs/evaluation.md describes it. A sample"
                            + " model has its own.")
    private @Nullable Path file;

    @Option(names = "--first", paramLabel = "N", description = "Take the first N prompts of the file alone.")
    private @Nullable Integer first;

    /**
     * The prompts.
     *
     * @param source which has some if it is a sample
     * @param isSample whether it is
     */
    public EvidenceFile file(ModelSource source, boolean isSample) throws IOException {
        Path path = file == null && isSample ? source.folder().resolve(OF_SAMPLE) : file;
        if (path == null) {
            throw new WrongUse("name the prompts whose evidence is known with --evidence FILE");
        }
        if (Files.notExists(path)) {
            throw new WrongUse("--evidence " + path + " does not exist; 'lxt evaluate generate' makes such files");
        }
        if (first != null && first < 1) {
            throw new WrongUse("--first must be 1 or more, not " + first);
        }
        EvidenceFile all = EvidenceFile.read(path);
        return first == null ? all : all.first(first);
    }
}
