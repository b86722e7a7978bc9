package org.lxt.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

    @Override
    public Integer call() throws IOException {
        boolean passed = true;
        for (Path folder : folders) {
            passed &= check(folder);
        }
        return passed ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private boolean check(Path folder) throws IOException {
        Path last = folder.toAbsolutePath().normalize().getFileName();
        String name = last == null ? folder.toString() : last.toString();
        try {
            if (TokenizerCases.isTokenizerFolder(folder)) {
                return checkTokenizer(folder, name);
            }
            if (!Files.isDirectory(folder)) {
                throw new CaseException("there is no folder " + folder);
            }
            OracleCase oracle = OracleCase.read(folder);
            boolean passed = true;
            for (String layout : oracle.layouts()) {
                passed &= checkCase(oracle, layout);
            }
            return passed;
        } catch (IOException e) {
            throw e;
        } catch (RuntimeException e) {
            line(name, "", "", "", "FAIL", Failures.sentence(e));
            return false;
        }
    }

    private boolean checkCase(OracleCase oracle, String layout) throws IOException {
        CaseResult result = new CaseRunner(compute.backend, compute.threads)
                .models(plugins.models())
                .backends(plugins.ownBackends())
                .run(oracle, layout);
        for (TensorCheck c : result.checks()) {
            line(
                    result.name(),
                    c.tensor(),
                    number(c.error()),
                    number(c.tolerance()),
                    c.status() == TensorCheck.Status.FAIL
                            ? "FAIL"
                            : c.status().name().toLowerCase(Locale.ROOT),
                    c.remark());
        }
        if (dump != null) {
            CaseDump.write(result, dump);
        }
        return result.passed();
    }

    private boolean checkTokenizer(Path folder, String name) {
        TokenizerCases.Result result = TokenizerCases.run(folder);
        line(
                name,
                "rows",
                result.agreeing() + "",
                "of " + result.rows(),
                result.passed() ? "ok" : "FAIL",
                result.firstDifference().orElse(""));
        return result.passed();
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
