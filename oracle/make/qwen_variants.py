# SPDX-License-Identifier: BSD-3-Clause
"""Definitions of further Qwen cases, as data for the reference's case generator; see README.md."""
from functools import partial

import torch
from lxt.efficient.models import qwen3_moe as moe_maps
from lxt.efficient.patches import cp_gated_mlp_forward, patch_cp_attention, patch_method, rms_norm_forward
from transformers.models.qwen3_moe import modeling_qwen3_moe


def cp_experts_forward(self, hidden_states, top_k_index, top_k_weights):
    """Experts under CP-LRP: nothing goes back through gates and routing weights, everything else is as it is."""
    count = self.gate_up_proj.shape[0]
    shares = torch.zeros(hidden_states.shape[0], count, dtype=top_k_weights.dtype)
    shares = shares.scatter(1, top_k_index, top_k_weights.detach())
    total = torch.zeros_like(hidden_states)
    for e in range(count):
        gate, up = (hidden_states @ self.gate_up_proj[e].T).chunk(2, dim=-1)
        inner = self.act_fn(gate).detach() * up
        total = total + (inner @ self.down_proj[e].T) * shares[:, e:e + 1]
    return total


# lxt has no CP-LRP for mixtures of experts. This is its CP-LRP of Qwen 3 with the experts above.
moe_maps.cp_LRP = {
    modeling_qwen3_moe.Qwen3MoeMLP: partial(patch_method, cp_gated_mlp_forward),
    modeling_qwen3_moe.Qwen3MoeExperts: partial(patch_method, cp_experts_forward),
    modeling_qwen3_moe.Qwen3MoeRMSNorm: partial(patch_method, rms_norm_forward),
    modeling_qwen3_moe: patch_cp_attention,
}

ARCH = {"qwen2": "Qwen2ForCausalLM", "qwen3": "Qwen3ForCausalLM", "qwen3_moe": "Qwen3MoeForCausalLM"}


def sizes(layers=2, heads=4, kv=2, hidden=32, **more):
    options = dict(hidden_size=hidden, num_attention_heads=heads, num_key_value_heads=kv, num_hidden_layers=layers,
                   intermediate_size=40, vocab_size=90, bos_token_id=1, eos_token_id=2, max_position_embeddings=64,
                   tie_word_embeddings=False, rope_parameters=rope(10000.0, "default"))
    options.update(more)
    return options


def moe(**more):
    return sizes(**dict(dict(head_dim=12, moe_intermediate_size=16, num_experts=6, num_experts_per_tok=2,
                             norm_topk_prob=True), **more))


def case(family, name, config, description, rules="attnlrp", tokens=14, **more):
    if "lengths" not in more:
        more["tokens"] = tokens
    return dict(family=family, name=name, arch=ARCH[family], rules=rules, config=config, description=description, **more)


def rope(theta, kind, **more):
    return dict(rope_theta=theta, rope_type=kind, **more)


def v4(**extra):
    return {"config_style": "v4", "config_extra": extra}


TARGETS = [{"kind": "max-logit", "position": 12}, {"kind": "target", "position": 12, "target": 17},
           {"kind": "max-logit", "position": 5}, {"kind": "target", "position": 0, "target": 3},
           {"kind": "contrastive", "position": 9}]
UNSCALED = {"unscaled rope": {"rope_parameters": rope(500.0, "default")}}
SHORT = [1.0, 1.1, 1.3, 1.8]
LONG = [1.0, 2.0, 3.5, 6.0]


def scalings(family):
    head = {} if family == "qwen2" else {"head_dim": 8}
    yarn = dict(factor=4.0, original_max_position_embeddings=16)
    return [
        case(family, "rope-linear", sizes(rope_parameters=rope(500.0, "linear", factor=2.5), **head),
             "linear rope scaling, config.json in version 4 style", tokens=18, store=v4(),
             sensitive_to={"unscaled rope": {"rope_scaling": None}}),
        case(family, "rope-dynamic", sizes(max_position_embeddings=16, **head,
                                           rope_parameters=rope(500.0, "dynamic", factor=3.0)),
             "dynamic rope scaling beyond max_position_embeddings", tokens=22, sensitive_to=UNSCALED),
        case(family, "rope-yarn", sizes(rope_parameters=rope(500.0, "yarn", **yarn), **head),
             "yarn rope scaling as published for long prompts, config.json in version 4 style with the key 'type'",
             tokens=20, store=v4(rope_scaling=dict(type="yarn", **yarn)),
             sensitive_to={"unscaled rope": {"rope_scaling": None}}),
        case(family, "rope-longrope",
             sizes(rope_parameters=rope(500.0, "longrope", short_factor=SHORT, long_factor=LONG,
                                        original_max_position_embeddings=16), **head),
             "longrope beyond the original length", tokens=20, sensitive_to=UNSCALED),
        case(family, "rope-llama3",
             sizes(rope_parameters=rope(500.0, "llama3", factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0,
                                        original_max_position_embeddings=16), **head),
             "llama3 rope scaling under CP-LRP", rules="cp-lrp", tokens=20, sensitive_to=UNSCALED),
    ]


