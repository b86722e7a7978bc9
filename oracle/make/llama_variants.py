# SPDX-License-Identifier: BSD-3-Clause
"""Definitions of further LLaMA cases, as data for the reference's case generator; see README.md."""


def lm(layers=2, heads=4, kv=2, hidden=32, **more):
    sizes = dict(hidden_size=hidden, num_attention_heads=heads, num_key_value_heads=kv, num_hidden_layers=layers,
                 intermediate_size=48, vocab_size=90, bos_token_id=1, eos_token_id=2, max_position_embeddings=64,
                 tie_word_embeddings=False, rope_parameters={"rope_theta": 10000.0, "rope_type": "default"})
    sizes.update(more)
    return sizes


def case(name, config, description, rules="attnlrp", tokens=14, **more):
    return dict(family="llama", name=name, arch="LlamaForCausalLM", rules=rules, config=config, tokens=tokens,
                description=description, **more)


def rope(theta, kind, **more):
    return dict(rope_theta=theta, rope_type=kind, **more)


def v4(**extra):
    return {"config_style": "v4", "config_extra": extra}


UNSCALED = {"unscaled rope": {"rope_parameters": rope(500.0, "default")}}
SHORT = [1.0, 1.1, 1.3, 1.8]
LONG = [1.0, 2.0, 3.5, 6.0]

dynamic = [
    case("rope-dynamic-within", lm(rope_parameters=rope(500.0, "dynamic", factor=3.0)),
         "dynamic rope scaling, prompt within max_position_embeddings: nothing is scaled", tokens=20,
         sensitive_to={"no effect: unscaled rope": {"rope_parameters": rope(500.0, "default")}}),
    case("rope-dynamic-beyond", lm(max_position_embeddings=16, rope_parameters=rope(500.0, "dynamic", factor=3.0)),
         "dynamic rope scaling, 24 tokens with max_position_embeddings 16", tokens=24,
         sensitive_to=dict(UNSCALED, **{"other factor": {"rope_parameters.factor": 2.5}})),
    case("rope-dynamic-at-the-limit", lm(max_position_embeddings=16, rope_parameters=rope(500.0, "dynamic", factor=3.0)),
         "dynamic rope scaling, exactly max_position_embeddings tokens", tokens=16,
         sensitive_to={"no effect: unscaled rope": {"rope_parameters": rope(500.0, "default")}}),
    case("rope-dynamic-offset", lm(max_position_embeddings=16, rope_parameters=rope(500.0, "dynamic", factor=1.7)),
         "dynamic rope scaling that begins by position and not by length: 9 tokens at positions 30 to 38; config.json in"
         " version 4 style with the old key 'type'", tokens=9, position_offset=30,
         store=v4(rope_scaling={"type": "dynamic", "factor": 1.7}),
         sensitive_to={"unscaled rope": {"rope_scaling": None}}),
    case("rope-dynamic-padded", lm(max_position_embeddings=12, rope_parameters=rope(500.0, "dynamic", factor=2.0)),
         "dynamic rope scaling in a batch padded on the left, positions counted from each first token", tokens=None,
         lengths=[4, 15], padding="left", position_ids="from-mask"),
    case("rope-dynamic-cp-lrp", lm(max_position_embeddings=12, rope_parameters=rope(500.0, "dynamic", factor=2.0)),
         "dynamic rope scaling under CP-LRP, several positions explained", rules="cp-lrp", tokens=18,
         explain=[{"kind": "max-logit", "position": 17}, {"kind": "max-logit", "position": 5}]),
]

