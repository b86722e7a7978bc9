// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.launch.Installation;
import org.lxt.launch.JavaProcess;

/** The scripts called by symbolic links, from another folder. */
@EnabledOnOs(OS.LINUX)
class LinkTest {
    @TempDir
    private static Path folder;

    private static Installation installation;

    @TempDir
    Path scratch;

    @BeforeAll
    static void install() throws Exception {
        installation = Installation.in(folder);
    }

    private void assertRuns(String program, Map<String, String> environment) throws Exception {
        JavaProcess.Result result =
                Installation.run(scratch, "/bin/sh", environment, "-c", "'" + program + "' --version");
        assertThat(result).isEqualTo(new JavaProcess.Result(0, "lxt 0.1.0-SNAPSHOT\n", ""));
    }

    @Test
    void anAbsoluteLinkWorks() throws Exception {
        Path link = Files.createSymbolicLink(
                scratch.resolve("lxt"), installation.root().resolve("lxt"));
        assertRuns(link.toString(), Map.of());
    }

    @Test
    void linksToLinksAndRelativeOnesWorkOnThePath() throws Exception {
        Path bin = Files.createDirectories(scratch.resolve("some where/bin"));
        Path other = Files.createDirectories(scratch.resolve("other"));
        Path script = installation.root().toRealPath().resolve("lxt");
        Files.createSymbolicLink(other.resolve("there"), other.toRealPath().relativize(script));
        Files.createSymbolicLink(bin.resolve("lxt"), Path.of("../../other/there"));
        assertRuns("lxt", Map.of("PATH", bin + ":" + System.getenv("PATH")));
        assertRuns("other/../some where/bin/lxt", Map.of());
    }

    @Test
    void aLinkToAFolderAboveWorks() throws Exception {
        Path above = Files.createSymbolicLink(scratch.resolve("linked"), installation.root());
        assertRuns(above.resolve("lxt").toString(), Map.of("CDPATH", "/:" + scratch));
    }

    @Test
    void theBuildWorksThroughALinkAsWell() throws Exception {
        Path bin = Files.createDirectories(scratch.resolve("bin"));
        Installation.executable(bin.resolve("mvn"), "pwd; echo \"$@\"");
        Path link = Files.createSymbolicLink(
                scratch.resolve("make"), installation.root().resolve("build"));
        JavaProcess.Result result = Installation.run(
                scratch, link.toString(), Map.of("PATH", bin + ":" + System.getenv("PATH")), "-q", "verify");
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo(installation.root().toRealPath() + "\n--no-transfer-progress -q verify\n");
    }
}
