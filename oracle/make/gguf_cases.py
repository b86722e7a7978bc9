# SPDX-License-Identifier: BSD-3-Clause
"""Cases of oracle/cases once more with their model as a GGUF file: the same numbers must come of it. Of families whose cases have
options that no GGUF file can say, the file alone: the same tensors must come of it.

    python gguf_cases.py oracle/cases oracle/gguf

Needs the package gguf. Names of tensors are those of its own table; rows of queries and keys are paired, norms of Gemma have 1
added, and layers of GPT-2 are turned, as llama.cpp's converter does it. All is stored as float32.
"""
import json
import sys
from pathlib import Path

import gguf
import numpy as np
import torch
from safetensors.torch import load_file

from case_files import as_gguf

CASES = {
    "llama-gqa-untied": "llama", "llama-attention-bias": "llama", "mixtral-top2-v4": "llama", "granite-multipliers-v4": "granite",
    "qwen2-qkv-bias": "qwen2", "qwen3-qk-norm": "qwen3", "qwen3_moe-norm-topk": "qwen3moe",
    "olmo2-post-norm-v4": "olmo2", "phi3-partial-rotary-v4": "phi3", "gemma-mqa-v4": "gemma",
    "gemma3-sliding-full": "gemma3", "gpt2-attnlrp": "gpt2", "llama-tied-rope-llama3": "llama",
}
ALONE = {"smollm3-gradient": "smollm3", "gemma2-softcaps": "gemma2", "bert-gradient-model": "bert"}
PAIRED = {"llama", "granite", "smollm3"}
KEYS = gguf.Keys


def tensors(folder):
    found = {}
    for file in sorted(folder.glob("*.safetensors")):
        if file.name != "expected.safetensors":
            found.update(load_file(file))
    return {name: value.to(torch.float32).numpy() for name, value in found.items()}


