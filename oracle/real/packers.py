# SPDX-License-Identifier: BSD-3-Clause
"""The matrices of the GPTQ and AWQ cases dequantised by AutoGPTQ's and AutoAWQ's own code, against what our tests expect of them.

    pip download --no-deps auto-gptq==0.7.1 autoawq==0.2.9 && unzip auto_gptq*.whl -d gptq && tar xf autoawq-*.tar.gz
    python oracle/real/packers.py gptq autoawq-0.2.9

Both libraries' plain PyTorch code, on the CPU; of neither package is anything else run. A GPTQ layer is asked for its weight by the
identity matrix. Scales are given as float32, which both store as float16: a product is then rounded once, as LXT does it. Needs torch,
transformers and safetensors. Prints for each case how many matrices and elements were compared, and how many differ.
"""
import importlib.util
import json
import sys
from pathlib import Path

import torch
from safetensors.torch import load_file

ORACLE = Path(__file__).parents[1]


def module(file):
    spec = importlib.util.spec_from_file_location(file.stem, file)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def by_gptq(linear, parts, options, first_version):
    bits, group = options["bits"], options["group_size"]
    inputs, outputs = parts["qweight"].shape[0] * 32 // bits, parts["qweight"].shape[1]
    layer = linear.QuantLinear(bits, group, inputs, outputs, False)
    zeros = parts["qzeros"]
    if not first_version:  # the library knows the layout alone that leaves 1 to be added
        zeros = zeros - sum(1 << at for at in range(0, 32, bits))
    layer.qweight, layer.qzeros, layer.scales = parts["qweight"], zeros, parts["scales"].float()
    layer.g_idx = parts["g_idx"]
    return layer(torch.eye(inputs)).T


def main():
    linear = module(Path(sys.argv[1]) / "auto_gptq/nn_modules/qlinear/qlinear_cuda.py")
    packing = module(Path(sys.argv[2]) / "awq/utils/packing_utils.py")
    for name in ["gptq-4", "gptq-4-act-order", "gptq-8-v2", "awq-4"]:
        case = ORACLE / "cases" / f"llama-quantised-{name}"
        options = json.loads((case / "config.json").read_text())["quantization_config"]
        stored = load_file(case / "model.safetensors")
        matrices = elements = different = 0
        for full, expected in load_file(ORACLE / "quantised" / f"{name}.safetensors").items():
            prefix = full.removesuffix("weight")
            parts = {k.removeprefix(prefix): v for k, v in stored.items() if k.startswith(prefix)}
            if "qweight" not in parts:
                continue
            if name.startswith("gptq"):
                found = by_gptq(linear, parts, options, options.get("checkpoint_format") != "gptq_v2")
            else:
                found = packing.dequantize_gemm(parts["qweight"], parts["qzeros"], parts["scales"].float(), options["bits"],
                                                options["group_size"]).T
            matrices, elements = matrices + 1, elements + expected.numel()
            different += int((found != expected).sum())
        print(f"{name}: {matrices} matrices, {elements} elements, {different} differ")


main()
