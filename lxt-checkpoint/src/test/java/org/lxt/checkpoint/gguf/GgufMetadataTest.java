// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.lxt.spi.checkpoint.ModelException;

/** Metadata as the gguf package writes it. */
class GgufMetadataTest {
    private static final Path FILE = Path.of(System.getProperty("lxt.root"), "oracle", "gguf", "metadata.gguf");

    @Test
    void everyTypeComesBack() {
        try (GgufFile file = GgufFile.open(FILE)) {
            GgufMetadata metadata = file.metadata();
            assertThat(metadata.string("general.architecture")).hasValue("test");
            assertThat(metadata.integer("uint8")).hasValue(200);
            assertThat(metadata.integer("int8")).hasValue(-100);
            assertThat(metadata.integer("uint16")).hasValue(60_000);
            assertThat(metadata.integer("int16")).hasValue(-30_000);
            assertThat(metadata.integer("uint32")).hasValue(4_000_000_000L);
            assertThat(metadata.integer("int32")).hasValue(-2_000_000_000);
            assertThat(metadata.integer("uint64")).hasValue(9_000_000_000_000_000_000L);
            assertThat(metadata.integer("int64")).hasValue(-9_000_000_000_000_000_000L);
            assertThat(metadata.number("float32")).hasValue(0.1f);
            assertThat(metadata.number("float64")).hasValue(0.1);
            assertThat(metadata.number("int8")).hasValue(-100);
            assertThat(metadata.flag("yes")).hasValue(true);
            assertThat(metadata.flag("no")).hasValue(false);
            assertThat(metadata.string("string")).hasValue("Grüße, 世界 🌍");
            assertThat(metadata.strings("strings").orElseThrow()).containsExactly("a", "", "Ġb", "▁c");
            assertThat(metadata.integers("integers").orElseThrow()).containsExactly(3, -4, 5);
            assertThat(metadata.numbers("numbers").orElseThrow()).containsExactly(0.5, -1.25);
            assertThat(metadata.numbers("integers").orElseThrow()).containsExactly(3, -4, 5);
            assertThat(metadata.flags("flags").orElseThrow()).containsExactly(true, false, true);
            assertThat(metadata.isList("lists")).isTrue();
            assertThat(metadata.string("none")).isEmpty();
            assertThat(metadata.integer("none")).isEmpty();
            assertThat(metadata.strings("none")).isEmpty();
        }
    }

    @Test
    void tensorsAreAlignedAsTheFileSays() {
        try (GgufFile file = GgufFile.open(FILE)) {
            GgufTensor one = file.tensors().get("one");
            assertThat(one.type()).isEqualTo("F32");
            assertThat(one.shape()).containsExactly(2, 3);
            assertThat(one.segment().byteSize()).isEqualTo(24);
            assertThat(file.tensors().get("two").type()).isEqualTo("F16");
            assertThat(file.tensors().get("two").segment().address() % 64).isZero();
        }
    }

    @Test
    void otherKindsAreRefusedByKey() {
        try (GgufFile file = GgufFile.open(FILE)) {
            GgufMetadata metadata = file.metadata();
            assertThatThrownBy(() -> metadata.integer("string"))
                    .isInstanceOf(ModelException.class)
                    .hasMessage(
                            FILE + ": metadata 'string' must be an integer, but is 'Grüße, 世界 🌍'; convert the model"
                                    + " to GGUF again");
            assertThatThrownBy(() -> metadata.strings("integers"))
                    .hasMessageContaining("must be a list of strings, but is a list of 3 of type INT32");
            assertThatThrownBy(() -> metadata.flag("uint8")).hasMessageContaining("must be true or false, but is 200");
            assertThatThrownBy(() -> metadata.string("yes")).hasMessageContaining("must be a string, but is true");
            assertThatThrownBy(() -> metadata.integers("lists"))
                    .hasMessageContaining("must be a list of integers, but is a list of 2 of type ARRAY");
        }
    }
}