def paired(rows, heads):
    return rows.reshape(heads, 2, rows.shape[0] // heads // 2, *rows.shape[1:]).swapaxes(1, 2).reshape(rows.shape)


def llama3_factors(config):
    rope = config.get("rope_scaling") or config["rope_parameters"]
    theta = config.get("rope_theta") or rope.get("rope_theta")
    size = config.get("head_dim") or config["hidden_size"] // config["num_attention_heads"]
    frequency = 1.0 / theta ** (np.arange(0, size, 2) / size)
    wavelength = 2 * np.pi / frequency
    low, high, factor = rope["low_freq_factor"], rope["high_freq_factor"], rope["factor"]
    length = rope["original_max_position_embeddings"]
    smooth = (length / wavelength - low) / (high - low)
    factors = np.where(wavelength < length / high, 1,
                       np.where(wavelength > length / low, factor, 1 / ((1 - smooth) / factor + smooth)))
    return factors.astype(np.float32)


def metadata(writer, config, arch):
    get = lambda *names, default=None: next((config[n] for n in names if config.get(n) is not None), default)
    hidden, heads = get("hidden_size", "n_embd"), get("num_attention_heads", "n_head")
    layers = get("num_hidden_layers", "n_layer")
    writer.add_block_count(layers)
    writer.add_embedding_length(hidden)
    writer.add_feed_forward_length(get("intermediate_size", "n_inner", default=4 * hidden))
    writer.add_head_count(heads)
    writer.add_context_length(get("max_position_embeddings", "n_positions", default=2048))
    if arch in ("gpt2", "bert"):
        writer.add_layer_norm_eps(get("layer_norm_epsilon", "layer_norm_eps", default=1e-5 if arch == "gpt2" else 1e-12))
        if arch == "bert":
            writer.add_causal_attention(False)
        return layers, heads, heads
    groups = get("num_key_value_heads", default=heads)
    writer.add_head_count_kv(groups)
    writer.add_layer_norm_rms_eps(get("rms_norm_eps", default=1e-5 if arch == "phi3" else 1e-6))
    rope = config.get("rope_parameters") or {}
    rope = rope.get("full_attention", rope)
    writer.add_rope_freq_base(float(get("rope_theta", default=rope.get("rope_theta", 1e6 if arch == "gemma3" else 1e4))))
    size = get("head_dim", default=256 if arch.startswith("gemma") else hidden // heads)
    writer.add_key_length(size)
    writer.add_value_length(size)
    part = get("partial_rotary_factor", default=rope.get("partial_rotary_factor", 1))
    writer.add_rope_dimension_count(int(size * part))
    if arch in ("gemma2", "gemma3", "phi3") and get("sliding_window"):
        writer.add_sliding_window(get("sliding_window"))
    if arch == "gemma3":
        writer.add_sliding_window_pattern(get("sliding_window_pattern", "_sliding_window_pattern", default=6))
    if arch == "gemma2":
        writer.add_attn_logit_softcapping(get("attn_logit_softcapping"))
        writer.add_final_logit_softcapping(get("final_logit_softcapping"))
    experts = get("num_local_experts", "num_experts")
    if experts:
        writer.add_expert_count(experts)
        writer.add_expert_used_count(get("num_experts_per_tok"))
        if get("moe_intermediate_size"):
            writer.add_expert_feed_forward_length(get("moe_intermediate_size"))
    if arch == "granite":
        writer.add_embedding_scale(get("embedding_multiplier"))
        writer.add_residual_scale(get("residual_multiplier"))
        writer.add_attention_scale(get("attention_multiplier"))
        writer.add_logit_scale(get("logits_scaling"))
    return layers, heads, groups


def stack_experts(found):
    """Experts apart become one tensor for each kind, under the name of the first with its number left out."""
    stacks = {}
    for name in [n for n in found if ".experts." in n]:
        before, after = name.split(".experts.")
        number, rest = after.split(".", 1)
        stacks.setdefault(f"{before}.experts.{rest}", {})[int(number)] = found.pop(name)
    for name, parts in stacks.items():
        found[name] = np.stack([parts[i] for i in range(len(parts))])


def expert_of_2023(name):
    """The name of an expert's own tensor, as files had it before 2024."""
    if ".block_sparse_moe.experts." not in name:
        return None
    _, _, layer, _, _, expert, part, suffix = name.split(".")
    return f"blk.{layer}.ffn_{dict(w1='gate', w2='down', w3='up')[part]}.{expert}.{suffix}"


def convert(case, arch, out):
    config = json.loads((case / "config.json").read_text())
    found = tensors(case)
    if "experts-apart" not in out.parent.name:
        stack_experts(found)
    writer = gguf.GGUFWriter(out, arch)
    layers, heads, groups = metadata(writer, config, arch)
    names = gguf.get_tensor_name_map(next(k for k, v in gguf.MODEL_ARCH_NAMES.items() if v == arch), layers)
    for name, value in found.items():
        if name.endswith(("inv_freq", ".attn.bias", ".masked_bias", "position_ids")) or "pooler" in name:
            continue
        stored = names.get_name(name, try_suffixes=(".weight", ".bias")) or expert_of_2023(name)
        if stored is None:
            sys.exit(f"{case}: gguf has no name for {name}")
        if arch in PAIRED and ".q_proj." in name:
            value = paired(value, heads)
        if arch in PAIRED and ".k_proj." in name:
            value = paired(value, groups)
        if arch.startswith("gemma") and name.endswith("norm.weight"):
            value = value + 1
        if arch == "gpt2" and name.endswith(("c_attn.weight", "c_proj.weight", "c_fc.weight")):
            value = value.T
        writer.add_tensor(stored, np.ascontiguousarray(value))
    if "llama3" in case.name:
        writer.add_tensor("rope_freqs.weight", llama3_factors(config))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


root = Path(sys.argv[1])
for case, arch in [*CASES.items(), ("mixtral-cp-lrp", "llama")]:
    family, rest = case.split("-", 1)
    out = root / f"{family}-gguf-{'experts-apart' if rest == 'cp-lrp' else rest}"
    as_gguf(root / case, out)
    convert(root / case, arch, out / "model.gguf")
for case, arch in ALONE.items():
    convert(root / case, arch, Path(sys.argv[2]) / f"{case}.gguf")