qwen2 = scalings("qwen2") + [
    case("qwen2", "layer-types-mixed",
         sizes(layers=4, use_sliding_window=True, sliding_window=4, max_window_layers=1,
               layer_types=["sliding_attention", "full_attention", "sliding_attention", "full_attention"]),
         "layer_types in an order that max_window_layers cannot say", tokens=16,
         sensitive_to={"by max_window_layers": {"layer_types": None}, "window 5": {"sliding_window": 5}}),
    case("qwen2", "window-v4",
         sizes(layers=4, use_sliding_window=True, sliding_window=5, max_window_layers=2),
         "old style window: max_window_layers 2 of 4 layers and no layer_types, config.json in version 4 style",
         tokens=16, store=v4(),
         sensitive_to={"one layer more": {"max_window_layers": 1}, "one layer less": {"max_window_layers": 3},
                       "none": {"use_sliding_window": False}}),
    case("qwen2", "window-everywhere",
         sizes(use_sliding_window=True, sliding_window=3, max_window_layers=0),
         "max_window_layers 0, config.json in version 4 style, CP-LRP, a batch padded on the right", rules="cp-lrp",
         lengths=[9, 14, 5], padding="right", store=v4()),
    case("qwen2", "several-targets-tied-head-dim", sizes(head_dim=12, tie_word_embeddings=True),
         "several targets, tied embeddings, head_dim 12 with hidden/heads = 8", tokens=13, explain=TARGETS),
    case("qwen2", "one-token", sizes(), "a prompt of one token", tokens=1),
    case("qwen2", "bf16-stored", sizes(hidden_act="gelu"), "weights stored in bfloat16, gelu as activation",
         store={"dtype": "bfloat16"}),
    case("qwen2", "published-options", sizes(), "options that published checkpoints carry and that change nothing,"
         " config.json in version 4 style", store=v4(_name_or_path="a/b", use_mrope=False, sliding_window=131072,
                                                     use_sliding_window=False, max_window_layers=28, seq_length=2048,
                                                     unsloth_fixed=True, pad_token_id=7)),
]

qwen3 = scalings("qwen3") + [
    case("qwen3", "attention-bias", sizes(head_dim=12, attention_bias=True),
         "biases on query, key, value and output; explained by several targets", tokens=13, explain=TARGETS),
    case("qwen3", "attention-bias-cp-lrp", sizes(head_dim=12, attention_bias=True, tie_word_embeddings=True),
         "biases and tied embeddings under CP-LRP", rules="cp-lrp"),
    case("qwen3", "layer-types-mixed",
         sizes(layers=3, head_dim=8, use_sliding_window=True, sliding_window=4,
               layer_types=["sliding_attention", "full_attention", "sliding_attention"]),
         "sliding, full, sliding, in a batch padded on the left", lengths=[9, 15], padding="left",
         sensitive_to={"all full": {"layer_types": ["full_attention"] * 3}, "window 3": {"sliding_window": 3}}),
    case("qwen3", "large-eps", sizes(head_dim=8, rms_norm_eps=0.05), "an rms_norm_eps large enough to matter",
         sensitive_to={"eps 0.04": {"rms_norm_eps": 0.04}}),
    case("qwen3", "one-token", sizes(head_dim=8, kv=1), "a prompt of one token", tokens=1),
    case("qwen3", "f16-stored", sizes(head_dim=8, kv=4), "weights stored in float16", store={"dtype": "float16"}),
]

qwen3_moe = [
    case("qwen3_moe", "cp-lrp", moe(), "CP-LRP with the routing weights constant; this rule is not lxt's own",
         rules="cp-lrp"),
    case("qwen3_moe", "cp-lrp-no-norm", moe(norm_topk_prob=False, num_experts_per_tok=3, decoder_sparse_step=2),
         "CP-LRP with one dense layer and routing weights that do not add up to 1; this rule is not lxt's own",
         rules="cp-lrp"),
    case("qwen3_moe", "one-expert", moe(norm_topk_prob=False, num_experts_per_tok=1),
         "one expert a token, its weight less than 1", sensitive_to={"weight 1": {"norm_topk_prob": True}}),
    case("qwen3_moe", "one-expert-normalised", moe(num_experts_per_tok=1),
         "one expert a token with weight 1: no gradient reaches the router"),
    case("qwen3_moe", "all-experts", moe(num_experts_per_tok=6, norm_topk_prob=False),
         "every token to all experts"),
    case("qwen3_moe", "sparse-step", moe(num_hidden_layers=4, decoder_sparse_step=2, norm_topk_prob=False),
         "experts in every second layer, config.json in version 4 style", tokens=10, store=v4(),
         sensitive_to={"normalised": {"norm_topk_prob": True}}),
    case("qwen3_moe", "mlp-only-first", moe(mlp_only_layers=[0], attention_bias=True, tie_word_embeddings=True),
         "first layer dense, biases in attention, tied embeddings"),
    case("qwen3_moe", "window", moe(use_sliding_window=True, sliding_window=4),
         "a sliding window, which here is one of all layers", tokens=15,
         sensitive_to={"no window": {"sliding_window": None}, "window 5": {"sliding_window": 5}}),
    case("qwen3_moe", "bf16-stored", moe(), "weights stored in bfloat16, in several shards",
         store={"dtype": "bfloat16", "max_shard_size": "40KB"}),
    case("qwen3_moe", "batch-left-padded", moe(rope_parameters=rope(500.0, "yarn", factor=4.0,
                                                                    original_max_position_embeddings=16)),
         "three sequences padded on the left, yarn rope scaling", lengths=[11, 4, 7], padding="left"),
    case("qwen3_moe", "several-targets", moe(num_experts=12, num_hidden_layers=3, moe_intermediate_size=8),
         "twelve experts, several targets", tokens=13, explain=TARGETS),
    case("qwen3_moe", "one-token", moe(num_experts=16, moe_intermediate_size=8),
         "a prompt of one token: two of sixteen experts are used", tokens=1),
    case("qwen3_moe", "no-experts", moe(num_experts=0), "no experts at all: every layer is dense"),
]

VARIANTS = {"further-qwen": {"cases": qwen2 + qwen3 + qwen3_moe}}
