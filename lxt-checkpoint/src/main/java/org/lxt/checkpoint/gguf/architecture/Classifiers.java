// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.gguf.architecture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Classifiers of texts, such as rerankers, made of encoders and decoders. */
final class Classifiers {
    private static final String LABELS = "classifier.output_labels";
    private static final String DENSE = "cls";
    private static final String OUTPUT = "cls.output";

    private Classifiers() {}

    /**
     * Names the class of transformers and the tensors of its classifier, if there is one.
     *
     * @param className what that of the bare encoder begins with
     * @param dense name of the layer before the last
     * @param output name of the last
     */
    static void put(
            GgufOptions options,
            TensorNames names,
            Map<String, Object> config,
            String className,
            String dense,
            String output) {
        names.areMatrices(OUTPUT + ".weight");
        boolean classifies = names.has(OUTPUT + ".weight");
        config.put("architectures", List.of(className + (classifies ? "ForSequenceClassification" : "Model")));
        List<String> labels = options.strings(LABELS);
        if (classifies) {
            names.name(DENSE, dense);
            names.name(OUTPUT, output);
            labels(names, config, labels);
        }
    }

    /**
     * Makes a decoder a classifier by its last state, if the file has that layer: of a reranker the converter writes the rows that
     * its head has for the tokens yes and no.
     *
     * @param className what the class of transformers begins with
     */
    static void putOfDecoder(GgufOptions options, TensorNames names, Map<String, Object> config, String className) {
        names.areMatrices(OUTPUT + ".weight");
        List<String> labels = options.strings(LABELS);
        if (names.has(OUTPUT + ".weight")) {
            config.put("architectures", List.of(className + "ForSequenceClassification"));
            // it reads the last state whatever token is there, as llama.cpp does and the language model that it is made
            // of
            config.remove("pad_token_id");
            names.weight(OUTPUT, "score");
            labels(names, config, labels);
        }
    }

    private static void labels(TensorNames names, Map<String, Object> config, List<String> labels) {
        if (labels.isEmpty()) {
            config.put("num_labels", names.rows(OUTPUT + ".weight"));
            return;
        }
        Map<String, String> byNumber = new LinkedHashMap<>();
        labels.forEach(label -> byNumber.put(String.valueOf(byNumber.size()), label));
        config.put("id2label", byNumber);
    }

    /**
     * Refuses a classifier of one layer, which the converter leaves of BERT's: it read the pooler.
     *
     * @throws org.lxt.spi.checkpoint.ModelException that names the layer
     */
    static void refuseOneLayer(TensorNames names) {
        String dense = DENSE + ".weight";
        String output = OUTPUT + ".weight";
        if (names.has(dense) != names.has(output)) {
            throw names.incomplete(
                    names.has(dense) ? dense : output,
                    "is of a classifier that reads BERT's pooler, which the converter left out; use the model's"
                            + " safetensors");
        }
    }
}
