// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.checkpoint.gguf.GgufFile;
import org.lxt.checkpoint.gguf.GgufTensor;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.Weight;

/** What is particular to encoders in GGUF files: positions that were cut, classifiers, and what is refused. */
class GgufEncodersTest {
    private static final Path ORACLE = Path.of(System.getProperty("lxt.root"), "oracle");
    private static final Path RERANKER = ORACLE.resolve("gguf/small/reranker.gguf");
    private static final Path MODERN = ORACLE.resolve("gguf/small/modern-bert.gguf");

    @TempDir
    Path folder;

    @Test
    void positionsBeforeTheFirstAreThereAgain() {
        try (Checkpoint checkpoint = Checkpoint.open(RERANKER);
                GgufFile file = GgufFile.open(RERANKER)) {
            GgufTensor stored = file.tensors().get("position_embd.weight");
            Weight rows = Weight.of("stored", stored.segment(), Encoding.Q8_0, 64, 32);
            Weight positions = checkpoint.matrix("embeddings.position_embeddings.weight", 66, 32);
            assertThat(positions.toDoubles(0)).containsOnly(0);
            assertThat(positions.toDoubles(1)).containsOnly(0);
            for (int i = 0; i < 64; i++) {
                assertThat(positions.toDoubles(i + 2)).isEqualTo(rows.toDoubles(i));
            }
            assertThat(checkpoint.config().positive("max_position_embeddings")).isEqualTo(66);
            assertThat(checkpoint.config().optionalCount("pad_token_id")).hasValue(1);
        }
    }

    @Test
    void aRerankerIsAClassifierWithItsLabels() {
        try (Checkpoint checkpoint = Checkpoint.open(RERANKER)) {
            assertThat(checkpoint.config().modelType()).isEqualTo("xlm-roberta");
            assertThat(checkpoint.config().architectures()).containsExactly("XLMRobertaForSequenceClassification");
            assertThat(checkpoint.config().raw("id2label")).isEqualTo(Map.of("0", "score"));
            // a vector in the file, as the quantiser of llama.cpp writes a matrix of one row
            assertThat(checkpoint.shape("classifier.out_proj.weight")).containsExactly(1, 32);
            assertThat(checkpoint.shape("embeddings.token_type_embeddings.weight"))
                    .containsExactly(1, 32);
            // it is pooled for the classifier alone
            assertThat(checkpoint.gguf().flatMap(SentencePooling::of)).isEmpty();
        }
    }

    @Test
    void aClassifierWithoutItsPoolerIsRefused() {
        assertThatThrownBy(() -> Checkpoint.open(ORACLE.resolve("gguf/bert-classification.gguf")))
                .isInstanceOf(ModelException.class)
                .hasMessageEndingWith(
                        "bert-classification.gguf: tensor 'cls.output.weight' is of a classifier that reads"
                                + " BERT's pooler, which the converter left out; use the model's safetensors");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reranker | tokenizer.ggml.padding_token_id | 64 | metadata 'tokenizer.ggml.padding_token_id' must be less"
                        + " than the number of positions, 64, but is 64",
                "modern-bert | modern-bert.attention.causal | 1 | metadata 'modern-bert.attention.causal' must be false, but"
                        + " is true"
            })
    void otherValuesAreRefused(String name, String key, int value, String message) throws IOException {
        Path source = name.equals("reranker") ? RERANKER : MODERN;
        assertThatThrownBy(() -> Checkpoint.open(changed(source, key, value)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message);
    }

    /** A copy with another number after a key and its type. */
    private Path changed(Path source, String key, int value) throws IOException {
        byte[] bytes = Files.readAllBytes(source);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(key) + key.length() + Integer.BYTES;
        if (key.endsWith("causal")) {
            bytes[at] = (byte) value;
        } else {
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
        }
        return Files.write(folder.resolve("changed.gguf"), bytes);
    }
}
