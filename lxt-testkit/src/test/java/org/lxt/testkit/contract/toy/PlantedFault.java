// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.contract.toy;

/** A fault that the toy family can have, with the test of the contract that must name it and the words it must use. */
public enum PlantedFault {
    ACTIVATION_WITHOUT_RULE(
            "an activation without its rule",
            "everyRuleSetLoadsAndGivesTheSameForwardResult",
            "'silu' at (model) is non-linear and was recorded outside a rule, by org.lxt.testkit.contract.toy.ToyMlp.open"),
    ACTIVATION_ORDINARY(
            "an activation that is declared ordinary",
            "theLedgerClosesWithAllowedCauses",
            "a function at 'layers.0.mlp.act' keeps its ordinary derivative"),
    PRODUCT_WITHOUT_RULE(
            "a product without a rule",
            "everyRuleSetLoadsAndGivesTheSameForwardResult",
            "'multiply' at (model) is a product of two watched tensors and was recorded outside a rule, by"
                    + " org.lxt.testkit.contract.toy.ToyMlp.product"),
    PRODUCT_WITHOUT_DIVISION(
            "a product without division, hidden from strict mode",
            "theLedgerClosesWithAllowedCauses",
            "the product at 'layers.0.mlp.product' makes or loses relevance"),
    NORM_THROUGH_DEVIATION(
            "a norm with gradient through its deviation",
            "theLedgerClosesWithAllowedCauses",
            "a function at 'layers.0.input_layernorm' keeps its ordinary derivative"),
    ATTENTION_BY_TWO(
            "attention with q/2, k/2, v/2",
            "attentionByFourFourTwoIsTheUniformRuleWrittenOut",
            "the attention at 'layers.0.self_attn' under attnlrp is not the uniform rule"),
    KEY_AND_VALUE_SWAPPED(
            "a swapped projection, key and value",
            "everyParameterIsReadAndGoesWhereItsNameSays",
            "a projection is swapped: the parameter 'layers.0.self_attn.k_proj.weight' goes into the values"),
    GATE_AND_UP_SWAPPED(
            "a swapped projection, gate and up",
            "everyParameterIsReadAndGoesWhereItsNameSays",
            "a projection is swapped: the parameter 'layers.0.mlp.up_proj.weight' goes into the activation"),
    NORMS_SWAPPED(
            "two norms of one shape, swapped",
            "everyParameterIsReadAndGoesWhereItsNameSays",
            "two parameters are swapped: 'layers.0.input_layernorm.weight' is read at"
                    + " 'layers.0.post_attention_layernorm' and 'layers.0.post_attention_layernorm.weight' at"
                    + " 'layers.0.input_layernorm'"),
    NORMS_SWAPPED_WITH_SITES(
            "two norms of one shape, swapped with their sites",
            "everyParameterIsReadAndGoesWhereItsNameSays",
            "two norms are swapped: 'layers.0.post_attention_layernorm.weight', the later by its name"),
    NORMS_OF_LAYERS_SWAPPED(
            "a norm of another layer",
            "everyParameterIsReadAndGoesWhereItsNameSays",
            "two parameters are swapped: 'layers.0.input_layernorm.weight' is read at 'layers.1.input_layernorm'"),
    WINDOW_OFF_BY_ONE(
            "a mask off by one, a window too wide",
            "theMaskLetsATokenSeeWhatItMay",
            "the mask of the attention at 'layers.0.self_attn' is off by 1: a token sees 5 tokens"),
    MASK_AHEAD_BY_ONE(
            "a mask off by one, a token ahead",
            "theMaskLetsATokenSeeWhatItMay",
            "the mask lets a token see ahead: the output at token 0 changes with token 1"),
    PACKED_AS_ONE(
            "prompts of a batch that see each other",
            "aPackedBatchGivesWhatSingleRunsGive",
            "prompt 1 of a packed batch has relevance at the tokens of another"),
    WEIGHT_NEVER_READ(
            "weights never read",
            "everyParameterIsReadAndGoesWhereItsNameSays",
            "the parameter 'layers.1.self_attn.o_proj.weight' is looked up and never read"),
    STORED_BIAS_NEVER_READ(
            "a bias that is looked up where a file has it, and never read",
            "everyParameterIsReadAndGoesWhereItsNameSays",
            "the parameter 'layers.0.self_attn.o_proj.bias' is passed over where a file has it"),
    BIAS_OF_OPTION_NEVER_READ(
            "a bias that an option brings, never read",
            "everyOptionIsReadOrRefused",
            "with the option 'mlp_bias' at true the parameter 'layers.0.mlp.down_proj.bias' is looked up and never read"),
    OPTION_PASSED_OVER(
            "an option that is passed over",
            "everyOptionIsReadOrRefused",
            "the option 'mlp_bias' is accepted at any value and changes nothing"),
    OPTIONS_NOT_CHECKED(
            "options that are passed over in silence",
            "everyOptionIsReadOrRefused",
            "', which transformers knows, is passed over"),
    RULE_CHANGES_FORWARD(
            "a rule that changes the forward result",
            "everyRuleSetLoadsAndGivesTheSameForwardResult",
            "under cp-lrp the forward result is not that of gradient to the bit"),
    GRADIENT_HALVED(
            "a gradient that is not the derivative",
            "thePlainGradientAgreesWithFiniteDifferences",
            "it goes wrong between the output of the linear layer at 'lm_head' and the output of the model"),
    GRADIENT_STOPPED(
            "a gradient that is stopped inside an MLP",
            "thePlainGradientAgreesWithFiniteDifferences",
            "it goes wrong between the output of the linear layer at 'layers.1.mlp.up' and the product at"
                    + " 'layers.1.mlp.product'"),
    GRADIENT_STOPPED_IN_A_PATCH(
            "a gradient that a patch stops",
            "thePlainGradientAgreesWithFiniteDifferences",
            "it goes wrong inside the activation at 'layers.1.mlp.act'");

    private final String title;
    private final String test;
    private final String words;

    PlantedFault(String title, String test, String words) {
        this.title = title;
        this.test = test;
        this.words = words;
    }

    /** The fault, as the table of {@code docs/extending.md} names it. */
    public String title() {
        return title;
    }

    /** The test that must fail. */
    public String test() {
        return test;
    }

    /** Words of its message. */
    public String words() {
        return words;
    }
}
