// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.gguf.architecture;

/**
 * The names that a family has for the parts of an expert. Files have the experts of a layer in one tensor for each part; files from
 * before 2024 have a tensor for each expert.
 *
 * @param prefix what comes before an expert's number, with {@code *} for the layer's
 * @param gate name of the gate
 * @param up name of what it multiplies
 * @param down name of the projection back
 */
record Experts(String prefix, String gate, String up, String down) {
    /** Under the names that most families have. */
    static Experts usual(String prefix) {
        return new Experts(prefix, "gate_proj", "up_proj", "down_proj");
    }

    void name(TensorNames names, int experts) {
        for (int i = 0; i < names.layers(); i++) {
            String stored = "blk." + i + ".ffn_";
            for (String part : new String[] {"gate", "up", "down"}) {
                names.expertsApart(stored + part + "_exps", stored + part + ".", experts);
            }
            String own = prefix.replace("*", String.valueOf(i));
            for (int e = 0; e < experts && names.has(stored + "down." + e + ".weight"); e++) {
                names.name(stored + "gate." + e, own + e + "." + gate);
                names.name(stored + "up." + e, own + e + "." + up);
                names.name(stored + "down." + e, own + e + "." + down);
            }
        }
    }
}
