# SPDX-License-Identifier: BSD-3-Clause
"""Cases of a small LLaMA whose matrices are quantised as published checkpoints have them; see README.md.

    python quantised_cases.py --out oracle/cases

Needs bitsandbytes, for its layouts, and lxt. Relevance and logits are those of transformers and lxt on the dequantised weights.
The matrices of the first layer, dequantised to float32, go to oracle/quantised/NAME.safetensors:

- FP8: torch.float8_e4m3fn, times its scale in float32; with whole blocks the same as transformers' Fp8Dequantize, which is asserted;
- GPTQ, AWQ: integers and zero points are drawn, dequantised before they are packed, and packed as AutoGPTQ and AutoAWQ do;
- bitsandbytes: quantised and dequantised by the package itself.
"""
import json
import shutil

import torch
from safetensors.torch import load_file, save_file

from case_files import errors, make_each, measured, noise, write
from gpt_oss_cases import all_runs

torch.set_num_threads(1)
AWQ_ORDER = [0, 2, 4, 6, 1, 3, 5, 7]


def e4m3(w, scale):
    return (w / scale).clamp(-448, 448).to(torch.float8_e4m3fn)


def expanded(scale, block, shape):
    return scale.repeat_interleave(block[0], 0).repeat_interleave(block[1], 1)[:shape[0], :shape[1]]


