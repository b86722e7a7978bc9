// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The comparison of two programs that compute nothing and print known times. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class CompareCommandTest {
    private static final String LAST = "{\"load_s\": 0.5, \"peak_gb\": 4.0}";

    @TempDir
    Path folder;

    private Path journal;
    private String ours;
    private String theirs;

    private record Result(int code, String out, String err) {}

    /** Each program notes that it ran, and with which arguments. */
    @BeforeEach
    void writePrograms() throws IOException {
        journal = folder.resolve("journal");
        ours = program("ours", repeat(9, 9, 19), repeat(1, 2, 4), repeat(3, 4, 8), repeat(2, 3, 6), LAST);
        theirs = program(
                "theirs",
                "reading the model",
                repeat(7, 7, 15),
                repeat(4, 6, 12),
                repeat(4, 6, 12),
                repeat(4, 60, 12),
                "{\"load_s\": 2.0}");
    }

    @Test
    void startIsTheTimeUntilTheFirstExplanationIsThere() throws IOException {
        Path slow = folder.resolve("slow");
        Files.writeString(slow, "sleep 1\n" + Files.readString(folder.resolve("theirs")));
        theirs = "sh '" + slow + "'";
        JsonNode json =
                JsonMapper.builder().build().readTree(compare(1, 1, "--json").out());
        assertThat(json.at("/theirs/medians/start_s").asDouble()).isGreaterThanOrEqualTo(1);
        assertThat(json.at("/ours/medians/start_s").asDouble()).isPositive();
    }

    @Test
    void theProgramsRunInTurnAndOursGetsItsArgumentsAfterBench() throws Exception {
        assertThat(compare(2, 1).code()).isZero();
        assertThat(Files.readAllLines(journal))
                .containsExactly(
                        "ours bench --model a b --tokens 5", "theirs ", "ours bench --model a b --tokens 5", "theirs ");
    }

    @Test
    void mediansLeaveTheSkippedRepeatsOutAndRatiosAreTheirsOverOurs() {
        JsonNode json =
                JsonMapper.builder().build().readTree(compare(3, 1, "--json").out());
        JsonNode medians = json.at("/ours/medians");
        assertThat(medians.get("forward_s").asDouble()).isEqualTo(2);
        assertThat(medians.get("backward_s").asDouble()).isEqualTo(3);
        assertThat(medians.get("total_s").asDouble()).isEqualTo(6);
        assertThat(medians.get("first_s").asDouble()).isEqualTo(19);
        assertThat(json.at("/theirs/medians/backward_s").asDouble()).isEqualTo(6);
        JsonNode ratios = json.get("theirs_over_ours");
        assertThat(ratios.get("forward_s").asDouble()).isEqualTo(2);
        assertThat(ratios.get("total_s").asDouble()).isEqualTo(2);
        assertThat(ratios.get("first_s").asDouble()).isCloseTo(15.0 / 19, within(1e-12));
        assertThat(ratios.get("load_s").asDouble()).isEqualTo(4);
        // only ours tells
        assertThat(ratios.has("peak_gb")).isFalse();
        assertThat(json.at("/ours/total_s").size()).isEqualTo(9);
        assertThat(json.get("rounds").asInt()).isEqualTo(3);
        assertThat(json.at("/machine/cpu").asString()).isNotBlank();
        assertThat(json.at("/machine/jdk").asString())
                .contains(Integer.toString(Runtime.version().feature()));
    }

    @Test
    void ofAnEvenNumberOfRepeatsTheMedianIsTheMeanOfTheMiddleTwo() {
        JsonNode json =
                JsonMapper.builder().build().readTree(compare(1, 2, "--json").out());
        assertThat(json.at("/ours/medians/total_s").asDouble()).isEqualTo(7);
    }

    @Test
    void theTableSaysTheSame() {
        assertThat(compare(1, 1).out().lines())
                .anyMatch(line -> line.matches("total_s +6\\.000 +12\\.000 +2\\.00x"))
                .anyMatch(line -> line.startsWith("medians of 3 and 3 repeats in 1 rounds"));
    }

    @Test
    void aProgramThatFailsEndsTheComparisonWithItsCode() throws Exception {
        theirs = "sh -c 'exit 7'";
        assertRefused(compare(1, 1), "theirs failed with exit code 7: sh -c 'exit 7'");
    }

    @Test
    void tooFewRepeatsAreRefused() {
        assertRefused(compare(1, 4), "ours printed 4 lines with \"total_s\", of which 4 are skipped");
    }

    @Test
    void aLineThatIsNotJsonIsShown() throws Exception {
        theirs = program("theirs", "{\"total_s\": nan}", LAST);
        assertRefused(compare(1, 0), "theirs printed a line that begins like JSON and is not valid JSON at column ");
    }

    @Test
    void aRepeatWithoutATimeIsShown() throws Exception {
        theirs = program("theirs", "{\"forward_s\": 1, \"backward_s\": 0, \"total_s\": 2}", LAST);
        assertRefused(compare(1, 0), "theirs printed a repeat without a positive number \"backward_s\": {");
    }

    @Test
    void aProgramMayTellTheTotalAlone() throws Exception {
        theirs = program("theirs", "{\"total_s\": 3}", "{\"total_s\": 3}", LAST);
        JsonNode ratios = JsonMapper.builder()
                .build()
                .readTree(compare(1, 1, "--json").out())
                .get("theirs_over_ours");
        assertThat(ratios.get("total_s").asDouble()).isEqualTo(0.5);
        assertThat(ratios.has("forward_s")).isFalse();
        assertThat(ratios.has("backward_s")).isFalse();
    }

    @Test
    void aMissingLastLineIsRefused() throws Exception {
        theirs = program("theirs", repeat(1, 1, 2));
        assertRefused(compare(1, 0), "theirs printed no last line of JSON about itself");
    }

    @Test
    void senselessCountsAreRefused() {
        assertThat(compare(0, 1).err()).startsWith("--rounds must be at least 1, not 0");
        assertThat(compare(1, -1).err()).startsWith("--skip must be at least 0, not -1");
        assertThat(compare(0, 1).code()).isEqualTo(2);
    }

    private static void assertRefused(Result result, String message) {
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines()).singleElement().asString().startsWith("bench/compare: " + message);
    }

    private Result compare(int rounds, int skip, String... more) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> arguments = List.of(
                "--ours", "--model 'a b' --tokens 5", "--theirs", theirs, "--rounds", "" + rounds, "--skip", "" + skip);
        CommandLine line =
                CompareCommand.commandLine(ours).setOut(new PrintWriter(out)).setErr(new PrintWriter(err, true));
        int code =
                line.execute(Stream.concat(arguments.stream(), Stream.of(more)).toArray(String[]::new));
        return new Result(code, out.toString(), err.toString());
    }

    private static String repeat(double forward, double backward, double total) {
        return "{\"forward_s\": " + forward + ", \"backward_s\": " + backward + ", \"total_s\": " + total + "}";
    }

    private String program(String name, String... lines) throws IOException {
        Path script = folder.resolve(name);
        Files.writeString(
                script,
                "echo \"" + name + " $*\" >>'" + journal + "'\ncat <<'END'\n" + String.join("\n", lines) + "\nEND\n");
        return "sh '" + script + "'";
    }
}
