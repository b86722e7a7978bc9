# SPDX-License-Identifier: BSD-3-Clause
"""Writes a checkpoint of the shape of Llama 3.2 1B whose matrices are random and quantised: for timing, not for meaning.

    python bench/random_quantised.py fp8|gptq|gptq8|awq|nf4|fp4|int8 DIR

Layouts are those of oracle/make/quantised_cases.py, with groups as published checkpoints have them: 128 inputs (GPTQ, AWQ), 64
elements (NF4, FP4), blocks of 128 x 128 (FP8). Embedding and norms are bfloat16. Needs PyTorch and safetensors.
"""
import json
import pathlib
import sys

import torch
from safetensors.torch import save_file

HIDDEN, INNER, LAYERS, HEADS, GROUPS, VOCABULARY = 2048, 8192, 16, 32, 8, 128256
SIZE = HIDDEN // HEADS
MATRICES = {
    "self_attn.q_proj": (HIDDEN, HIDDEN), "self_attn.k_proj": (GROUPS * SIZE, HIDDEN), "self_attn.v_proj": (GROUPS * SIZE, HIDDEN),
    "self_attn.o_proj": (HIDDEN, HIDDEN), "mlp.gate_proj": (INNER, HIDDEN), "mlp.up_proj": (INNER, HIDDEN),
    "mlp.down_proj": (HIDDEN, INNER),
}
DEVIATION = 0.02


def bytes_(*shape):
    return torch.randint(0, 256, shape, dtype=torch.uint8)


def words(*shape):
    return torch.randint(-2 ** 31, 2 ** 31, shape, dtype=torch.int32)


def scales(*shape, most, dtype=torch.float32):
    """Positive ones of which elements of the given deviation come about."""
    return (DEVIATION * (1 + torch.rand(shape)) / most).to(dtype)


def fp8(name, rows, columns):
    numbers = (torch.randn(rows, columns) * 100).clamp(-448, 448).to(torch.float8_e4m3fn)
    return {name + ".weight": numbers, name + ".weight_scale_inv": scales(rows // 128, columns // 128, most=100)}


def gptq(name, rows, columns, bits=4):
    groups, each = columns // 128, 32 // bits
    return {name + ".qweight": words(columns // each, rows), name + ".qzeros": words(groups, rows // each),
            name + ".scales": scales(groups, rows, most=2 ** bits / 4, dtype=torch.float16),
            name + ".g_idx": torch.arange(columns, dtype=torch.int32) // 128}


def awq(name, rows, columns):
    groups = columns // 128
    return {name + ".qweight": words(columns, rows // 8), name + ".qzeros": words(groups, rows // 8),
            name + ".scales": scales(groups, rows, most=4, dtype=torch.float16)}


def four_bits(name, rows, columns, kind):
    state = dict(quant_type=kind, blocksize=64, dtype="bfloat16", shape=[rows, columns])
    return {name + ".weight": bytes_(rows * columns // 2, 1), name + ".weight.absmax": scales(rows * columns // 64, most=0.5),
            name + ".weight.quant_map": torch.tensor(TABLES[kind]),
            name + ".weight.quant_state.bitsandbytes__" + kind: torch.tensor(list(json.dumps(state).encode()), dtype=torch.uint8)}


def int8(name, rows, columns):
    return {name + ".weight": bytes_(rows, columns).view(torch.int8), name + ".SCB": scales(rows, most=0.5),
            name + ".weight_format": torch.tensor(0, dtype=torch.uint8)}


TABLES = {
    "nf4": [-1, -0.6961928009986877, -0.5250730514526367, -0.39491748809814453, -0.28444138169288635, -0.18477343022823334,
            -0.09105003625154495, 0, 0.07958029955625534, 0.16093020141124725, 0.24611230194568634, 0.33791524171829224,
            0.44070982933044434, 0.5626170039176941, 0.7229568362236023, 1],
    "fp4": [s * n / 12 for s in (1, -1) for n in (0, 0.0625, 8, 12, 4, 6, 2, 3)],
}
GPTQ = dict(quant_method="gptq", group_size=128, desc_act=False, sym=False)
BITSANDBYTES = dict(quant_method="bitsandbytes", llm_int8_threshold=6.0)
FOUR = dict(BITSANDBYTES, load_in_4bit=True, load_in_8bit=False, bnb_4bit_compute_dtype="bfloat16", bnb_4bit_quant_storage="uint8",
            bnb_4bit_use_double_quant=False)
METHODS = {
    "fp8": (fp8, dict(quant_method="fp8", fmt="e4m3", activation_scheme="dynamic", weight_block_size=[128, 128])),
    "gptq": (gptq, dict(GPTQ, bits=4)),
    "gptq8": (lambda *a: gptq(*a, bits=8), dict(GPTQ, bits=8)),
    "awq": (awq, dict(quant_method="awq", bits=4, group_size=128, version="gemm", zero_point=True)),
    "nf4": (lambda *a: four_bits(*a, "nf4"), dict(FOUR, bnb_4bit_quant_type="nf4")),
    "fp4": (lambda *a: four_bits(*a, "fp4"), dict(FOUR, bnb_4bit_quant_type="fp4")),
    "int8": (int8, dict(BITSANDBYTES, load_in_8bit=True, load_in_4bit=False)),
}


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in METHODS:
        raise SystemExit(__doc__)
    quantise, options = METHODS[sys.argv[1]]
    folder = pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True)
    torch.manual_seed(0)
    tensors = {"model.embed_tokens.weight": (torch.randn(VOCABULARY, HIDDEN) * DEVIATION).to(torch.bfloat16)}
    norms = ["norm"] + [f"layers.{i}.{n}_layernorm" for i in range(LAYERS) for n in ("input", "post_attention")]
    tensors.update({f"model.{n}.weight": torch.ones(HIDDEN, dtype=torch.bfloat16) for n in norms})
    for i in range(LAYERS):
        for name, shape in MATRICES.items():
            tensors.update(quantise(f"model.layers.{i}.{name}", *shape))
    save_file({n: t.contiguous() for n, t in tensors.items()}, folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "config.json").write_text(json.dumps(dict(
        architectures=["LlamaForCausalLM"], model_type="llama", vocab_size=VOCABULARY, hidden_size=HIDDEN, intermediate_size=INNER,
        num_hidden_layers=LAYERS, num_attention_heads=HEADS, num_key_value_heads=GROUPS, head_dim=SIZE, rope_theta=5e5,
        rms_norm_eps=1e-5, tie_word_embeddings=True, max_position_embeddings=131072, bos_token_id=1, eos_token_id=2,
        torch_dtype="bfloat16", quantization_config=options), indent=2) + "\n")


if __name__ == "__main__":
    main()
