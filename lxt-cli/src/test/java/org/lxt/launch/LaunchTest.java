// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application in JVMs of its own, as modules and from the class path. */
class LaunchTest {
    private static final String CASE = Path.of(System.getProperty("lxt.root"), "oracle", "cases", "llama-cp-lrp")
            .toString();
    private static final List<String> MODULES =
            List.of("--module-path", AppPath.argument(), "-m", "org.lxt.cli/org.lxt.cli.Main");
    private static final List<String> CLASS_PATH = List.of("-cp", AppPath.argument(), "org.lxt.cli.Main");
    private static final String FLAG = "--add-modules jdk.incubator.vector";

    @TempDir
    Path scratch;

    @Test
    void onTheModulePathThePluginIsFoundAndTheCaseAgrees() throws Exception {
        JavaProcess.Result check = launch(Stream.concat(MODULES.stream(), Stream.of("check", CASE)));
        assertThat(check.code()).isZero();
        assertThat(check.out()).endsWith("total: 1 case, 4 comparisons: 4 ok, nothing failed\n");
    }

    @Test
    void onTheModulePathTheVectorBackendNeedsNoFlagAndTheSampleIsReadable() throws Exception {
        JavaProcess.Result explain = launch(Stream.concat(MODULES.stream(), Stream.of("explain")));
        assertThat(explain.code()).isZero();
        assertThat(explain.out())
                .startsWith("LlamaForCausalLM, attnlrp, vector (")
                .contains("explained  \"beans\"");
        assertThat(explain.err()).doesNotContain(FLAG);
    }

    @Test
    void theSampleLeavesNothingBehind() throws Exception {
        Path temporary = Files.createDirectory(scratch.resolve("temporary"));
        JavaProcess.Result explain = launch(Stream.concat(
                Stream.of("-Djava.io.tmpdir=" + temporary), Stream.concat(MODULES.stream(), Stream.of("explain"))));
        assertThat(explain.code()).isZero();
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void onTheClassPathTheVectorBackendIsUsedWithItsFlag() throws Exception {
        JavaProcess.Result explain = launch(Stream.concat(
                Stream.of("--add-modules", "jdk.incubator.vector"),
                Stream.concat(CLASS_PATH.stream(), Stream.of("explain"))));
        assertThat(explain.code()).isZero();
        assertThat(explain.out())
                .startsWith("LlamaForCausalLM, attnlrp, vector (")
                .contains("explained  \"beans\"");
        assertThat(explain.err()).doesNotContain(FLAG);
    }

    @Test
    void withoutTheFlagEverythingRunsOnScalarAndSaysOnceWhatIsMissing() throws Exception {
        // two cases, so that a message for each would be noticed
        JavaProcess.Result check = launch(Stream.concat(CLASS_PATH.stream(), Stream.of("check", CASE, CASE)));
        assertThat(check.code()).isZero();
        assertThat(check.out()).endsWith("total: 2 cases, 8 comparisons: 8 ok, nothing failed\n");
        assertThat(check.err())
                .containsOnlyOnce("computing with the slower backend 'scalar'")
                .containsOnlyOnce(FLAG);
    }

    @Test
    void withoutTheFlagTheVectorBackendAskedForByNameIsRefusedAndNotReplaced() throws Exception {
        JavaProcess.Result explain =
                launch(Stream.concat(CLASS_PATH.stream(), Stream.of("explain", "--backend", "vector")));
        assertThat(explain.code()).isEqualTo(1);
        assertThat(explain.out()).isEmpty();
        assertThat(explain.err().lines())
                .singleElement()
                .asString()
                .startsWith("lxt: backend 'vector' cannot run here: ")
                .endsWith("start the JVM with " + FLAG);
    }

    private JavaProcess.Result launch(Stream<String> arguments) throws IOException, InterruptedException {
        return JavaProcess.run(scratch, arguments.toList());
    }
}
