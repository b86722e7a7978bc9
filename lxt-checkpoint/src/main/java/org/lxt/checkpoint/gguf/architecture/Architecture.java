// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.gguf.architecture;

import java.util.Map;

/**
 * How the files of one {@code general.architecture} are said in the words of transformers: what is metadata there becomes the
 * options of a {@code config.json}, and the tensors get the names that a folder has.
 */
interface Architecture {
    /** Puts the options into {@code config}, and names the tensors. */
    void translate(GgufOptions options, TensorNames names, Map<String, Object> config);
}