longrope = [
    case("rope-longrope-short",
         lm(rope_parameters=rope(500.0, "longrope", short_factor=SHORT, long_factor=LONG,
                                 original_max_position_embeddings=32)),
         "longrope within the original length: short factors, attention factor inferred from the two lengths", tokens=20,
         sensitive_to=dict(UNSCALED, **{"attention factor 1": {"rope_parameters.attention_factor": 1.0},
                                        "long factors": {"rope_parameters.short_factor": LONG}})),
    case("rope-longrope-padded",
         lm(rope_parameters=rope(500.0, "longrope", short_factor=SHORT, long_factor=LONG, factor=4.0,
                                 original_max_position_embeddings=12)),
         "longrope in a padded batch: all rows have the long factors, as its longest row is beyond the original length",
         lengths=[17, 5], padding="right", tokens=None),
    case("rope-longrope-long",
         lm(rope_parameters=rope(500.0, "longrope", short_factor=SHORT, long_factor=LONG, factor=4.0,
                                 original_max_position_embeddings=16)),
         "longrope beyond the original length: long factors", tokens=24,
         sensitive_to=dict(UNSCALED, **{"short factors": {"rope_parameters.long_factor": SHORT}})),
    case("rope-longrope-attention-factor",
         lm(rope_parameters=rope(500.0, "longrope", short_factor=SHORT, long_factor=LONG, attention_factor=1.3,
                                 original_max_position_embeddings=16)),
         "longrope at exactly the original length with a given attention factor", tokens=16,
         sensitive_to={"long factors": {"rope_parameters.short_factor": LONG},
                       "attention factor inferred": {"rope_parameters.attention_factor": None}}),
    case("rope-longrope-v4",
         lm(rope_parameters=rope(500.0, "longrope", short_factor=SHORT, long_factor=LONG,
                                 original_max_position_embeddings=16)),
         "longrope with original_max_position_embeddings outside of rope_scaling, config.json in version 4 style",
         tokens=22, store=v4(rope_scaling={"type": "longrope", "short_factor": SHORT, "long_factor": LONG},
                             original_max_position_embeddings=16),
         sensitive_to={"other original length": {"original_max_position_embeddings": 40}}),
]

yarn = [
    case("rope-yarn-scales",
         lm(heads=2, rope_parameters=rope(1000.0, "yarn", factor=4.0, original_max_position_embeddings=16, beta_fast=8.0,
                                          beta_slow=0.5, mscale=0.7, mscale_all_dim=1.2, truncate=False)),
         "yarn with its betas, mscale, mscale_all_dim and an unrounded correction range", tokens=20,
         sensitive_to={"rounded range": {"rope_parameters.truncate": True},
                       "default betas": {"rope_parameters.beta_fast": 32, "rope_parameters.beta_slow": 1},
                       "no mscale": {"rope_parameters.mscale": None}}),
    case("rope-yarn-attention-factor",
         lm(heads=2, rope_parameters=rope(1000.0, "yarn", factor=2.0, original_max_position_embeddings=32,
                                          attention_factor=0.8)),
         "yarn with a given attention factor, config.json in version 4 style", tokens=16, store=v4(),
         sensitive_to={"inferred": {"rope_scaling.attention_factor": None}}),
]

shapes = [
    case("tied-head-dim", lm(head_dim=12, tie_word_embeddings=True),
         "tied embeddings and head_dim 12 with hidden/heads = 8"),
    case("defaults", lm(kv=4, rms_norm_eps=1e-6),
         "num_key_value_heads, head_dim and rope_theta null or absent, config.json in version 4 style",
         store=v4(num_key_value_heads=None, head_dim=None, rope_scaling=None)),
    case("f16-stored", lm(), "weights stored in float16", store={"dtype": "float16"}),
    case("attention-bias", lm(attention_bias=True), "biases on query, key, value and output projection only"),
    case("mlp-bias", lm(mlp_bias=True), "biases in the MLP only", rules="cp-lrp"),
    case("gelu-erf", lm(layers=4, hidden_act="gelu"), "gelu as activation", std=0.3,
         sensitive_to={"tanh form": {"hidden_act": "gelu_pytorch_tanh"}}),
    case("gelu-tanh", lm(layers=4, hidden_act="gelu_pytorch_tanh"), "gelu in its tanh form", std=0.3,
         sensitive_to={"erf form": {"hidden_act": "gelu"}}),
    case("relu", lm(hidden_act="relu"), "relu as activation"),
    case("large-eps", lm(rms_norm_eps=0.05), "an rms_norm_eps large enough to matter",
         sensitive_to={"eps 0.04": {"rms_norm_eps": 0.04}}),
    case("single-layer", lm(layers=1), "one layer"),
    case("one-token", lm(), "a prompt of one token", tokens=1),
    case("published-options",
         lm(),
         "options that published checkpoints carry and that change nothing, config.json in version 4 style",
         store=v4(_name_or_path="a/b", pretraining_tp=1, temperature=0.6, top_p=0.9, max_length=4096, do_sample=True,
                  is_llama_config=True, rope_interleaved=False, unsloth_fixed=True, max_sequence_length=2048,
                  id2label={"0": "LABEL_0", "1": "LABEL_1"}, label2id={"LABEL_0": 0, "LABEL_1": 1}, pruned_heads={},
                  torchscript=False, is_decoder=False, chunk_size_feed_forward=0, sliding_window=None,
                  _attn_implementation_autoset=True)),
]

VARIANTS = {"further-llama": {"cases": dynamic + longrope + yarn + shapes}}
