# SPDX-License-Identifier: BSD-3-Clause
"""Definitions of further Gemma 3 cases, as data for the reference's case generator; see README.md."""


def rope(theta, kind="default", **more):
    return dict(rope_theta=theta, rope_type=kind, **more)


def ropes(full, sliding):
    return {"full_attention": full, "sliding_attention": sliding}


def gemma(layers=3, heads=4, kv=2, hidden=32, **more):
    sizes = dict(hidden_size=hidden, num_attention_heads=heads, num_key_value_heads=kv, num_hidden_layers=layers,
                 intermediate_size=48, vocab_size=90, bos_token_id=1, eos_token_id=2, pad_token_id=0, head_dim=16,
                 max_position_embeddings=128, sliding_window=6, query_pre_attn_scalar=16, sliding_window_pattern=3,
                 rope_parameters=ropes(rope(1000000.0), rope(10000.0)))
    sizes.update(more)
    return sizes


def case(name, config, description, rules="attnlrp", tokens=14, arch="Gemma3ForCausalLM", **more):
    return dict(family="gemma3", name=name, arch=arch, rules=rules, config=config, tokens=tokens, embed_std=0.15,
                description=description, **more)


def v4(**extra):
    return {"config_style": "v4", "config_extra": extra}


def multimodal(**text):
    return dict(text_config=gemma(**text), mm_tokens_per_image=4, boi_token_index=86, eoi_token_index=87,
                image_token_index=88,
                vision_config=dict(hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=24,
                                   image_size=16, patch_size=4))


MULTIMODAL = "Gemma3ForConditionalGeneration"

cases = [
    case("attention-bias", gemma(attention_bias=True), "biases on query, key, value and output projection"),
    case("untied", gemma(tie_word_embeddings=False), "a head of its own"),
    case("odd-scale", gemma(hidden=40, head_dim=12, query_pre_attn_scalar=10),
         "a hidden size whose root is not exact in float32, head_dim 12, query_pre_attn_scalar 10",
         sensitive_to={"scalar 12": {"query_pre_attn_scalar": 12}}),
    case("bf16-stored", gemma(hidden=40), "weights stored in bfloat16", store={"dtype": "bfloat16"}),
    case("one-key-value-head", gemma(kv=1), "one key and value head for four query heads, as in the model of 1 billion",
         tokens=16),
    case("large-eps", gemma(rms_norm_eps=0.05), "an rms_norm_eps large enough to matter",
         sensitive_to={"eps 0.04": {"rms_norm_eps": 0.04}}),
    case("silu-cp-lrp", gemma(hidden_activation="silu"), "silu as activation, CP-LRP, two positions explained", rules="cp-lrp",
         explain=[{"kind": "max-logit", "position": 13}, {"kind": "max-logit", "position": 4}],
         sensitive_to={"gelu": {"hidden_activation": "gelu_pytorch_tanh"}}),
    case("softcap-cp-lrp", gemma(final_logit_softcapping=1.5), "final_logit_softcapping under CP-LRP", rules="cp-lrp",
         explain=[{"kind": "contrastive"}], sensitive_to={"no softcap": {"final_logit_softcapping": None}}),
    case("softcap-several-targets", gemma(final_logit_softcapping=2.5),
         "final_logit_softcapping with several explanations of one prompt",
         explain=[{"kind": "max-logit", "position": 13}, {"kind": "target", "target": 7, "position": 9},
                  {"kind": "contrastive", "position": 13}]),
    case("all-full", gemma(layer_types=["full_attention"] * 3), "no sliding layer"),
    case("layer-types", gemma(layers=4, layer_types=["full_attention", "sliding_attention", "full_attention",
                                                     "sliding_attention"], sliding_window=3),
         "layer_types other than any sliding_window_pattern, a window of 3", tokens=12,
         sensitive_to={"the pattern": {"layer_types": ["sliding_attention"] * 2 + ["full_attention"] +
                                       ["sliding_attention"]}}),
    case("rope-yarn", gemma(layers=3, rope_parameters=ropes(
        rope(5000.0, "yarn", factor=4.0, original_max_position_embeddings=16, beta_fast=8.0, beta_slow=0.5),
        rope(500.0, "linear", factor=2.0))),
         "yarn in the full layers, linear scaling in the sliding ones", tokens=20,
         sensitive_to={"unscaled full": {"rope_parameters.full_attention": rope(5000.0)},
                       "unscaled sliding": {"rope_parameters.sliding_attention": rope(500.0)}}),
    case("rope-llama3-v4", gemma(layers=3, rope_parameters=ropes(
        rope(500.0, "llama3", factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0,
             original_max_position_embeddings=16), rope(100.0))),
         "llama3 scaling in the full layers, config.json in version 4 style", tokens=20, store=v4(),
         sensitive_to={"unscaled": {"rope_scaling": None}, "other local theta": {"rope_local_base_freq": 50.0}}),
    case("batch-left-padded", gemma(), "left padding with sliding windows", lengths=[12, 7], padding="left"),
    case("pattern-v4", gemma(layers=4, sliding_window_pattern=2, rope_parameters=ropes(rope(1000000.0), rope(10000.0))),
         "sliding_window_pattern 2, config.json in version 4 style with what published files carry",
         store=v4(cache_implementation="hybrid", _attn_implementation_autoset=True, temperature=1.0),
         sensitive_to={"pattern 3": {"sliding_window_pattern": 3}, "other theta": {"rope_theta": 20000.0}}),
    case("multimodal-cp-lrp-untied", dict(multimodal(), tie_word_embeddings=False),
         "multimodal checkpoint with a head of its own, CP-LRP", rules="cp-lrp", arch=MULTIMODAL, vocab=86),
    case("multimodal-softcap-v4", multimodal(final_logit_softcapping=1.5, sliding_window_pattern=2),
         "final_logit_softcapping of a multimodal checkpoint, which has no effect there, config.json in version 4 style",
         arch=MULTIMODAL, vocab=86, store=v4(),
         sensitive_to={"no effect: without final_logit_softcapping": {"text_config.final_logit_softcapping": None}}),
    case("one-token", gemma(layers=1), "a prompt of one token, one layer", tokens=1),
]

VARIANTS = {"further-gemma3": {"cases": cases}}
