# SPDX-License-Identifier: BSD-3-Clause
"""Relevance that flows from component to component, on models of the reference cases, by hooks of PyTorch; see README.md.

Each head and MLP is cut off the graph of autograd: what comes after reads a leaf with the same numbers. From each component at each token a
backward pass of its own starts with the gradient that an ordinary backward pass has there, and ends at the leaves before it; what
arrives at them, times their numbers, are the edges. A check makes sure that the edges that leave a component add up to its relevance.

Every file is made in a process of its own, because patches are for a whole process.
"""
import argparse
import json
import multiprocessing
from pathlib import Path

import torch
from safetensors.torch import save_file

import units
from case_files import versions

torch.set_num_threads(1)

CASES = [("llama-gqa-untied", "attnlrp"), ("gemma3-sliding-full", "attnlrp"), ("gpt2-attnlrp", "attnlrp"), ("gpt2-attnlrp", "gradient"),
         ("bert-classification", "attnlrp"), ("qwen3_moe-norm-topk", "attnlrp")]


class Cut(units.Hooked):
    """Puts leaves in the place of values."""

    def __init__(self, found):
        super().__init__(found)
        self.computed = {}

    def take(self, name, x):
        self.computed[name], self.values[name] = x, x.detach().requires_grad_()
        return self.values[name]


def parts(x, count):
    """[tokens, units, size]"""
    x = x.reshape(-1, x.shape[-1])
    return x.reshape(x.shape[0], count, -1)


def make(name, rules, cases, out):
    folder = cases / name
    described = json.loads((folder / "case.json").read_text())
    model = units.load(folder, described, rules)
    places = units.places(model, model.config)
    wanted = {k: v for k, v in places.items() if k.endswith((".heads", ".mlp.added"))}
    e, ids = described["explain"][0], described["input_ids"][0]
    x, value, seen = units.forward(model, ids, e, wanted)
    value.backward()
    whole = {k: v.grad for k, v in seen.items()}

    with Cut(wanted) as cut:
        embeddings = model.get_input_embeddings()(torch.tensor([ids])).detach().requires_grad_()
        logits = model(inputs_embeds=embeddings).logits[0]
        logits = logits[e["position"]] if "position" in e else logits
    leaves = {"embeddings": embeddings, **cut.values}
    counts = {"embeddings": 1, **{k: places[k][2] or 1 for k in wanted}}

    def arrived(start, weights):
        grads = torch.autograd.grad(start, list(leaves.values()), weights, retain_graph=True, allow_unused=True)
        found = [(parts(v, counts[k]) * parts(g, counts[k])).sum(-1).flatten() if g is not None
                 else torch.zeros(len(ids) * counts[k], dtype=torch.float64) for (k, v), g in zip(leaves.items(), grads)]
        return torch.cat(found)

    # rows are destinations, columns sources: tokens, then each value token by token and unit by unit
    rows = []
    for key in wanted:
        g = parts(whole[key], counts[key])
        for token in range(g.shape[0]):
            for unit in range(counts[key]):
                only = torch.zeros_like(g)
                only[token, unit] = g[token, unit]
                rows.append(arrived(cut.computed[key], only.reshape(cut.computed[key].shape)))
    rows.append(arrived(logits[e["target"]], torch.ones((), dtype=torch.float64)))
    edges = torch.stack(rows).detach()
    relevance = torch.cat([(parts(v, counts[k]) * parts(g, counts[k])).sum(-1).flatten() for k, v, g in
                           [("embeddings", embeddings, x.grad)] + [(k, seen[k], whole[k]) for k in wanted]]).detach()
    assert (edges.sum(0) - relevance).abs().max() < 1e-9 * relevance.abs().max(), name
    save_file({"edges": edges.float().contiguous(), "relevance": relevance.float().contiguous()},
              out / f"{name}-{rules}.safetensors")
    (out / f"{name}-{rules}.json").write_text(json.dumps(dict(
        case=name, rules=rules, values=[[k, counts[k]] for k in wanted], value=float(value), versions=versions("transformers")),
        indent=1) + "\n")
    print(name, rules, tuple(edges.shape), int((edges != 0).sum()), flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=Path, required=True, help="the project's oracle/cases folder")
    parser.add_argument("--out", type=Path, required=True, help="the project's oracle/graphs folder")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    for case, rule_set in CASES:
        if options.only in case:
            process = multiprocessing.get_context("spawn").Process(
                target=make, args=(case, rule_set, options.cases, options.out))
            process.start()
            process.join()
            assert process.exitcode == 0, case
