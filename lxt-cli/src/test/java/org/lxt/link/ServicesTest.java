// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Provides;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.lxt.launch.AppPath;

/** A plugin that one of class path and module path finds and the other does not would be a trap. */
class ServicesTest {
    private static final String FOLDER = "META-INF/services/";

    @Test
    void everyModuleProvidesTheSameOnTheClassPathAndOnTheModulePath() {
        Map<String, Map<String, TreeSet<String>>> onClassPath = new TreeMap<>();
        Map<String, Map<String, TreeSet<String>>> onModulePath = new TreeMap<>();
        for (ModuleReference module : AppPath.modules()) {
            onClassPath.put(module.descriptor().name(), serviceFiles(module));
            onModulePath.put(module.descriptor().name(), provided(module));
        }
        assertThat(onModulePath).isEqualTo(onClassPath);
        assertThat(onModulePath.get("org.lxt.tensor")).containsOnlyKeys("org.lxt.tensor.backend.BackendProvider");
        assertThat(onModulePath.get("org.lxt.models.llama"))
                .containsEntry("org.lxt.spi.ModelPlugin", new TreeSet<>(List.of("org.lxt.models.llama.LlamaPlugin")));
        assertThat(onModulePath.get("org.lxt.models.bert"))
                .containsEntry("org.lxt.spi.ModelPlugin", new TreeSet<>(List.of("org.lxt.models.bert.BertPlugin")));
        assertThat(onModulePath.get("org.lxt.models.gpt2"))
                .containsEntry("org.lxt.spi.ModelPlugin", new TreeSet<>(List.of("org.lxt.models.gpt2.Gpt2Plugin")));
        assertThat(onModulePath.get("org.lxt.models.mistral"))
                .containsEntry(
                        "org.lxt.spi.ModelPlugin", new TreeSet<>(List.of("org.lxt.models.mistral.MistralPlugin")));
        assertThat(onModulePath.get("org.lxt.models.granite"))
                .containsEntry(
                        "org.lxt.spi.ModelPlugin", new TreeSet<>(List.of("org.lxt.models.granite.GranitePlugin")));
        assertThat(onModulePath.get("org.lxt.models.smollm3"))
                .containsEntry(
                        "org.lxt.spi.ModelPlugin", new TreeSet<>(List.of("org.lxt.models.smollm3.SmolLm3Plugin")));
        assertThat(onModulePath.get("org.lxt.models.deberta"))
                .containsEntry(
                        "org.lxt.spi.ModelPlugin", new TreeSet<>(List.of("org.lxt.models.deberta.DebertaPlugin")));
        assertThat(onModulePath.get("org.lxt.models.modernbert"))
                .containsEntry(
                        "org.lxt.spi.ModelPlugin",
                        new TreeSet<>(List.of("org.lxt.models.modernbert.ModernBertPlugin")));
        assertThat(onModulePath.get("org.lxt.models.gptoss"))
                .containsEntry("org.lxt.spi.ModelPlugin", new TreeSet<>(List.of("org.lxt.models.gptoss.GptOssPlugin")));
        assertThat(onModulePath.get("org.lxt.models.olmo"))
                .containsEntry("org.lxt.spi.ModelPlugin", new TreeSet<>(List.of("org.lxt.models.olmo.OlmoPlugin")));
        assertThat(onModulePath.get("org.lxt.models.phi"))
                .containsEntry("org.lxt.spi.ModelPlugin", new TreeSet<>(List.of("org.lxt.models.phi.PhiPlugin")));
        assertThat(onModulePath.get("org.lxt.models.gemma"))
                .containsEntry("org.lxt.spi.ModelPlugin", new TreeSet<>(List.of("org.lxt.models.gemma.GemmaPlugin")));
        assertThat(onModulePath.get("org.lxt.models.qwen"))
                .containsEntry("org.lxt.spi.ModelPlugin", new TreeSet<>(List.of("org.lxt.models.qwen.QwenPlugin")));
    }

    @Test
    void theModulesAreAllThere() {
        assertThat(AppPath.modules())
                .extracting(m -> m.descriptor().name())
                .containsExactly(
                        "org.lxt.api",
                        "org.lxt.asm",
                        "org.lxt.chat",
                        "org.lxt.checkpoint",
                        "org.lxt.cli",
                        "org.lxt.evaluate",
                        "org.lxt.explain",
                        "org.lxt.hub",
                        "org.lxt.json",
                        "org.lxt.models.bert",
                        "org.lxt.models.deberta",
                        "org.lxt.models.gemma",
                        "org.lxt.models.gpt2",
                        "org.lxt.models.gptoss",
                        "org.lxt.models.granite",
                        "org.lxt.models.llama",
                        "org.lxt.models.mistral",
                        "org.lxt.models.modernbert",
                        "org.lxt.models.olmo",
                        "org.lxt.models.phi",
                        "org.lxt.models.qwen",
                        "org.lxt.models.smollm3",
                        "org.lxt.models.vit",
                        "org.lxt.report",
                        "org.lxt.report.pdf",
                        "org.lxt.rules",
                        "org.lxt.samples",
                        "org.lxt.spi",
                        "org.lxt.tasks",
                        "org.lxt.tensor",
                        "org.lxt.testkit",
                        "org.lxt.tokenizers",
                        "org.lxt.vision");
    }

    private static Map<String, TreeSet<String>> provided(ModuleReference module) {
        Map<String, TreeSet<String>> services = new TreeMap<>();
        for (Provides p : module.descriptor().provides()) {
            services.put(p.service(), new TreeSet<>(p.providers()));
        }
        return services;
    }

    private static Map<String, TreeSet<String>> serviceFiles(ModuleReference module) {
        Map<String, TreeSet<String>> services = new TreeMap<>();
        try (ModuleReader reader = module.open()) {
            List<String> files = reader.list()
                    .filter(f -> f.startsWith(FOLDER) && !f.endsWith("/"))
                    .toList();
            for (String file : files) {
                try (InputStream in = reader.open(file).orElseThrow()) {
                    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    services.put(
                            file.substring(FOLDER.length()),
                            new TreeSet<>(text.lines().filter(l -> !l.isBlank()).toList()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return services;
    }
}
