#!/usr/bin/env python3
"""Make the reference cases of this plugin: small random Phi-3 checkpoints, and what transformers computes for them
with lxt's own patch functions. Needs torch, transformers 5, safetensors and lxt.

    python make_cases.py src/test/cases

The reference runs in float64 where it can: its casts to float32 by name are turned off, so that what is left between it
and LXT for Java in float64 is meaning and not rounding. A copy of this file makes the cases of another family: change the
imports, the patched MLP and the list of cases.
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
from transformers.models.phi3 import modeling_phi3
from transformers.models.phi3.modeling_phi3 import Phi3Config, Phi3ForCausalLM, Phi3MLP, Phi3RMSNorm

from lxt.efficient import monkey_patch, patches
from lxt.efficient.rules import divide_gradient, identity_rule_implicit, stop_gradient

torch.set_num_threads(1)


def attnlrp_mlp(self, x):
    gate, up = self.gate_up_proj(x).chunk(2, dim=-1)
    return self.down_proj(divide_gradient(identity_rule_implicit(self.activation_fn, gate) * up, 2))


def cp_lrp_mlp(self, x):
    gate, up = self.gate_up_proj(x).chunk(2, dim=-1)
    return self.down_proj(self.activation_fn(stop_gradient(gate)) * up)


MAPS = {
    "attnlrp": {Phi3MLP: partial(patches.patch_method, attnlrp_mlp),
                Phi3RMSNorm: partial(patches.patch_method, patches.rms_norm_forward),
                modeling_phi3: patches.patch_attention},
    "cp-lrp": {Phi3MLP: partial(patches.patch_method, cp_lrp_mlp),
               Phi3RMSNorm: partial(patches.patch_method, patches.rms_norm_forward),
               modeling_phi3: patches.patch_cp_attention},
    "gradient": {},
}

SHORT, LONG = [1.0, 1.1, 1.3, 1.8], [1.0, 2.0, 3.5, 6.0]


def longrope(original, pairs=4, **more):
    return {"rope_parameters": dict(rope_type="longrope", rope_theta=500.0, short_factor=SHORT[:pairs],
                                    long_factor=LONG[:pairs], **more),
            "original_max_position_embeddings": original}


PLAIN = {"rope_parameters": {"rope_type": "default", "rope_theta": 500.0}}

# name: rules, options in addition to those of model(), tokens, targets (None for the largest logit)
CASES = {
    "phi3-attnlrp": ("attnlrp", PLAIN, 13, [None]),
    "phi3-cp-lrp": ("cp-lrp", PLAIN, 13, [None]),
    "phi3-gradient": ("gradient", PLAIN, 11, [None]),
    "phi3-window": ("attnlrp", dict(PLAIN, sliding_window=4), 12, [None, 5]),
    "phi3-longrope-short": ("attnlrp", longrope(16), 14, [None]),
    "phi3-longrope-long": ("attnlrp", longrope(4), 14, [None]),
    "phi3-longrope-cp-lrp": ("cp-lrp", longrope(4, attention_factor=1.3), 14, [7]),
    "phi3-partial-rotary": ("attnlrp", {"rope_parameters": {"rope_type": "default", "rope_theta": 500.0,
                                                            "partial_rotary_factor": 0.5}}, 12, [None]),
    "phi3-partial-longrope": ("attnlrp", longrope(4, 3, partial_rotary_factor=0.75), 12, [None]),
    "phi3-tied-gelu": ("attnlrp", dict(PLAIN, tie_word_embeddings=True, hidden_act="gelu"), 12, [None]),
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
    config = Phi3Config(**{**dict(
        vocab_size=90, hidden_size=32, intermediate_size=48, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, max_position_embeddings=64, bos_token_id=1, eos_token_id=2, pad_token_id=0,
        rms_norm_eps=1e-5), **options})
    made = Phi3ForCausalLM(config).eval()
    for key, p in made.named_parameters():
        p.data = torch.randn(p.shape) * (0.3 if "norm" in key else 0.4 if "embed" in key else 0.2) + ("norm" in key)
    made.tie_weights()
    made.save_pretrained(folder)
    return Phi3ForCausalLM.from_pretrained(folder, attn_implementation="eager", dtype=torch.float32).eval()


def explain(phi3, ids, target):
    states, handles = [], []

    def keep(state):
        state.retain_grad()
        states.append(state)

    for layer in phi3.model.layers:
        handles.append(layer.register_forward_pre_hook(lambda m, args, kwargs: keep(args[0]), with_kwargs=True))
    handles.append(layer.register_forward_hook(lambda m, args, out: keep(out[0] if isinstance(out, tuple) else out)))
    embeddings = phi3.get_input_embeddings()(ids).detach().requires_grad_()
    logits = phi3(inputs_embeds=embeddings, use_cache=False).logits[0, -1]
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


def explain_all(phi3, ids, targets):
    entries, results = zip(*(explain(phi3, ids, t) for t in targets))
    many = len(targets) > 1
    return entries, {k: torch.stack([r[k] for r in results]) if many else results[0][k] for k in results[0]}


def make(name, folder):
    rules, options, tokens, targets = CASES[name]
    phi3 = model(name, options, folder)
    ids = torch.randint(4, 90, (1, tokens), generator=torch.Generator().manual_seed(len(name)))
    monkey_patch(modeling_phi3, MAPS[rules])
    _, single = explain_all(phi3, ids, targets)
    with in_float64(modeling_phi3, patches):
        entries, exact = explain_all(phi3.double(), ids, targets)
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
