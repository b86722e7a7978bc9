// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubModelTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "org/name",
                "org/name@v1.0",
                "org/name@refs%2Fpr%2F1",
                "org/name/file.gguf",
                "org/name@main2/sub/file.gguf",
                "0-hero/Matter-0.1_x"
            })
    void aNameIsReadAndWrittenTheSame(String text) {
        assertThat(HubModel.parse(text).orElseThrow()).hasToString(text);
    }

    @Test
    void itsPartsAreTakenApart() {
        HubModel model = HubModel.parse("org/name@refs%2Fpr%2F1/sub/x.gguf").orElseThrow();
        assertThat(model).isEqualTo(new HubModel("org/name", "refs/pr/1", "sub/x.gguf"));
        assertThat(HubModel.parse("org/name").orElseThrow()).isEqualTo(new HubModel("org/name", "main", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "name",
                "/abs/path",
                "./org/name",
                "../org/name",
                "org/../name",
                "org/name/",
                "org/name@",
                "org/name/../x",
                "org--x/name",
                "org/name.git",
                "o rg/name",
                "C:\\models\\x",
                "org/näme",
                "org/name/a//b"
            })
    void whatIsNoNameIsNot(String text) {
        assertThat(HubModel.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b/c", "a--b/c", "../x", "a/b.git", "-a/b", "a/", "a/b..c", ""})
    void aWrongNameIsRefused(String id) {
        assertThatThrownBy(() -> HubModel.of(id)).hasMessageContaining("is no name of a model; give it as ORG/NAME");
    }
}
