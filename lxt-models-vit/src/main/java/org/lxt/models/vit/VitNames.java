// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.vit;

/**
 * What a library calls the parameters of a vision transformer; those of a layer stand below its own name.
 *
 * @param patches the convolution
 * @param classToken the class token
 * @param distillationToken the distillation token
 * @param positions the positions
 * @param layers what comes before the number of a layer
 * @param attentionNorm of a layer, the norm before attention
 * @param projections of a layer, the projections into attention
 * @param output of a layer, the projection out of attention
 * @param mlpNorm of a layer, the norm before the MLP
 * @param up of a layer, the first linear layer of the MLP
 * @param down of a layer, the second linear layer of the MLP
 * @param norm the norm after the layers
 */
record VitNames(
        String patches,
        String classToken,
        String distillationToken,
        String positions,
        String layers,
        String attentionNorm,
        Projections projections,
        String output,
        String mlpNorm,
        String up,
        String down,
        String norm) {
    /** The projections into attention. */
    sealed interface Projections {}

    /** One matrix for query, key and value, one below the other. */
    record Fused(String weight, String bias) implements Projections {}

    /** A layer each. */
    record Separate(String query, String key, String value) implements Projections {}

    /** torchvision. */
    static final VitNames TORCHVISION = torchvision("mlp.0", "mlp.3");

    /** torchvision before version 0.13. */
    static final VitNames OLD_TORCHVISION = torchvision("mlp.linear_1", "mlp.linear_2");

    /** timm, and the original DeiT. */
    static final VitNames TIMM = new VitNames(
            "patch_embed.proj",
            "cls_token",
            "dist_token",
            "pos_embed",
            "blocks.",
            "norm1",
            new Fused("attn.qkv.weight", "attn.qkv.bias"),
            "attn.proj",
            "norm2",
            "mlp.fc1",
            "mlp.fc2",
            "norm");

    private static VitNames torchvision(String up, String down) {
        return new VitNames(
                "conv_proj",
                "class_token",
                "distillation_token",
                "encoder.pos_embedding",
                "encoder.layers.encoder_layer_",
                "ln_1",
                new Fused("self_attention.in_proj_weight", "self_attention.in_proj_bias"),
                "self_attention.out_proj",
                "ln_2",
                up,
                down,
                "encoder.ln");
    }

    /**
     * transformers.
     *
     * @param model the model's name with a dot, or nothing before a bare encoder
     */
    static VitNames transformers(String model) {
        return new VitNames(
                model + "embeddings.patch_embeddings.projection",
                model + "embeddings.cls_token",
                model + "embeddings.distillation_token",
                model + "embeddings.position_embeddings",
                model + "encoder.layer.",
                "layernorm_before",
                new Separate("attention.attention.query", "attention.attention.key", "attention.attention.value"),
                "attention.output.dense",
                "layernorm_after",
                "intermediate.dense",
                "output.dense",
                model + "layernorm");
    }

    /** transformers as its version 5 calls them in memory. */
    static VitNames newTransformers(String model) {
        VitNames old = transformers(model);
        return new VitNames(
                old.patches,
                old.classToken,
                old.distillationToken,
                old.positions,
                model + "layers.",
                old.attentionNorm,
                new Separate("attention.q_proj", "attention.k_proj", "attention.v_proj"),
                "attention.o_proj",
                old.mlpNorm,
                "mlp.fc1",
                "mlp.fc2",
                old.norm);
    }
}
