# SPDX-License-Identifier: BSD-3-Clause
"""Saves the checkpoint of a mixture-of-experts case once more as the module of transformers 5 holds it: all experts of a
layer in one tensor. What is expected stays the same.

    python qwen_fused.py CASE OUT
"""
import json
import shutil
import sys
from pathlib import Path

import torch
import transformers

source, target = Path(sys.argv[1]), Path(sys.argv[2])
model = transformers.Qwen3MoeForCausalLM.from_pretrained(source, dtype=torch.float32)
model.save_pretrained(target, save_original_format=False)
(target / "generation_config.json").unlink()
shutil.copy(source / "expected.safetensors", target)
case = json.loads((source / "case.json").read_text())
case.update(name="fused-experts", description=f"the checkpoint of {source.name}, each layer's experts in one tensor")
(target / "case.json").write_text(json.dumps(case) + "\n")
