// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.batch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lxt.api.Fault;
import org.lxt.api.LxtException;
import org.lxt.explain.request.CancelledException;
import org.lxt.explain.request.Request;
import org.lxt.explain.result.Attribution;
import org.lxt.report.Report;
import org.lxt.tasks.refusal.Remedy;
import org.lxt.tasks.refusal.TaskException;
import org.lxt.tasks.source.OpenModel;

/** One run of a batch. */
final class BatchRun {
    private static final int MOST_PROMPTS = 16;
    private static final int MOST_CHARACTERS = 8192;

    private final BatchTask task;
    private final OpenModel model;
    private final Results results;
    private final BatchHost host;
    private int done;
    private int failed;

    BatchRun(BatchTask task, OpenModel model, Results results, BatchHost host) {
        this.task = task;
        this.model = model;
        this.results = results;
        this.host = host;
    }

    /** How many could not be explained. */
    int run() throws IOException {
        host.doing("checking the prompts");
        List<BatchLine> lines = task.file().lines().stream().map(this::checked).toList();
        List<BatchLine.Problem> problems = lines.stream()
                .filter(BatchLine.Problem.class::isInstance)
                .map(BatchLine.Problem.class::cast)
                .toList();
        if (!task.keepGoing() && !problems.isEmpty()) {
            throw new TaskException(
                    place(problems.getFirst()) + others(problems.size() - 1) + "; nothing was computed",
                    Remedy.KEEP_GOING);
        }
        int from = 0;
        while (from < lines.size()) {
            host.doing(from + " of " + lines.size() + " prompts done");
            int to = endOfChunk(lines, from);
            explain(lines.subList(from, to));
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
            question.task().check(model);
            return question;
        } catch (RuntimeException e) {
            return new BatchLine.Problem(line.number(), host.sentence(e));
        }
    }

    private static int endOfChunk(List<BatchLine> lines, int from) {
        int prompts = 0;
        int characters = 0;
        for (int at = from; at < lines.size(); at++) {
            if (lines.get(at) instanceof BatchLine.Question question) {
                prompts++;
                characters += question.task().input().size();
                if (prompts > 1 && (characters > MOST_CHARACTERS || prompts > MOST_PROMPTS)) {
                    return at;
                }
            }
        }
        return lines.size();
    }

    private void explain(List<BatchLine> lines) throws IOException {
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
                // One of them is at fault, or together they are too much; run alone, the one at fault shows.
                for (BatchLine line : lines) {
                    explain(List.of(line));
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
                    Report report = Report.of(attributions.get(at++));
                    results.explained(question.number(), shown(report, question));
                    done++;
                }
                case BatchLine.Problem problem -> fail(problem);
            }
        }
    }

    private Report shown(Report report, BatchLine.Question question) {
        boolean segments = task.segments() || question.task().input().isSegmented();
        Report shown = task.words() ? report.inWords() : report;
        return segments ? shown.inSegments() : shown;
    }

    private List<List<Attribution>> pass(List<BatchLine.Question> questions) {
        List<Request> requests = new ArrayList<>();
        for (BatchLine.Question question : questions) {
            requests.add(question.task().request(model));
        }
        return model.explain(requests);
    }

    /** The lines with a problem in the place of a question. */
    private List<BatchLine> problem(List<BatchLine> lines, BatchLine.Question question, Throwable e) {
        Fault fault = e instanceof LxtException known ? known.fault() : Fault.SETUP;
        String why = host.sentence(
                e instanceof Exception exception
                        ? exception
                        : new TaskException(fault, "there is not enough memory for it", Remedy.LESS_MEMORY));
        return lines.stream()
                .map(line -> line.equals(question) ? new BatchLine.Problem(line.number(), why, fault) : line)
                .toList();
    }

    private void fail(BatchLine.Problem problem) throws IOException {
        if (!task.keepGoing()) {
            String before = done == 0
                    ? "; nothing was written"
                    : "; " + (done == 1 ? "the result before it is " : "the " + done + " results before it are ")
                            + results.place();
            throw new TaskException(problem.fault(), place(problem) + before, Remedy.KEEP_GOING_ON);
        }
        failed++;
        results.failed(problem.number(), problem.why());
    }

    private String place(BatchLine.Problem problem) {
        return task.file().name() + ", line " + problem.number() + ": " + problem.why();
    }
}
