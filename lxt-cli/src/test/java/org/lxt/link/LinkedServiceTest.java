// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolvedModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.launch.AppPath;
import org.lxt.launch.JavaProcess;
import org.lxt.report.Report;
import org.lxt.report.json.ReportJson;
import org.lxt.vision.decode.ImageFiles;

/** A service can be linked to an image of its own, and run tasks and read images there: nothing is automatic. */
class LinkedServiceTest {
    private static final ModuleFinder APP = ModuleFinder.of(AppPath.entries().toArray(Path[]::new));

    private static final Path IMAGES = Path.of(System.getProperty("lxt.root"), "oracle", "images");

    @TempDir
    Path scratch;

    private static int width(String image) {
        return ImageFiles.read(IMAGES.resolve(image)).width();
    }

    private static List<ModuleDescriptor> graph(String... roots) {
        return Configuration.empty().resolve(APP, ModuleFinder.ofSystem(), Set.of(roots)).modules().stream()
                .map(ResolvedModule::reference)
                .map(r -> r.descriptor())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.lxt.report",
                "org.lxt.explain",
                "org.lxt.chat",
                "org.lxt.vision",
                "org.lxt.tasks",
                "org.lxt.models.llama",
                "org.lxt.models.bert",
                "org.lxt.models.gpt2",
                "org.lxt.models.gemma",
                "org.lxt.models.phi",
                "org.lxt.models.olmo",
                "org.lxt.models.gptoss",
                "org.lxt.models.deberta",
                "org.lxt.models.modernbert",
                "org.lxt.models.smollm3",
                "org.lxt.models.granite",
                "org.lxt.models.mistral",
                "org.lxt.models.qwen",
                "org.lxt.models.vit"
            })
    void noAutomaticModuleIsNeeded(String module) {
        assertThat(graph(module))
                .filteredOn(ModuleDescriptor::isAutomatic)
                .extracting(ModuleDescriptor::name)
                .isEmpty();
    }

    @Test
    void paperDoesNeedThemAndSoIsApart() {
        assertThat(graph("org.lxt.report.pdf"))
                .filteredOn(ModuleDescriptor::isAutomatic)
                .extracting(ModuleDescriptor::name)
                .contains("org.apache.pdfbox");
        assertThat(graph("org.lxt.report"))
                .extracting(ModuleDescriptor::name)
                .doesNotContain("org.lxt.report.pdf", "org.apache.pdfbox", "org.apache.fontbox");
    }

    @Test
    void aLinkedServiceAnswersInJson() throws Exception {
        Path sources = scratch.resolve("sources");
        write(sources.resolve("module-info.java"), """
            module service {
                requires org.lxt.tasks;
                requires org.lxt.samples;
                requires tools.jackson.databind;
            }
            """);
        write(sources.resolve("service/Main.java"), """
            package service;

            import java.nio.file.Path;
            import org.lxt.explain.Explainer;
            import org.lxt.explain.request.Prompt;
            import org.lxt.explain.request.Target;
            import org.lxt.report.json.ReportJson;
            import org.lxt.tasks.TextTask;
            import org.lxt.tasks.source.ModelSource;
            import org.lxt.tasks.source.OpenModel;
            import org.lxt.vision.ImageException;
            import org.lxt.vision.decode.ImageFiles;
            import tools.jackson.databind.json.JsonMapper;

            public class Main {
                public static void main(String[] args) throws Exception {
                    try (ModelSource source = ModelSource.sample(); OpenModel model = source.open()) {
                        System.out.println(ReportJson.toLine(TextTask.of("Lars likes").run(model).report()));
                        Explainer lxt = model.explainer();
                        System.out.println(JsonMapper.shared()
                                .writeValueAsString(lxt.explain(Prompt.of("Lars likes"), Target.topLogit())));
                    }
                    System.out.println(ImageFiles.read(Path.of(args[0])).width());
                    try {
                        ImageFiles.read(Path.of(args[1]));
                    } catch (ImageException e) {
                        System.out.println(e.getMessage());
                    }
                }
            }
            """);
        Path classes = scratch.resolve("classes");
        Path image = scratch.resolve("image");
        tool(
                "javac",
                "-p",
                AppPath.argument(),
                "-d",
                classes.toString(),
                sources.resolve("module-info.java").toString(),
                sources.resolve("service/Main.java").toString());
        tool(
                "jlink",
                "--module-path",
                AppPath.argument() + java.io.File.pathSeparator + classes,
                "--add-modules",
                "service,org.lxt.models.llama",
                "--output",
                image.toString());
        JavaProcess.Result run = JavaProcess.runCommand(
                scratch,
                new ProcessBuilder(
                        image.resolve("bin/java").toString(),
                        "-m",
                        "service/service.Main",
                        IMAGES.resolve("lossy.webp").toString(),
                        IMAGES.resolve("lossless.webp").toString()));
        assertThat(run.code()).as(run.err()).isZero();
        List<String> lines = run.out().lines().toList();
        Report report = ReportJson.parse(lines.get(0));
        assertThat(report.explained().getFirst().prompt()).isEqualTo("Lars likes");
        assertThat(report.model().family()).isEqualTo("llama");
        assertThat(report.model().plugin()).isEqualTo("org.lxt.models.llama");
        assertThat(lines.get(1))
                .startsWith("{\"model\":{")
                .contains("\"rules\":\"attnlrp\"", "\"prompt\":\"Lars likes\"");
        assertThat(lines.get(2)).isEqualTo(Integer.toString(width("lossy.webp")));
        assertThat(lines.get(3))
                .endsWith("lossless.webp: is a lossless WebP file, and its reader is not there; add the library"
                        + " com.twelvemonkeys.imageio:imageio-webp, or convert the file to PNG");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void tool(String name, String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        int code = java.util.spi.ToolProvider.findFirst(name).orElseThrow().run(out, out, arguments);
        assertThat(code).as(Stream.of(arguments).toList() + "\n" + said).isZero();
    }
}
