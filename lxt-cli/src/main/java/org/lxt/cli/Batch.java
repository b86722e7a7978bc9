package org.lxt.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;
import org.lxt.explain.Attribution;
import org.lxt.explain.Detail;
import org.lxt.explain.ExplainException;
import org.lxt.explain.Explainer;
import org.lxt.explain.Prompt;
import org.lxt.explain.Request;
import org.lxt.report.Report;

/**
 * Explains the prompts of a file in chunks, each chunk in one forward and one backward pass, so that memory does not grow
 * with the file.
 */
final class Batch {
    private static final int MOST_PROMPTS = 16;
    private static final int MOST_CHARACTERS = 8192;

    private final Explainer explainer;
    private final Path file;
    private final List<PromptLine> lines;
    private final Function<String, Prompt> prompts;
    private final ProgressLine progress;

    /** Where the report of a prompt goes. */
    interface Sink {
        void add(Report report) throws IOException;
    }

    Batch(
            Explainer explainer,
            Path file,
            List<PromptLine> lines,
            Function<String, Prompt> prompts,
            ProgressLine progress) {
        this.explainer = explainer;
        this.file = file;
        this.lines = lines;
        this.prompts = prompts;
        this.progress = progress;
    }

    /** Explains them all, in their order. */
    void run(Sink sink) throws IOException {
        int done = 0;
        while (done < lines.size()) {
            progress.work(done + " of " + lines.size() + " prompts done");
            List<PromptLine> chunk = chunk(done);
            for (List<Attribution> attributions : explain(chunk)) {
                sink.add(Report.of(attributions));
            }
            done += chunk.size();
        }
    }

    private List<PromptLine> chunk(int from) {
        List<PromptLine> chunk = new ArrayList<>();
        int characters = 0;
        for (PromptLine line : lines.subList(from, lines.size())) {
            characters += line.prompt().length();
            if (!chunk.isEmpty() && (characters > MOST_CHARACTERS || chunk.size() == MOST_PROMPTS)) {
                break;
            }
            chunk.add(line);
        }
        return chunk;
    }

    private List<List<Attribution>> explain(List<PromptLine> chunk) {
        try {
            List<Request> requests = new ArrayList<>();
            for (PromptLine line : chunk) {
                requests.add(new Request(prompts.apply(line.prompt()), line.targets()));
            }
            return explainer.explain(requests, EnumSet.of(Detail.LEDGER, Detail.LATENT));
        } catch (RuntimeException e) {
            if (chunk.size() == 1) {
                throw new ExplainException(file + ", line " + chunk.getFirst().number() + ": " + Failures.sentence(e));
            }
            // One of them is to blame; alone it names itself.
            List<List<Attribution>> all = new ArrayList<>();
            chunk.forEach(line -> all.addAll(explain(List.of(line))));
            return all;
        }
    }
}
