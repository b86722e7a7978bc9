#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Make the reference cases of this plugin: small random EXAONE 4 checkpoints, and what transformers computes for them
with lxt's own patch functions. Needs torch, transformers 5, safetensors and lxt.

    python make_cases.py src/test/cases

The reference runs in float64 where it can: its casts to float32 by name are turned off, so that what is left between it
and LXT for Java in float64 is meaning and not rounding. A copy of this file makes the cases of another family: change the
imports, the patches and the list of cases.
"""
import contextlib
import json
import multiprocessing
import sys
import types
from functools import partial
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers.models.exaone4 import modeling_exaone4
from transformers.models.exaone4.modeling_exaone4 import Exaone4Config, Exaone4ForCausalLM, Exaone4MLP, Exaone4RMSNorm

from lxt.efficient import monkey_patch, patches
torch.set_num_threads(1)


MAPS = {
    "attnlrp": {Exaone4MLP: partial(patches.patch_method, patches.gated_mlp_forward),
                Exaone4RMSNorm: partial(patches.patch_method, patches.rms_norm_forward),
                modeling_exaone4: patches.patch_attention},
    "cp-lrp": {Exaone4MLP: partial(patches.patch_method, patches.cp_gated_mlp_forward),
               Exaone4RMSNorm: partial(patches.patch_method, patches.rms_norm_forward),
               modeling_exaone4: patches.patch_cp_attention},
    "gradient": {},
}

# name: rules, options in addition to those of model(), tokens, targets (None for the largest logit)
CASES = {
    "exaone4-full": ("attnlrp", dict(sliding_window=None, layer_types=["full_attention"] * 4), 13, [None]),
    "exaone4-window": ("attnlrp", dict(sliding_window=4, num_key_value_heads=2), 13, [None, 5]),
    "exaone4-pattern": ("attnlrp", dict(sliding_window=4, sliding_window_pattern=2), 12, [None]),
    "exaone4-layer-types": ("attnlrp", dict(
        sliding_window=3, layer_types=["full_attention", "sliding_attention"] * 2), 12, [None]),
    "exaone4-cp-lrp": ("cp-lrp", dict(sliding_window=5), 13, [None]),
    "exaone4-gradient": ("gradient", dict(sliding_window=5), 11, [None]),
    "exaone4-tied-gelu": ("attnlrp", dict(sliding_window=4, tie_word_embeddings=True, hidden_act="gelu"), 12, [7]),
}


class Float64(types.ModuleType):
    """The torch module under the name of float32 giving float64."""
    float32 = float = torch.float64

    def __getattr__(self, name):
        return getattr(torch, name)


@contextlib.contextmanager
def in_float64(*modules):
    float_of = torch.Tensor.float
    torch.Tensor.float = lambda self: self.double()
    for module in modules:
        module.torch = Float64("torch")
    try:
        yield
    finally:
        torch.Tensor.float = float_of
        for module in modules:
            module.torch = torch


def model(name, options, folder):
    torch.manual_seed(sum(name.encode()))
    config = Exaone4Config(**{**dict(
        vocab_size=90, hidden_size=32, intermediate_size=48, num_hidden_layers=4, num_attention_heads=4, num_key_value_heads=4,
        rope_parameters={"rope_type": "default", "rope_theta": 500.0}, max_position_embeddings=64, bos_token_id=1,
        eos_token_id=2, pad_token_id=0, rms_norm_eps=1e-5), **options})
    made = Exaone4ForCausalLM(config).eval()
    for key, p in made.named_parameters():
        p.data = torch.randn(p.shape) * (0.3 if "norm" in key else 0.4 if "embed" in key else 0.2) + ("norm" in key)
    made.tie_weights()
    made.save_pretrained(folder)
    return Exaone4ForCausalLM.from_pretrained(folder, attn_implementation="eager", dtype=torch.float32).eval()


def explain(exaone4, ids, target):
    states, handles = [], []

    def keep(state):
        state.retain_grad()
        states.append(state)

    for layer in exaone4.model.layers:
        handles.append(layer.register_forward_pre_hook(lambda m, args, kwargs: keep(args[0]), with_kwargs=True))
    handles.append(layer.register_forward_hook(lambda m, args, out: keep(out[0] if isinstance(out, tuple) else out)))
    embeddings = exaone4.get_input_embeddings()(ids).detach().requires_grad_()
    logits = exaone4(inputs_embeds=embeddings, use_cache=False).logits[0, -1]
    entry = int(logits.argmax()) if target is None else target
    logits[entry].backward()
    for handle in handles:
        handle.remove()
    return entry, {
        "logits": logits.detach(),
        "relevance": (embeddings * embeddings.grad)[0].sum(-1).detach(),
        "embedding_gradient": embeddings.grad[0],
        "latent_relevance": torch.stack([(s * s.grad)[0].sum(-1) for s in states]).detach(),
    }


def explain_all(exaone4, ids, targets):
    entries, results = zip(*(explain(exaone4, ids, t) for t in targets))
    many = len(targets) > 1
    return entries, {k: torch.stack([r[k] for r in results]) if many else results[0][k] for k in results[0]}


def make(name, folder):
    rules, options, tokens, targets = CASES[name]
    exaone4 = model(name, options, folder)
    ids = torch.randint(4, 90, (1, tokens), generator=torch.Generator().manual_seed(len(name)))
    monkey_patch(modeling_exaone4, MAPS[rules])
    _, single = explain_all(exaone4, ids, targets)
    with in_float64(modeling_exaone4, patches):
        entries, exact = explain_all(exaone4.double(), ids, targets)
    assert exact["relevance"].dtype == torch.float64
    # What float32 costs the reference, twenty times over, and at least 2e-5.
    tolerance = {k: max(2e-5, 20 * float((single[k] - exact[k]).abs().max() / exact[k].abs().max())) for k in exact}
    assert max(tolerance.values()) < 1e-3, tolerance
    save_file({k: v.float().contiguous() for k, v in exact.items()}, folder / "expected.safetensors")
    case = {
        "kind": "explanation", "rules": rules, "input_ids": ids.tolist(), "attention_mask": None,
        "position_ids": None, "token_type_ids": None,
        "explain": [{"kind": "max-logit" if t is None else "target", "row": 0, "output": "logits",
                     "position": tokens - 1, "target": e} for t, e in zip(targets, entries)],
        "leading_dimension": "explain" if len(targets) > 1 else None,
        "tolerance": {k: float(f"{v:.1e}") for k, v in tolerance.items()},
    }
    (folder / "case.json").write_text(json.dumps(case, indent=1) + "\n")
    (folder / "generation_config.json").unlink(missing_ok=True)


if __name__ == "__main__":
    for case_name in CASES:
        target_folder = Path(sys.argv[1]) / case_name
        target_folder.mkdir(parents=True, exist_ok=True)
        # lxt patches classes for the whole process: a process for each case.
        process = multiprocessing.get_context("fork").Process(target=make, args=(case_name, target_folder))
        process.start()
        process.join()
        print(case_name, "made" if process.exitcode == 0 else "FAILED")
