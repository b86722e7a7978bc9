// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.Contrast;
import org.lxt.explain.result.LatentRelevance;
import org.lxt.explain.result.ModelIdentity;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.report.Explained;
import org.lxt.report.Report;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.Site;

class CsvReportTest {
    private static final ModelIdentity MODEL = new ModelIdentity("m", List.of("A"), "f", "p", "b");

    @TempDir
    Path folder;

    @Test
    void aRowForEachTargetAndTokenWithALayerAColumn() {
        Explained first = explained(
                List.of(token(0, "<s>", true, 0.5), token(1, " a, \"b\"", false, -0.25)),
                null,
                List.of(
                        new LatentRelevance(Site.of("layers.0"), new double[] {0, 2}),
                        new LatentRelevance(Site.of("layers.1"), new double[] {1e-7, 3})));
        Candidate bread = new Candidate(8, " bread", 1, 0.1);
        Explained second =
                explained(List.of(token(0, "x\r\ny", false, 1)), new Contrast(List.of(bread), true), List.of());
        assertThat(CsvReport.toString(new Report(MODEL, List.of(first, second))))
                .isEqualTo("\"target_index\",\"target_text\",\"target_id\",\"position\",\"contrast\",\"value\","
                        + "\"token_index\",\"token_id\",\"token_text\",\"special\",\"start\",\"end\",\"relevance\","
                        + "\"layers.0\",\"layers.1\"\r\n"
                        + "0,\" beans\",7,0,\"\",4.5,0,100,\"<s>\",true,0,3,0.5,0.0,1.0E-7\r\n"
                        + "0,\" beans\",7,0,\"\",4.5,1,101,\" a, \"\"b\"\"\",false,0,7,-0.25,2.0,3.0\r\n"
                        + "1,\" beans\",7,0,\"\"\" bread\"\" (id 8) and the mean of all others\",4.5,"
                        + "0,100,\"x\r\ny\",false,0,4,1.0,,\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                " =1+1",
                "\u00a0=1",
                "\u200b=1",
                "\t=1",
                "\ta",
                "\r=1",
                "\nx",
                "\uff1d1",
                "'quoted"
            })
    void whatASpreadsheetWouldRunIsDefused(String text) {
        assertThat(cell(text)).isEqualTo("\"'" + text + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "beans", " likes", "a=1", "1-1", "\u20ac5", "_", "(=)"})
    void otherTextsStayAsTheyAre(String text) {
        assertThat(cell(text)).isEqualTo("\"" + text + "\"");
    }

    @Test
    void halvesOfCharactersAreReplacedAsUtf8CannotHoldThem() {
        assertThat(cell("a\ud83d")).isEqualTo("\"a\ufffd\"");
        assertThat(cell("\ud83c\udf3d")).isEqualTo("\"\ud83c\udf3d\"");
    }

    @Test
    void aFileAppearsWholeAndAFolderIsRefused() throws IOException {
        Report report = new Report(MODEL, List.of(explained(List.of(token(0, "\u00e9", false, 1)), null, List.of())));
        Path file = folder.resolve("why.csv");
        CsvReport.write(report, file);
        assertThat(Files.readString(file)).isEqualTo(CsvReport.toString(report));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        assertThatThrownBy(() -> CsvReport.write(report, folder)).hasMessageContaining("is a folder");
    }

    private static String cell(String text) {
        return new CsvText().text(text).toString();
    }

    private static TokenRelevance token(int index, String text, boolean special, double relevance) {
        return new TokenRelevance(index, 100 + index, text, 0, text.length(), special, relevance);
    }

    private static Explained explained(List<TokenRelevance> tokens, Contrast contrast, List<LatentRelevance> latent) {
        Candidate beans = new Candidate(7, " beans", 4.5, 0.9);
        return Explained.builder("attnlrp", tokens, beans)
                .output(OutputKind.nextToken(), 0)
                .contrast(contrast)
                .candidates(List.of(beans))
                .latent(latent)
                .build();
    }
}
