// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.cli.Cli;

/** The project of a new plugin; that it compiles and keeps the contract, a test with Maven shows. */
class NewPluginCommandTest {
    @TempDir
    Path scratch;

    private static Cli written(String name, Path into) {
        return Cli.run("new-plugin", name, "--into", into);
    }

    @Test
    void aNameWithUnderscoresGivesClassesTheirCapitals() throws IOException {
        Path project = scratch.resolve("project");
        assertThat(written("gpt_neox", project).succeeds().out()).contains("written to " + project);
        Path plugin = project.resolve("src/main/java/org/example/gpt_neox/GptNeoxPlugin.java");
        assertThat(Files.readString(plugin))
                .contains("\"GptNeoxForCausalLM\"")
                .doesNotContain("@name@", "@Name@", "@package@");
        assertThat(project.resolve("src/main/resources/META-INF/services/org.lxt.spi.ModelPlugin"))
                .hasContent("org.example.gpt_neox.GptNeoxPlugin");
        assertThat(project.resolve("src/main/java/module-info.java"))
                .content()
                .contains("module org.example.gpt_neox {", "GptNeoxPlugin;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mistral", "3b", "a-b", "a__b", "a_", "../x", "", "größe"})
    void whatIsNoNameIsRefused(String name) {
        Path project = scratch.resolve("project");
        assertThat(written(name, project).isCalledWrongly())
                .startsWith("lxt: a family's name begins with a letter")
                .contains("'" + name + "' is not");
        assertThat(project).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Com.acme", "com..acme", "com.acme.", "com.new.thing", "com/acme"})
    void whatIsNoPackageIsRefused(String name) {
        Cli run = Cli.run("new-plugin", "helium", "--into", scratch.resolve("project"), "--package", name);
        assertThat(run.isCalledWrongly()).startsWith("lxt: '" + name + "' is not a package name; --package names one");
    }

    @Test
    void aWordOfTheLanguageNeedsAPackageOfItsOwn() {
        Path project = scratch.resolve("project");
        assertThat(written("switch", project).isCalledWrongly())
                .startsWith("lxt: 'org.example.switch' is not a package name");
        Cli.run("new-plugin", "switch", "--into", project, "--package", "com.acme.switches")
                .succeeds();
    }

    @Test
    void aFamilyThatIsInstalledIsNotWrittenAgain() {
        assertThat(written("llama", scratch.resolve("project")).isCalledWrongly())
                .startsWith("lxt: there is a family 'llama' already, of ");
    }

    @Test
    void nothingThatExistsIsOverwritten() throws IOException {
        Files.writeString(scratch.resolve("mine"), "mine");
        assertThat(written("helium", scratch).fails())
                .isEqualTo("lxt: " + scratch + " cannot be used: it is not empty");
        Path file = scratch.resolve("mine");
        assertThat(written("helium", file).fails())
                .isEqualTo("lxt: " + file + " is in the way: it exists and is not a folder");
        assertThat(file).hasContent("mine");
    }
}
