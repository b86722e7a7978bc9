# SPDX-License-Identifier: BSD-3-Clause
"""Definitions of decoders' cases whose options a GGUF file can say, for the generator's second part; see README.md.

A few that are kept, and those of random_families.py, changed until a file can say them. SEED and COUNT choose how many of the latter.
"""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import random_families

USUAL = {"gemma": "gelu_pytorch_tanh", "gemma2": "gelu_pytorch_tanh", "gemma3": "gelu_pytorch_tanh", "gpt2": "gelu_new"}
ROPES = {"phi3": ("longrope",), "llama": ("llama3",), "smollm3": ("llama3",), "granite": ("llama3",), "mixtral": ("llama3",),
         "mistral": ("llama3",)}


def sayable(case):
    """The same case without what the converter leaves out."""
    family, config = case["family"], case["config"]
    for option in ("hidden_act", "hidden_activation", "activation_function"):
        if option in config:
            config[option] = USUAL.get(family, "silu")
    ropes = config.get("rope_parameters", {})
    for rope in (ropes, ropes.get("full_attention", {})):
        if rope.get("rope_type") in {"dynamic", "longrope", "llama3"} - set(ROPES.get(family, ())):
            kept = {k: v for k, v in rope.items() if k in ("rope_theta", "partial_rotary_factor")}
            rope.clear()
            rope.update(kept, rope_type="linear", factor=2.0)
        for option in ("mscale", "mscale_all_dim", "truncate"):
            rope.pop(option, None)
    if family in ("gemma", "gemma2"):
        config.update(rope_parameters=default(10000.0), tie_word_embeddings=True)
    if family.startswith("gemma"):
        case["store"].pop("dtype", None)
    layers = config.get("num_hidden_layers")
    if family in ("mistral", "mixtral", "qwen2", "qwen3", "smollm3"):
        config.pop("layer_types", None)
        config.pop("use_sliding_window", None)
        config["sliding_window"] = None
    if family in ("gemma2", "gemma3"):
        config.pop("layer_types", None)
        config.pop("use_bidirectional_attention", None)
        config["query_pre_attn_scalar"] = config["head_dim"]
    if family == "gemma2":
        config["attn_logit_softcapping"] = config["attn_logit_softcapping"] or 1.5
        config["final_logit_softcapping"] = config["final_logit_softcapping"] or 6.0
    if family == "gemma3":
        config["sliding_window_pattern"] = 6
        config["num_hidden_layers"] = layers if layers < 3 else layers + 4
        case["store"].pop("config_raw", None)
    if family == "smollm3":
        config.pop("no_rope_layers", None)
        config["no_rope_layer_interval"] = 4
    if family == "gpt2":
        config.update(scale_attn_weights=True, scale_attn_by_inverse_layer_idx=False)
        config["n_inner"] = 4 * config["n_embd"]
    return case


def is_decoder(case):
    return case["family"] not in ("mpnet", "modernbert", "ministral") and case["arch"].endswith(("ForCausalLM", "LMHeadModel"))


def kept(family, name, description, **config):
    name_of = {"gemma2": "Gemma2", "gemma3": "Gemma3", "smollm3": "SmolLM3"}[family]
    sizes = dict(hidden_size=32, num_attention_heads=4, num_key_value_heads=2, head_dim=8, num_hidden_layers=5, intermediate_size=40,
                 vocab_size=80, max_position_embeddings=128, bos_token_id=1, eos_token_id=2, rms_norm_eps=1e-6)
    if family == "smollm3":
        sizes.pop("head_dim")
    sizes.update(config)
    more = {"embed_std": 0.15} if family.startswith("gemma") else {}
    return dict(family=family, name=name, arch=name_of + "ForCausalLM", rules="attnlrp", config=sizes, store={}, tokens=14,
                description=description, explain=[{"kind": "max-logit", "position": 13}], **more)


def default(theta):
    return {"rope_type": "default", "rope_theta": theta}


KEPT = [
    kept("gemma2", "usual-scale", "scores over the root of the head size, both caps", num_hidden_layers=3, sliding_window=5,
         query_pre_attn_scalar=8, attn_logit_softcapping=2.0, final_logit_softcapping=3.0, rope_parameters=default(10000.0)),
    kept("gemma3", "every-sixth", "five layers with a window to one without, whose rotations are scaled", num_hidden_layers=7,
         sliding_window=5, sliding_window_pattern=6, query_pre_attn_scalar=8, final_logit_softcapping=4.0,
         rope_parameters={"full_attention": {"rope_type": "linear", "rope_theta": 1000000.0, "factor": 8.0},
                          "sliding_attention": default(10000.0)}),
    kept("smollm3", "every-fourth", "every fourth layer without rotation", no_rope_layer_interval=4, pad_token_id=0,
         rope_parameters=default(2000000.0)),
]
SEED = random_families.SEED
CASES = KEPT + [sayable(case) for case in random_families.CASES if is_decoder(case)]
