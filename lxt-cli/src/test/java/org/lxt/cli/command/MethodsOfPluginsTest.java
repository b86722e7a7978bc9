// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.cli.Cli;

/** A jar in the folder of {@code --plugins} brings a method along, which every command then knows by its name. */
class MethodsOfPluginsTest {
    private static final String METHOD = """
        package org.wiki;
        import java.util.*;
        import org.lxt.explain.method.*;
        import org.lxt.explain.method.gradient.*;
        import org.lxt.explain.method.name.*;
        public final class FewSteps implements MethodKind {
            public String name() { return "%s"; }
            public String summary() { return "integrated gradients in few steps"; }
            public List<Setting> settings() { return List.of(Setting.count("steps", 2)); }
            public Inner inner() { return Inner.GRADIENT; }
            public Method method(Settings s, Propagation rules) { return PathIntegral.of(s.count("steps")); }
        }
        """;

    @TempDir
    Path scratch;

    private Path plugins;

    @BeforeEach
    void makeFolder() throws IOException {
        plugins = Files.createDirectory(scratch.resolve("plugins"));
        jar("few-steps");
    }

    private void jar(String name) throws IOException {
        Path source = Files.createDirectories(scratch.resolve("src/org/wiki")).resolve("FewSteps.java");
        Files.writeString(source, METHOD.formatted(name));
        Path classes = scratch.resolve("classes");
        String classPath =
                System.getProperty("java.class.path") + File.pathSeparator + System.getProperty("jdk.module.path", "");
        tool("javac", "-proc:none", "-cp", classPath, "-d", classes, source);
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve("org.lxt.explain.method.name.MethodKind"), "org.wiki.FewSteps");
        tool("jar", "--create", "--file", plugins.resolve("steps.jar"), "-C", classes, ".");
    }

    private static void tool(String name, Object... arguments) {
        String[] texts = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        assertThat(ToolProvider.findFirst(name).orElseThrow().run(System.out, System.err, texts))
                .isZero();
    }

    @Test
    void itExplains() {
        assertThat(Cli.run("explain", "--plugins", plugins, "--method", "few-steps(3)", "Lars likes")
                        .succeeds()
                        .lines())
                .anyMatch(line -> line.contains("integrated-gradients(3, "));
    }

    @Test
    void itIsEvaluated() {
        assertThat(Cli.run("evaluate", "--plugins", plugins, "--method", "few-steps,random", "--first", "3")
                        .succeeds()
                        .out())
                .contains("few-steps");
    }

    @Test
    void itIsListedWhereTheFolderIsNamedAndNotElsewhere() {
        assertThat(Cli.run("explain", "--plugins", plugins, "--method", "fewsteps", "Lars")
                        .isCalledWrongly())
                .contains("there is no method 'fewsteps'", ", few-steps, ");
        assertThat(Cli.run("explain", "--method", "few-steps", "Lars").isCalledWrongly())
                .contains("there is no method 'few-steps'");
    }

    @Test
    void aNameThatIsTakenIsToldOf() throws IOException {
        jar("occlusion");
        Cli run = Cli.run("explain", "--plugins", plugins, "--method", "random", "Lars likes");
        assertThat(run.code()).isZero();
        assertThat(run.err())
                .contains("lxt: method not used: org.wiki.FewSteps calls its method 'occlusion', as another is called");
    }
}
