// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lxt.cli.failure.Failures;
import org.lxt.cli.option.compute.ComputeOptions;
import org.lxt.cli.option.model.PluginOptions;
import org.lxt.report.terminal.TerminalText;
import org.lxt.testkit.cases.CaseDump;
import org.lxt.testkit.cases.CaseException;
import org.lxt.testkit.cases.CaseResult;
import org.lxt.testkit.cases.CaseRunner;
import org.lxt.testkit.cases.OracleCase;
import org.lxt.testkit.cases.TensorCheck;
import org.lxt.testkit.cases.TokenizerCases;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lxt check}. */
@CommandLine.Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Compares LXT with what a reference implementation computed, tensor by tensor.",
        footer = {
            "",
            "A case is a checkpoint folder with case.json and expected.safetensors, or a folder with tokenizer.json"
                    + " and cases.jsonl; docs/oracle-cases.md describes both.",
            "",
            "Example:",
            "  lxt check oracle/cases/llama-cp-lrp",
            "",
            "Exit codes: 0 nothing failed, 1 something failed, 2 called wrongly."
        })
final class CheckCommand implements Callable<Integer> {
    private static final String FAIL = "FAIL";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(arity = "1..*", paramLabel = "CASE", description = "Folder of a case.")
    private List<Path> folders = new ArrayList<>();

    @Option(
            names = "--dump",
            paramLabel = "DIR",
            description = "Write what was computed to DIR/<case>/actual.safetensors.")
    private @Nullable Path dump;

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    private final Map<String, Integer> results = new TreeMap<>();

    @Override
    public Integer call() throws IOException {
        compute.require(plugins.backends());
        line("case", "tensor", "error", "tolerance", "result", "remark");
        for (Path folder : folders) {
            check(folder);
        }
        spec.commandLine().getOut().println(total());
        return !results.containsKey(FAIL) ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    /** How many comparisons had each outcome, over all cases. */
    private String total() {
        StringBuilder total = new StringBuilder("total: ")
                .append(counted(folders.size(), "case"))
                .append(", ")
                .append(counted(
                        results.values().stream().mapToInt(Integer::intValue).sum(), "comparison"))
                .append(": ");
        results.forEach((result, count) -> {
            if (!result.equals(FAIL)) {
                total.append(count).append(' ').append(result).append(", ");
            }
        });
        return total.append(results.containsKey(FAIL) ? results.get(FAIL) + " failed" : "nothing failed")
                .toString();
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private void check(Path folder) throws IOException {
        Path last = folder.toAbsolutePath().normalize().getFileName();
        String name = last == null ? folder.toString() : last.toString();
        try {
            if (TokenizerCases.isTokenizerFolder(folder)) {
                checkTokenizer(folder, name);
                return;
            }
            if (!Files.isDirectory(folder)) {
                throw new CaseException("there is no folder " + folder);
            }
            OracleCase oracle = OracleCase.read(folder);
            for (String layout : oracle.layouts()) {
                checkCase(oracle, layout);
            }
        } catch (IOException e) {
            throw e;
        } catch (RuntimeException e) {
            compared(name, "", "", "", FAIL, Failures.sentence(e));
        }
    }

    private void checkCase(OracleCase oracle, String layout) throws IOException {
        CaseRunner runner = new CaseRunner(compute.backend, compute.threads)
                .models(plugins.models())
                .backends(plugins.ownBackends())
                .device(compute.device())
                .precision(compute.precision());
        compute.kernels().ifPresent(runner::kernels);
        CaseResult result = runner.run(oracle, layout);
        for (TensorCheck c : result.checks()) {
            compared(
                    result.name(),
                    c.tensor(),
                    number(c.error()),
                    number(c.tolerance()),
                    c.status() == TensorCheck.Status.FAIL
                            ? FAIL
                            : c.status().name().toLowerCase(Locale.ROOT),
                    c.remark());
        }
        if (dump != null) {
            CaseDump.write(result, dump);
        }
    }

    private void checkTokenizer(Path folder, String name) {
        TokenizerCases.Result result = TokenizerCases.run(folder);
        compared(
                name,
                "rows",
                result.agreeing() + "",
                "of " + result.rows(),
                result.passed() ? "ok" : FAIL,
                result.firstDifference().orElse(""));
    }

    private void compared(String name, String tensor, String error, String tolerance, String result, String remark) {
        results.merge(result, 1, Integer::sum);
        line(name, tensor, error, tolerance, result, remark);
    }

    private void line(String name, String tensor, String error, String tolerance, String status, String remark) {
        PrintWriter out = spec.commandLine().getOut();
        String line = String.format(
                Locale.ROOT, "%-28s %-42s %9s %9s  %-7s %s", name, tensor, error, tolerance, status, remark);
        out.println(TerminalText.visible(line.stripTrailing()));
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.2e", value);
    }
}
