// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.spi.ModelFamily;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.BackendProvider;
import org.lxt.tensor.backend.Backends;

/** Plugins in a folder of jars: each by itself, and none takes another down. */
class PluginFolderTest {
    private static final String FAMILY = JarOfSources.FAMILY;

    @TempDir
    Path scratch;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(scratch.resolve("plugins"));
        jar().plugin("org.good.GoodPlugin", FAMILY.formatted("good", "GoodForCausalLM"))
                .write(folder.resolve("good.jar"));
    }

    private JarOfSources jar() throws IOException {
        return new JarOfSources(scratch);
    }

    private ModelMap map() {
        return ModelMap.of(List.of()).with(PluginFolder.open(folder));
    }

    /** The good plugin is there whatever another one does, whose problem is given. */
    private String problem(String jar) {
        ModelMap map = map();
        assertThat(map.families()).extracting(ModelFamily::name).contains("good");
        assertThat(map.problems()).hasSize(1);
        PluginProblem problem = map.problems().getFirst();
        assertThat(problem.plugin()).endsWith(jar);
        assertThat(problem.toString()).doesNotContain("\n");
        return problem.problem();
    }

    @Test
    void aPluginIsFoundWithItsOriginAndVersion() throws IOException {
        Files.move(folder.resolve("good.jar"), folder.resolve("lxt-models-good-1.2.3.jar"));
        ModelMap map = map();
        assertThat(map.problems()).isEmpty();
        ModelFamily family = map.family("good");
        assertThat(family.origin())
                .isEqualTo(folder.resolve("lxt-models-good-1.2.3.jar").toString());
        assertThat(family.version()).contains("1.2.3");
        assertThat(map.familyOf(ModelConfig.of("c", Map.of("architectures", List.of("GoodForCausalLM")))))
                .isSameAs(family);
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> PluginFolder.open(scratch.resolve("absent")))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("there is no folder of plugins " + scratch.resolve("absent"));
    }

    @Test
    void anEmptyFolderHasNoPlugins() throws IOException {
        assertThat(PluginFolder.open(Files.createDirectory(scratch.resolve("empty")))
                        .models())
                .isEmpty();
    }

    @Test
    void twoJarsWithAClassOfTheSameNameDoNotSeeEachOther() throws IOException {
        for (String name : List.of("first", "second")) {
            jar().source(
                            "org.same.Name",
                            "package org.same; public class Name { static String IS = \"" + name + "\"; }")
                    .plugin("org.same.SamePlugin", FAMILY.formatted("\" + Name.IS + \"", "Some"))
                    .write(folder.resolve(name + ".jar"));
        }
        ModelMap map = map();
        assertThat(map.problems()).isEmpty();
        assertThat(map.families()).extracting(ModelFamily::name).containsExactly("first", "good", "second");
    }

    @Test
    void aPluginThatThrowsWhileRegisteringIsNamed() throws IOException {
        jar().plugin("org.bad.BadPlugin", "throw new IllegalStateException(\"no\\nway\");")
                .write(folder.resolve("bad.jar"));
        assertThat(problem("bad.jar"))
                .isEqualTo("org.bad.BadPlugin threw java.lang.IllegalStateException: no?way while registering");
    }

    @Test
    void errorsOfAPluginAreAsHarmlessAsExceptions() throws IOException {
        jar().plugin("org.bad.BadPlugin", "throw new java.util.ServiceConfigurationError(\"inside\");")
                .write(folder.resolve("bad.jar"));
        assertThat(problem("bad.jar"))
                .isEqualTo("org.bad.BadPlugin threw java.util.ServiceConfigurationError: inside while registering");
        jar().source(
                        "org.bad.BadPlugin",
                        "package org.bad; public class BadPlugin implements org.lxt.spi.ModelPlugin {"
                                + " static { if (true) { throw new java.io.IOError(new java.io.IOException()); } }"
                                + " public void register(org.lxt.spi.Families families) {} }")
                .resource("META-INF/services/org.lxt.spi.ModelPlugin", "org.bad.BadPlugin")
                .write(folder.resolve("bad.jar"));
        assertThat(problem("bad.jar")).startsWith("its provider org.bad.BadPlugin cannot be made: java.io.IO");
    }

    @Test
    void aJarThatLacksAClassOfItsOwnIsNotTakenForOneOfAnotherVersion() throws IOException {
        Path classes = jar().source(
                        "org.bad.Helper", "package org.bad; public class Helper { static int i() { return 1; } }")
                .plugin("org.bad.BadPlugin", "Helper.i();")
                .classes(System.getProperty("java.class.path"));
        Files.delete(classes.resolve("org/bad/Helper.class"));
        JarOfSources.pack(classes, folder.resolve("bad.jar"));
        assertThat(problem("bad.jar"))
                .isEqualTo(
                        "org.bad.BadPlugin cannot be used: it needs the class org.bad.Helper, which is not here; what"
                                + " a plugin needs beside LXT must be inside its jar");
    }

    @Test
    void aClassThatCannotBeInitialisedIsNotTakenForOneOfAnotherVersion() throws IOException {
        jar().source(
                        "org.bad.Table",
                        "package org.bad; public class Table { static final int I = Integer.parseInt(\"x\"); }")
                .plugin("org.bad.BadPlugin", "families.family(\"\" + Table.I);")
                .write(folder.resolve("bad.jar"));
        assertThat(problem("bad.jar"))
                .isEqualTo("org.bad.BadPlugin threw java.lang.NumberFormatException: For input string: \"x\" while"
                        + " registering");
    }

    @Test
    void aFileInPlaceOfTheFolderIsNamed() {
        assertThatThrownBy(() -> PluginFolder.open(folder.resolve("good.jar")))
                .isInstanceOf(ModelException.class)
                .hasMessage(folder.resolve("good.jar")
                        + " is a file; the plugins are named by the folder that their jars are in");
    }

    @Test
    void aPluginThatRegistersHalfAFamilyIsNamedAndGivesNone() throws IOException {
        jar().plugin("org.bad.BadPlugin", FAMILY.formatted("whole", "Whole") + "families.family(\"half\");")
                .write(folder.resolve("bad.jar"));
        assertThat(problem("bad.jar")).contains("family 'half'").contains("was registered without recognises");
        assertThat(map().families()).extracting(ModelFamily::name).containsExactly("good");
    }

    @Test
    void aPluginThatCannotBeMadeIsNamed() throws IOException {
        jar().source(
                        "org.bad.BadPlugin",
                        "package org.bad; public class BadPlugin implements org.lxt.spi.ModelPlugin {"
                                + " public BadPlugin() { throw new IllegalStateException(\"not today\"); }"
                                + " public void register(org.lxt.spi.Families families) {} }")
                .resource("META-INF/services/org.lxt.spi.ModelPlugin", "org.bad.BadPlugin # comment\n\n")
                .write(folder.resolve("bad.jar"));
        assertThat(problem("bad.jar"))
                .isEqualTo("its provider org.bad.BadPlugin cannot be made: java.lang.IllegalStateException: not today");
    }

    @Test
    void aServiceFileThatNamesNoClassIsNamed() throws IOException {
        jar().source("org.bad.Other", "package org.bad; class Other {}")
                .resource("META-INF/services/org.lxt.spi.ModelPlugin", "org.bad.Absent")
                .write(folder.resolve("bad.jar"));
        assertThat(problem("bad.jar")).startsWith("its provider org.bad.Absent cannot be made: ");
    }

    @Test
    void aJarWithoutPluginAndAFileThatIsNoJarAreNamed() throws IOException {
        jar().source("org.bad.Other", "package org.bad; class Other {}").write(folder.resolve("other.jar"));
        assertThat(problem("other.jar")).startsWith("has no plugin: ");
        Files.delete(folder.resolve("other.jar"));
        Files.writeString(folder.resolve("text.jar"), "not a jar");
        assertThat(problem("text.jar")).startsWith("is no jar that can be read: ");
    }

    @Test
    void twoJarsThatRegisterOneFamilyAreNamedAndItsCheckpointsRefused() throws IOException {
        jar().plugin("org.other.OtherPlugin", FAMILY.formatted("good", "GoodForCausalLM"))
                .write(folder.resolve("other.jar"));
        assertThat(problem("other.jar"))
                .isEqualTo("registers the family 'good', as " + folder.resolve("good.jar")
                        + " does: remove one of them, for what both recognise is refused");
        ModelMap map = map();
        assertThatThrownBy(() -> map.family("good")).hasMessageContaining("there is more than one family 'good'");
        assertThatThrownBy(() -> map.familyOf(ModelConfig.of("c", Map.of("architectures", List.of("GoodForCausalLM")))))
                .hasMessageContaining("good.jar and family 'good' of ")
                .hasMessageContaining("other.jar");
    }

    @Test
    void aPluginThatUsesWhatThisVersionDoesNotHaveIsNamed() throws IOException {
        String families = Files.readString(source("Families.java"))
                .replace("    ModelFamily.Builder", "    /** New. */ void novelty(int n);\n\n    ModelFamily.Builder");
        Path newer = jar().source("org.lxt.spi.Families", families).classes(System.getProperty("java.class.path"));
        Path classes = jar().plugin("org.bad.NewPlugin", "families.novelty(1);")
                .classes(newer + java.io.File.pathSeparator + System.getProperty("java.class.path"));
        JarOfSources.pack(classes, folder.resolve("new.jar"));
        assertThat(problem("new.jar"))
                .startsWith("was built for another version of lxt-spi than this one (")
                .contains("it needs org.lxt.spi.Families.novelty(I)V, which is not here");
    }

    private static Path source(String name) {
        return Path.of(System.getProperty("lxt.root"), "lxt-spi/src/main/java/org/lxt/spi", name);
    }

    @Test
    void aModuleThatWasBuiltForAnotherVersionIsNamed() throws IOException {
        Path spi = jar().source("module-info", "module org.lxt.spi { exports org.lxt.spi; }")
                .source("org.lxt.spi.ModelPlugin", "package org.lxt.spi; public interface ModelPlugin {}")
                .options("--module-version", "99.1", "--module-path", scratch.toString())
                .classes("");
        Path classes = jar().source("module-info", "module org.bad { requires org.lxt.spi; exports org.bad; }")
                .source("org.bad.Bad", "package org.bad; public class Bad implements org.lxt.spi.ModelPlugin {}")
                .options("--module-path", spi.toString())
                .classes("");
        JarOfSources.pack(classes, folder.resolve("bad.jar"));
        assertThat(problem("bad.jar"))
                .startsWith("was built for version 99.1 of lxt-spi, but this is version ")
                .endsWith("; get the plugin for this version");
    }

    @Test
    void versionsFitBySemanticVersioning() {
        assertThat(SpiVersion.fits("0.1.0-SNAPSHOT", "0.1.7")).isTrue();
        assertThat(SpiVersion.fits("0.1.0", "0.2.0")).isFalse();
        assertThat(SpiVersion.fits("1.2.9", "1.3.0")).isTrue();
        assertThat(SpiVersion.fits("1.4.0", "1.3.0")).isFalse();
        assertThat(SpiVersion.fits("1.4.0", "2.4.0")).isFalse();
        assertThat(SpiVersion.fits("1.4", "1.4")).isTrue();
        assertThat(SpiVersion.fits("someday", "1.4")).isFalse();
    }

    @Test
    void aBackendThatThrowsWhenAskedTakesNoOtherDown() throws IOException {
        for (String bad : List.of("name", "priority", "availability")) {
            String name = bad.equals("name") ? "null" : "\"sulky\"";
            String priority = bad.equals("priority") ? "Integer.parseInt(\"no\")" : "1000000";
            String availability = bad.equals("availability") ? "List.<Availability>of().getFirst()" : "null";
            jar().source("org.bad.SulkyProvider", """
                package org.bad;
                import java.util.List;
                import org.lxt.tensor.backend.*;
                public final class SulkyProvider implements BackendProvider {
                    public String name() { return %s; }
                    public int priority() { return %s; }
                    public Availability availability() { return %s; }
                    public Backend create(BackendOptions options) { throw new IllegalStateException(); }
                }
                """.formatted(name, priority, availability))
                    .resource("META-INF/services/org.lxt.tensor.backend.BackendProvider", "org.bad.SulkyProvider")
                    .write(folder.resolve("sulky.jar"));
            List<BackendProvider> all = Backends.with(PluginFolder.open(folder).backends());
            try (Backend backend = Backends.best(all, new BackendOptions(1))) {
                assertThat(backend.name()).isNotEqualTo("sulky");
            }
            if (bad.equals("availability")) {
                assertThatThrownBy(() -> Backends.named(all, "sulky", new BackendOptions(1)))
                        .hasMessageStartingWith("backend 'sulky' cannot run here: its provider threw java.util.NoSuch");
            } else {
                assertThat(all).extracting(BackendProvider::name).doesNotContain("sulky");
            }
        }
    }

    @Test
    void whatElseAProgramAsksForIsFoundInTheSameManner() throws IOException {
        jar().source(
                        "org.more.Task",
                        "package org.more; public class Task implements Runnable { public void run() {} }")
                .resource("META-INF/services/java.lang.Runnable", "org.more.Task")
                .write(folder.resolve("more.jar"));
        PluginFolder plugins = PluginFolder.open(folder, Runnable.class);
        assertThat(plugins.problems()).isEmpty();
        assertThat(plugins.of(Runnable.class))
                .singleElement()
                .extracting(task -> task.getClass().getName())
                .isEqualTo("org.more.Task");
        assertThat(plugins.models()).hasSize(1);
        PluginFolder unasked = PluginFolder.open(folder);
        assertThat(unasked.problems()).singleElement().asString().contains("more.jar", "has no plugin");
        assertThatThrownBy(() -> unasked.of(Runnable.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void backendsAreFoundInTheSameManner() throws IOException {
        jar().source("org.fast.FastProvider", """
            package org.fast;
            import org.lxt.tensor.backend.*;
            public final class FastProvider implements BackendProvider {
                public String name() { return "fast"; }
                public int priority() { return -1; }
                public Availability availability() { return Availability.yes("for a test"); }
                public Backend create(BackendOptions options) { return Backends.named("scalar", options); }
            }
            """)
                .resource("META-INF/services/org.lxt.tensor.backend.BackendProvider", "org.fast.FastProvider")
                .write(folder.resolve("fast.jar"));
        PluginFolder plugins = PluginFolder.open(folder);
        assertThat(plugins.problems()).isEmpty();
        try (Backend backend = Backends.named(Backends.with(plugins.backends()), "fast", new BackendOptions(1))) {
            assertThat(backend.name()).isEqualTo("scalar");
        }
        assertThatThrownBy(() -> Backends.named("fast", new BackendOptions(1)))
                .hasMessageContaining("there is no backend 'fast'");
        Files.copy(folder.resolve("fast.jar"), folder.resolve("fast-again.jar"));
        List<BackendProvider> twice = Backends.with(PluginFolder.open(folder).backends());
        assertThatThrownBy(() -> Backends.named(twice, "fast", new BackendOptions(1)))
                .hasMessageContaining("there is more than one backend 'fast'");
    }
}
