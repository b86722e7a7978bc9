# SPDX-License-Identifier: BSD-3-Clause
"""Definitions of further GPT-2 cases, as data for the reference's case generator; see README.md."""


def gpt(layers=2, heads=4, hidden=32, **more):
    sizes = dict(n_embd=hidden, n_layer=layers, n_head=heads, vocab_size=90, n_positions=32, n_inner=None,
                 activation_function="gelu_new", bos_token_id=1, eos_token_id=2)
    sizes.update(more)
    return sizes


def case(name, config, description, rules="attnlrp", tokens=14, **more):
    return dict(family="gpt2", name=name, arch="GPT2LMHeadModel", rules=rules, config=config, tokens=tokens,
                description=description, **more)


def v4(**extra):
    return {"config_style": "v4", "config_extra": extra}


cases = [
    case("untied", gpt(tie_word_embeddings=False), "a head of its own"),
    case("gelu-erf-cp-lrp", gpt(activation_function="gelu"), "gelu as activation, CP-LRP", rules="cp-lrp", std=0.3,
         sensitive_to={"tanh form": {"activation_function": "gelu_new"}}),
    case("silu", gpt(activation_function="silu", n_inner=24), "silu as activation, n_inner 24"),
    case("tanh", gpt(activation_function="tanh"), "tanh as activation"),
    case("sigmoid", gpt(activation_function="sigmoid"), "sigmoid as activation, which is not 0 at 0"),
    case("gelu-fast", gpt(activation_function="gelu_fast"), "the tanh form of gelu under another name"),
    # Under other rules the reference's eager attention would go past the patched function.
    case("upcast-reordered", gpt(layers=3, scale_attn_by_inverse_layer_idx=True, reorder_and_upcast_attn=True),
         "reorder_and_upcast_attn, which changes nothing in float32, together with scale_attn_by_inverse_layer_idx",
         rules="gradient",
         sensitive_to={"not scaled by layer": {"scale_attn_by_inverse_layer_idx": False}}),
    case("unscaled-inverse-layer", gpt(layers=3, scale_attn_weights=False, scale_attn_by_inverse_layer_idx=True),
         "scores over the index of the layer, but not over the root of the head size",
         sensitive_to={"scaled": {"scale_attn_weights": True},
                       "not scaled by layer": {"scale_attn_by_inverse_layer_idx": False}}),
    case("large-eps", gpt(layer_norm_epsilon=0.05), "a layer_norm_epsilon large enough to matter",
         sensitive_to={"eps 0.04": {"layer_norm_epsilon": 0.04}}),
    case("bf16-stored", gpt(), "weights stored in bfloat16", store={"dtype": "bfloat16"}),
    case("all-positions", gpt(n_positions=20), "a prompt of exactly n_positions tokens", tokens=20),
    case("position-offset", gpt(), "9 tokens at positions 20 to 28", tokens=9, position_offset=20),
    case("several-targets-sharded", gpt(layers=3), "several explanations of one prompt, in shards", tokens=12,
         store={"max_shard_size": "20KB"},
         explain=[{"kind": "max-logit", "position": 11}, {"kind": "target", "target": 7, "position": 3},
                  {"kind": "contrastive", "position": 6}, {"kind": "max-logit", "position": 0}]),
    case("one-token", gpt(layers=1), "a prompt of one token, one layer", tokens=1),
    case("published-options", gpt(),
         "options that published checkpoints carry and that change nothing, config.json in version 4 style, bare names",
         store=dict(v4(n_ctx=32, task_specific_params={"text-generation": {"do_sample": True, "max_length": 50}},
                       summary_type="cls_index", summary_use_proj=True, summary_activation=None, model_type="gpt2",
                       summary_first_dropout=0.1, summary_proj_to_labels=True, output_past=True, _num_labels=1,
                       id2label={"0": "LABEL_0"}, label2id={"LABEL_0": 0}),
                    layout="gpt2-bare")),
]

VARIANTS = {"further-gpt2": {"cases": cases}}
