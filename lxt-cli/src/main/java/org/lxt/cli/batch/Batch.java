package org.lxt.cli.batch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.lxt.api.Fault;
import org.lxt.api.LxtException;
import org.lxt.cli.input.TargetNames;
import org.lxt.explain.Attribution;
import org.lxt.explain.CancelledException;
import org.lxt.explain.Detail;
import org.lxt.explain.ExplainException;
import org.lxt.explain.Explainer;
import org.lxt.explain.Prompt;
import org.lxt.explain.Request;
import org.lxt.explain.Target;
import org.lxt.report.Report;
import org.lxt.report.json.ReportJson;

/**
 * Explains the prompts of a file in chunks, each chunk in one forward and one backward pass, so that memory does not grow
 * with the file. All lines are checked before the first is computed.
 */
public final class Batch {
    private static final int MOST_PROMPTS = 16;
    private static final int MOST_CHARACTERS = 8192;

    private final Explainer explainer;
    private final PromptFile file;
    private final Reading reading;
    private final Consumer<String> progress;
    private final boolean keepGoing;
    private int done;
    private int failed;

    /**
     * What is made of a line.
     *
     * @param prompt the prompt of a text, such as within a chat template
     * @param named the targets that a line names; none if the model is to choose
     * @param chosen the targets of a prompt, named or chosen by the model, which may compute
     * @param shown a report as it was asked for, such as in words
     * @param sentence what a failure is called
     */
    public record Reading(
            Function<String, Prompt> prompt,
            Function<TargetNames, List<Target>> named,
            Choice chosen,
            UnaryOperator<Report> shown,
            Function<Exception, String> sentence) {}

    /** Finds the targets of a prompt. */
    public interface Choice {
        /** The targets, at least one. */
        List<Target> of(Prompt prompt, TargetNames asked);
    }

    /**
     * A batch.
     *
     * @param progress is told how far it is, in words
     * @param keepGoing whether a line that cannot be explained leaves an error among the results instead of ending the run
     */
    public Batch(Explainer explainer, PromptFile file, Reading reading, Consumer<String> progress, boolean keepGoing) {
        this.explainer = explainer;
        this.file = file;
        this.reading = reading;
        this.progress = progress;
        this.keepGoing = keepGoing;
    }

    /**
     * Explains them all, in their order.
     *
     * @return how many could not be explained, if it keeps going
     * @throws ExplainException if one cannot be explained, and it does not keep going
     */
    public int run(Results results) throws IOException {
        progress.accept("checking the prompts");
        List<BatchLine> lines = file.lines().stream().map(this::checked).toList();
        List<BatchLine.Problem> problems = lines.stream()
                .filter(BatchLine.Problem.class::isInstance)
                .map(BatchLine.Problem.class::cast)
                .toList();
        if (!keepGoing && !problems.isEmpty()) {
            throw new ExplainException(place(problems.getFirst()) + others(problems.size() - 1)
                    + "; nothing was computed, --keep-going explains the other lines");
        }
        int from = 0;
        while (from < lines.size()) {
            progress.accept(from + " of " + lines.size() + " prompts done");
            int to = endOfChunk(lines, from);
            explain(lines.subList(from, to), results);
            from = to;
        }
        return failed;
    }

    private static String others(int count) {
        return switch (count) {
            case 0 -> "";
            case 1 -> "; 1 more line is wrong";
            default -> "; " + count + " more lines are wrong";
        };
    }

    private BatchLine checked(BatchLine line) {
        if (!(line instanceof BatchLine.Question question)) {
            return line;
        }
        try {
            explainer.check(
                    reading.prompt().apply(question.prompt()), reading.named().apply(question.asked()));
            return question;
        } catch (RuntimeException e) {
            return new BatchLine.Problem(line.number(), reading.sentence().apply(e));
        }
    }

    private static int endOfChunk(List<BatchLine> lines, int from) {
        int prompts = 0;
        int characters = 0;
        for (int at = from; at < lines.size(); at++) {
            if (lines.get(at) instanceof BatchLine.Question question) {
                prompts++;
                characters += question.prompt().length();
                if (prompts > 1 && (characters > MOST_CHARACTERS || prompts > MOST_PROMPTS)) {
                    return at;
                }
            }
        }
        return lines.size();
    }

    private void explain(List<BatchLine> lines, Results results) throws IOException {
        List<BatchLine.Question> questions = lines.stream()
                .filter(BatchLine.Question.class::isInstance)
                .map(BatchLine.Question.class::cast)
                .toList();
        List<List<Attribution>> attributions;
        try {
            attributions = questions.isEmpty() ? List.of() : pass(questions);
        } catch (CancelledException e) {
            throw e;
        } catch (RuntimeException | OutOfMemoryError e) {
            if (questions.size() > 1) {
                // One of them is to blame, or they are too much together; alone it names itself.
                for (BatchLine line : lines) {
                    explain(List.of(line), results);
                }
                return;
            }
            attributions = List.of();
            lines = problem(lines, questions.getFirst(), e);
        }
        int at = 0;
        for (BatchLine line : lines) {
            switch (line) {
                case BatchLine.Question question -> {
                    Report report = reading.shown().apply(Report.of(attributions.get(at++)));
                    results.add(ReportJson.toLine(report, question.number()));
                    done++;
                }
                case BatchLine.Problem problem -> fail(problem, results);
            }
        }
    }

    private List<List<Attribution>> pass(List<BatchLine.Question> questions) {
        List<Request> requests = new ArrayList<>();
        for (BatchLine.Question question : questions) {
            Prompt prompt = reading.prompt().apply(question.prompt());
            requests.add(new Request(prompt, reading.chosen().of(prompt, question.asked())));
        }
        return explainer.explain(requests, EnumSet.of(Detail.LEDGER, Detail.LATENT));
    }

    /** The lines with a problem in the place of a question. */
    private List<BatchLine> problem(List<BatchLine> lines, BatchLine.Question question, Throwable e) {
        Fault fault = e instanceof LxtException known ? known.fault() : Fault.SETUP;
        String why = e instanceof Exception exception
                ? reading.sentence().apply(exception)
                : "there is not enough memory for it; shorten it, or give --checkpointing";
        return lines.stream()
                .map(line -> line.equals(question) ? new BatchLine.Problem(line.number(), why, fault) : line)
                .toList();
    }

    private void fail(BatchLine.Problem problem, Results results) throws IOException {
        if (!keepGoing) {
            String before = done == 0
                    ? "; nothing was written"
                    : "; " + (done == 1 ? "the result before it is " : "the " + done + " results before it are ")
                            + results.place();
            throw new ExplainException(
                    problem.fault(), place(problem) + before + ", --keep-going explains the lines after it, too");
        }
        failed++;
        results.add(ReportJson.errorLine(problem.number(), problem.why()));
    }

    private String place(BatchLine.Problem problem) {
        return file.name() + ", line " + problem.number() + ": " + problem.why();
    }
}
