// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a result tells of a checkpoint and a plugin goes out of the process, so it tells nothing of the machine. */
class ModelIdentityTest {
    @ParameterizedTest
    @CsvSource({
        "/home/eva/models/Llama-3.2-1B, Llama-3.2-1B",
        "/home/eva/models/Llama-3.2-1B/, Llama-3.2-1B",
        "/opt/app/lib/lxt-models-llama-0.1.jar, lxt-models-llama-0.1.jar",
        "C:\\Users\\eva\\model, model",
        "C:/Users/eva/model/, model",
        "\\\\server\\share\\model, model",
        "~/models/gpt2, gpt2",
        "file:/opt/app/plugin.jar, plugin.jar",
        "jar:nested:/opt/app.jar/!BOOT-INF/lib/lxt-models-llama.jar!/, lxt-models-llama.jar",
        "nested:/opt/app.jar/!BOOT-INF/lib/lxt-models-llama.jar!/, lxt-models-llama.jar",
        "jrt:/org.lxt.models.llama, org.lxt.models.llama",
        "sample decoder, sample decoder",
        "meta-llama/Llama-3.2-1B, meta-llama/Llama-3.2-1B",
        "'', ''",
    })
    void ofAFolderTheLastNameIsKeptAndAGivenNameAsItIs(String path, String name) {
        ModelIdentity identity = new ModelIdentity(path, List.of("A"), "f", path, "b");
        assertThat(identity.checkpoint()).isEqualTo(name);
        assertThat(identity.plugin()).isEqualTo(name);
    }

    @Test
    void aFolderNamedByDotsHasItsName() {
        String here = Path.of("").toAbsolutePath().getFileName().toString();
        for (String path : List.of("", ".", "target/..", "../" + here)) {
            String checkpoint = ModelIdentity.nameOf(Path.of(path));
            assertThat(new ModelIdentity(checkpoint, List.of(), "f", "p", "b").checkpoint())
                    .isEqualTo(here);
        }
    }
}
