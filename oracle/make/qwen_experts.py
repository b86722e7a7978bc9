# SPDX-License-Identifier: BSD-3-Clause
"""Relevance of each expert in the mixture-of-experts cases of one sequence, as JSON.

    python qwen_experts.py CASES > experts.json

For each layer and expert: how many tokens that the explained logit depends on went to it, and the relevance of what it
added to the hidden state, output times routing weight. Both are taken where transformers adds experts up, `index_add_`; in
float64 (but for float32 casts that transformers makes by name) under the rules of the case.
"""
import json
import sys
from pathlib import Path

import torch
import transformers
from transformers.models.qwen3_moe import modeling_qwen3_moe

CASES = ["qwen3_moe-norm-topk", "qwen3_moe-no-norm-topk", "qwen3_moe-mlp-only-layers", "qwen3_moe-several-targets",
         "qwen3_moe-one-expert", "qwen3_moe-all-experts", "qwen3_moe-gradient"]


class Watch:
    """Notes what each expert adds to which tokens."""

    def __init__(self, model):
        self.added = []
        self.hit = []
        for i, layer in enumerate(model.model.layers):
            if hasattr(layer.mlp, "experts"):
                layer.mlp.gate.register_forward_hook(lambda module, args, out, i=i: self.route(i, out[2]))
        original = torch.Tensor.index_add_

        def index_add(total, dim, tokens, source):
            layer, experts = self.hit[-1]
            source.retain_grad()
            self.added.append((layer, experts.pop(0), tokens, source))
            return original(total, dim, tokens, source)

        torch.Tensor.index_add_ = index_add

    def route(self, layer, indices):
        assert not self.hit or not self.hit[-1][1]
        self.hit.append((layer, sorted(indices.unique().tolist())))


def logit(model, case, entry):
    embeddings = model.get_input_embeddings()(torch.tensor(case["input_ids"])).detach().requires_grad_()
    logits = model(inputs_embeds=embeddings, use_cache=False).logits[0, entry["position"]]
    if entry["kind"] == "contrastive":
        weights = torch.full_like(logits, entry["other_weight"])
        weights[entry["target"]] = entry["target_weight"]
        return (weights * logits).sum()
    return logits[entry["target"]]


def experts(folder):
    case = json.loads((folder / "case.json").read_text())
    model = transformers.Qwen3MoeForCausalLM.from_pretrained(folder, dtype=torch.float64, attn_implementation="eager")
    model.set_experts_implementation("eager")
    model.eval()
    watch = Watch(model)
    for number, entry in enumerate(case["explain"]):
        watch.added.clear()
        watch.hit.clear()
        logit(model, case, entry).backward()
        for layer, expert, tokens, added in watch.added:
            depends = added.grad.abs().sum(-1) != 0
            if depends.any():
                yield {"case": folder.name, "explanation": number, "layer": layer, "expert": expert,
                       "tokens": int(depends.sum()), "relevance": float((added * added.grad).sum())}


def main():
    folder = Path(sys.argv[1])
    if len(sys.argv) > 2:                       # lxt patches the whole process, so each case has its own
        name = sys.argv[2]
        if json.loads((folder / name / "case.json").read_text())["rules"] == "attnlrp":
            from lxt.efficient import monkey_patch
            from lxt.efficient.models.qwen3_moe import attnLRP
            monkey_patch(modeling_qwen3_moe, attnLRP)
        for row in experts(folder / name):
            print(json.dumps(row))
        return
    import subprocess
    rows = []
    for name in CASES:
        out = subprocess.run([sys.executable, __file__, str(folder), name], check=True, capture_output=True, text=True)
        rows += [line for line in out.stdout.splitlines() if line.startswith("{")]
    print("[\n" + ",\n".join(rows) + "\n]")


main()