def fp8_blocks(name, w, block):
    rows, columns = (-(-w.shape[i] // block[i]) for i in (0, 1))
    scale = torch.stack([torch.stack([w[i * block[0]:(i + 1) * block[0], j * block[1]:(j + 1) * block[1]].abs().max() / 448
                                      for j in range(columns)]) for i in range(rows)])
    whole = expanded(scale, block, w.shape)
    q = e4m3(w, whole)
    back = q.float() * whole
    if w.shape[0] % block[0] == 0 and w.shape[1] % block[1] == 0:
        from transformers.integrations.finegrained_fp8 import Fp8Dequantize
        assert torch.equal(Fp8Dequantize(None)._dequantize_one(q, scale), back)
    return {name + ".weight": q, name + ".weight_scale_inv": scale}, back


def fp8_tensor(name, w):
    scale = w.abs().max() / 448
    q = e4m3(w, scale)
    return {name + ".weight": q, name + ".weight_scale": scale, name + ".input_scale": torch.tensor(0.5)}, q.float() * scale


def fp8_channel(name, w):
    scale = (w.abs().amax(1, keepdim=True) / 448).to(torch.bfloat16)
    q = e4m3(w, scale.float())
    return {name + ".weight": q, name + ".weight_scale": scale}, q.float() * scale.float()


def integers(name, w, bits, group, symmetric, of):
    """Integers, their zero points and scales for each group of inputs and each output."""
    rows, inputs = w.shape
    groups = int(of.max()) + 1
    most = 2 ** bits - 1
    scales, zeros = torch.zeros(groups, rows), torch.zeros(groups, rows, dtype=torch.int64)
    for g in range(groups):
        part = w[:, of == g]
        if symmetric:
            scales[g], zeros[g] = 2 * part.abs().amax(1) / most, 2 ** (bits - 1)
        else:
            low, high = part.amin(1).clamp(max=0), part.amax(1).clamp(min=0)
            scales[g] = (high - low) / most
            zeros[g] = (-low / scales[g]).round().clamp(1, most)
    scales = scales.to(torch.float16)
    q = (w.T / scales[of].float() + zeros[of]).round().clamp(0, most).long()
    return q, zeros, scales, ((q - zeros[of]).float() * scales[of].float()).T.contiguous()


def words(parts, bits):
    """Sums up the last dimension, the first in the lowest bits."""
    total = sum(parts[..., i] << (bits * i) for i in range(32 // bits))
    return torch.where(total >= 2 ** 31, total - 2 ** 32, total).to(torch.int32)


def gptq(name, w, bits, group, symmetric=True, act_order=False, added=1):
    inputs = w.shape[1]
    of = torch.arange(inputs) // (group if group > 0 else inputs)
    if act_order:
        of = of[noise(name + "/order", (inputs,)).argsort()]
    q, zeros, scales, back = integers(name, w, bits, group, symmetric, of)
    n = 32 // bits
    qweight = words(q.reshape(inputs // n, n, -1).transpose(1, 2), bits)
    qzeros = words((zeros - added).reshape(zeros.shape[0], -1, n), bits)
    return {name + ".qweight": qweight, name + ".qzeros": qzeros, name + ".scales": scales,
            name + ".g_idx": of.to(torch.int32)}, back


def awq(name, w, group):
    q, zeros, scales, back = integers(name, w, 4, group, False, torch.arange(w.shape[1]) // group)
    pack = lambda z: words(z.reshape(z.shape[0], -1, 8)[..., AWQ_ORDER], 4)
    return {name + ".qweight": pack(q), name + ".qzeros": pack(zeros), name + ".scales": scales}, back


def four_bits(name, w, kind, nested):
    import bitsandbytes.functional as F
    from bitsandbytes.backends.default.ops import _dequantize_4bit_compute
    q, state = F.quantize_4bit(w, quant_type=kind, compress_statistics=nested, blocksize=64)
    maximums = F.dequantize_blockwise(state.absmax, state.state2) + state.offset if nested else state.absmax
    back = _dequantize_4bit_compute(q.reshape(-1), maximums, state.code, 64, w.shape, torch.float32)
    # the kernel for CPUs begins a block with each row, which quantize_4bit does not; the general one above does not either
    assert w.shape[1] % 64 != 0 or torch.equal(F.dequantize_4bit(q, state), back)
    parts = {name + ".weight": q}
    parts.update({name + ".weight." + k: v for k, v in state.as_dict(packed=True).items()})
    return parts, back


def int8(name, w):
    import bitsandbytes.functional as F
    maximums = w.abs().amax(1)
    q = (w * (127 / maximums[:, None])).round().to(torch.int8)
    back = F.int8_vectorwise_dequant(q, maximums)
    return {name + ".weight": q, name + ".SCB": maximums, name + ".weight_format": torch.tensor(0, dtype=torch.uint8)}, back


def make(case, out):
    import transformers
    from lxt.efficient import monkey_patch
    from lxt.efficient.models import llama
    from transformers.models.llama import modeling_llama
    monkey_patch(modeling_llama, llama.attnLRP, verbose=False)
    folder = out / ("llama-quantised-" + case["name"])
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    config = transformers.LlamaConfig(
        vocab_size=80, hidden_size=64, intermediate_size=case.get("intermediate", 96), num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, max_position_embeddings=64, bos_token_id=1, eos_token_id=2, tie_word_embeddings=False)
    model = transformers.LlamaForCausalLM(config).eval()
    stored, back = {}, {}
    for name, p in sorted(model.named_parameters()):
        n = noise(case["name"] + "/" + name, p.shape)
        p.data = 1 + 0.3 * n if "norm" in name else n if "embed" in name else 0.3 * n
        p.requires_grad_(False)
        if "proj" in name:
            parts, p.data = case["quantise"](name.removesuffix(".weight"), p.data)
            stored.update(parts)
            back[name] = p.data
        else:
            stored[name] = p.data
    save_file({k: v.contiguous() for k, v in stored.items()}, folder / "model.safetensors", metadata={"format": "pt"})
    config.architectures = ["LlamaForCausalLM"]
    options = config.to_diff_dict()
    options["quantization_config"] = case["options"]
    (folder / "config.json").write_text(json.dumps(options, indent=2) + "\n")
    save_file({k: v.contiguous().clone() for k, v in back.items() if ".0." in k},
              out.parent / "quantised" / (case["name"] + ".safetensors"))

    ids = [int(i) % 80 for i in noise(case["name"] + "/ids", (12,)).mul(1000).abs()]
    described = dict(case, explain=[dict(position=11, kind="max-logit")])
    expected, targets = all_runs(described, model, ids, torch.float64)
    error = errors(all_runs(described, model, ids, torch.float32)[0], expected)
    write(folder, dict(
        family="llama", name="quantised-" + case["name"], description=case["description"], kind="explanation",
        **{"class": "LlamaForCausalLM"}, rules="attnlrp", gamma=None, composite=None, input_ids=[ids], attention_mask=None,
        token_type_ids=None, position_ids=None, padding=None,
        explain=[dict(dict(row=0, output="logits"), **dict(e, target=t)) for e, t in zip(described["explain"], targets)],
        **measured(error, targets, ["transformers"])), expected)
    print(case["name"], {k: f"{v:.1e}" for k, v in error.items()}, targets, flush=True)


def gptq_options(**more):
    return dict(dict(quant_method="gptq", bits=4, group_size=32, desc_act=False, sym=True, damp_percent=0.01, true_sequential=True,
                     static_groups=False), **more)


def four_bit_options(kind, nested):
    return dict(quant_method="bitsandbytes", load_in_4bit=True, load_in_8bit=False, _load_in_4bit=True, _load_in_8bit=False,
                bnb_4bit_compute_dtype="float32", bnb_4bit_quant_type=kind, bnb_4bit_quant_storage="uint8",
                bnb_4bit_use_double_quant=nested, llm_int8_enable_fp32_cpu_offload=False, llm_int8_has_fp16_weight=False,
                llm_int8_skip_modules=None, llm_int8_threshold=6.0)


CASES = [
    dict(name="fp8-blocks", description="FP8, a scale for each block, blocks at the edges cut off",
         options=dict(quant_method="fp8", fmt="e4m3", activation_scheme="dynamic", weight_block_size=[64, 64]),
         quantise=lambda n, w: fp8_blocks(n, w, (64, 64))),
    dict(name="fp8-tensor", description="FP8, a scale for each tensor, rows that are no whole blocks of 32", intermediate=40,
         options=dict(quant_method="fp8", activation_scheme="static"), quantise=fp8_tensor),
    dict(name="fp8-channel", description="FP8 of compressed-tensors, a bfloat16 scale for each row",
         options=dict(quant_method="compressed-tensors", format="float-quantized", kv_cache_scheme=None, ignore=["lm_head"],
                      quantization_status="compressed", config_groups=dict(group_0=dict(
                          targets=["Linear"], output_activations=None,
                          input_activations=dict(num_bits=8, type="float", strategy="token", dynamic=True, symmetric=True),
                          weights=dict(num_bits=8, type="float", strategy="channel", dynamic=False, symmetric=True)))),
         quantise=fp8_channel),
    dict(name="gptq-4", description="GPTQ, 4 bits, symmetric, groups of 32", options=gptq_options(),
         quantise=lambda n, w: gptq(n, w, 4, 32)),
    dict(name="gptq-4-act-order", description="GPTQ, 4 bits, zero points, groups by g_idx",
         options=gptq_options(desc_act=True, sym=False), quantise=lambda n, w: gptq(n, w, 4, 32, False, True)),
    dict(name="gptq-8-v2", description="GPTQ, 8 bits, zero points as they are, one group",
         options=gptq_options(bits=8, group_size=-1, sym=False, checkpoint_format="gptq_v2"),
         quantise=lambda n, w: gptq(n, w, 8, -1, False, False, 0)),
    dict(name="awq-4", description="AWQ, 4 bits, groups of 32, layout gemm",
         options=dict(quant_method="awq", bits=4, group_size=32, version="gemm", zero_point=True, modules_to_not_convert=None),
         quantise=lambda n, w: awq(n, w, 32)),
    dict(name="nf4-nested", description="NF4 of bitsandbytes, nested statistics, blocks beyond the end of a row",
         options=four_bit_options("nf4", True), quantise=lambda n, w: four_bits(n, w, "nf4", True)),
    dict(name="fp4", description="FP4 of bitsandbytes", options=four_bit_options("fp4", False),
         quantise=lambda n, w: four_bits(n, w, "fp4", False)),
    dict(name="int8", description="int8 of bitsandbytes",
         options=dict(quant_method="bitsandbytes", load_in_8bit=True, load_in_4bit=False, llm_int8_threshold=6.0),
         quantise=int8),
]

if __name__ == "__main__":
    make_each(CASES, make)
