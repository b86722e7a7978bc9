// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.deberta;

import java.util.List;
import org.lxt.spi.checkpoint.KnownOptions;
import org.lxt.spi.parts.encoder.EncoderTask;

/** The first DeBERTa, and the second and third, which are one architecture. */
enum DebertaVersion {
    FIRST("deberta", "Deberta"),
    SECOND("deberta-v2", "DebertaV2");

    private static final String CONVOLUTION = "no convolution beside the first layer";

    private final String family;
    private final String className;

    DebertaVersion(String family, String className) {
        this.family = family;
        this.className = className;
    }

    String family() {
        return family;
    }

    /** What the names of its architectures begin with. */
    String className() {
        return className;
    }

    List<EncoderTask> tasks() {
        return this == SECOND
                ? EncoderTask.COMMON
                : EncoderTask.COMMON.stream()
                        .filter(task -> task != EncoderTask.MULTIPLE_CHOICE)
                        .toList();
    }

    /** Options that files carry and that {@link DebertaConfig} does not read. */
    KnownOptions known() {
        KnownOptions.Builder known = KnownOptions.common()
                .neutral(family, "model_type")
                .neutral(false, "is_decoder", "talking_head")
                .neutral("absolute", "position_embedding_type")
                .harmless("output_past", "_num_labels");
        return (this == SECOND
                        ? known
                        : known.refused(CONVOLUTION, "conv_kernel_size")
                                .neutral(false, "share_att_key")
                                .neutral("none", "norm_rel_ebd")
                                .neutral(-1, "position_buckets"))
                .build();
    }
}
