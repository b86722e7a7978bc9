# SPDX-License-Identifier: BSD-3-Clause
"""Relevance, activation and patching of units by hooks of PyTorch, on models of the reference cases; see README.md.

For each case and rule set a file of tensors: what hooks see of modules of transformers' models, with lxt's patches for AttnLRP and
without any for the gradient. A check makes sure that the relevance of the tokens is the case's own.

Every file is made in a process of its own, because patches are for a whole process.
"""
import argparse
import json
import multiprocessing
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from case_files import noise, versions

torch.set_num_threads(1)

CASES = [("llama-gqa-untied", "attnlrp"), ("llama-gqa-untied", "gradient"), ("qwen3-qk-norm", "attnlrp"),
         ("gemma3-sliding-full", "attnlrp"), ("gpt2-attnlrp", "attnlrp"), ("gpt2-attnlrp", "gradient"),
         ("bert-classification", "attnlrp"), ("bert-classification", "gradient"), ("qwen3_moe-norm-topk", "attnlrp"),
         ("qwen3_moe-norm-topk", "gradient"), ("vit-attnlrp", "attnlrp"), ("vit-attnlrp", "gradient")]


# ---------------------------------------------------------------- models and rules

def load(folder, described, rules):
    import transformers
    if described["family"] == "vit":
        from vit_cases import put_rules
        model = transformers.ViTForImageClassification.from_pretrained(
            folder / "hf", attn_implementation="sdpa", dtype=torch.float64)
        put_rules(rules, [type(model.vit.layers[0].mlp.activation_fn)], [torch.nn.LayerNorm])
        return model.double().eval().requires_grad_(False)
    config = transformers.AutoConfig.from_pretrained(folder)
    config._attn_implementation = "sdpa"
    if config.model_type == "qwen3_moe":
        from mixture_rules import Mixture, dense, put_rules
        put_rules(rules)
        config._experts_implementation = "eager"
        model = transformers.Qwen3MoeForCausalLM(config)
        for layer in model.model.layers:
            layer.mlp = dense(layer.mlp, rules) if hasattr(layer.mlp, "up_proj") else Mixture(config, rules)
        model.load_state_dict(load_file(folder / "model.safetensors"))
    else:
        if rules == "attnlrp":
            patch(config.model_type)
        model = getattr(transformers, described["class"]).from_pretrained(folder, config=config, dtype=torch.float64)
    return model.double().eval().requires_grad_(False)


def norm_without_cast(self, x):
    from lxt.efficient.rules import stop_gradient
    return self.weight * x * stop_gradient(torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.variance_epsilon))


def patch(kind):
    from lxt.efficient import monkey_patch, patches
    from lxt.efficient.rules import identity_rule_implicit, stop_gradient
    if kind == "bert":  # what the reference does, on the present model of transformers
        from transformers.models.bert import modeling_bert as m
        m.nn.LayerNorm.forward = patches.layer_norm_forward
        m.BertIntermediate.forward = lambda self, x: identity_rule_implicit(self.intermediate_act_fn, self.dense(x))
        m.BertPooler.forward = lambda self, x: identity_rule_implicit(self.activation, self.dense(x[:, 0]))
        patches.patch_attention(m)
        return
    import transformers.models as all_models
    names = {"llama": "llama", "gpt2": "gpt2", "qwen3": "qwen3", "gemma3_text": "gemma3"}
    import importlib
    module = importlib.import_module(f"transformers.models.{names[kind]}.modeling_{names[kind]}")
    monkey_patch(module)
    # lxt's norms cast to float32
    for name, cls in vars(module).items():
        if name.endswith("RMSNorm"):
            if kind == "gemma3_text":
                cls.forward = lambda self, x: (1 + self.weight) * x * stop_gradient(
                    torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.eps))
            else:
                cls.forward = norm_without_cast


# ---------------------------------------------------------------- where values are

def places(model, config):
    """Name -> (module, "in", "out" or (which of how many parts of the output), units)."""
    n = lambda name, usual=None: getattr(config, name, None) or usual
    heads = config.num_attention_heads
    few = n("num_key_value_heads", heads)
    found = {}
    if config.model_type == "gpt2":
        for i, layer in enumerate(model.transformer.h):
            at = f"layers.{i}"
            found[at] = (layer, "in", None)
            for k, name in enumerate(("queries", "keys", "values")):
                found[f"{at}.attn.{name}"] = (layer.attn.c_attn, (k, 3), heads)
            found[f"{at}.attn.heads"] = (layer.attn.c_proj, "in", heads)
            found[f"{at}.attn.added"] = (layer.attn, "out", None)
            found[f"{at}.ln_2"] = (layer.ln_2, "out", None)
            found[f"{at}.mlp.up_proj"] = (layer.mlp.c_fc, "out", None)
            found[f"{at}.mlp.neurons"] = (layer.mlp.c_proj, "in", None)
            found[f"{at}.mlp.added"] = (layer.mlp, "out", None)
    elif config.model_type == "bert":
        for i, layer in enumerate(model.bert.encoder.layer):
            at = f"layers.{i}"
            found[at] = (layer, "in", None)
            own = layer.attention.self
            for name, module in (("queries", own.query), ("keys", own.key), ("values", own.value)):
                found[f"{at}.attention.{name}"] = (module, "out", heads)
            found[f"{at}.attention.heads"] = (layer.attention.output.dense, "in", heads)
            found[f"{at}.attention.added"] = (layer.attention.output.dense, "out", None)
            found[f"{at}.middle"] = (layer.attention, "out", None)
            found[f"{at}.mlp.up_proj"] = (layer.intermediate.dense, "out", None)
            found[f"{at}.mlp.neurons"] = (layer.output.dense, "in", None)
            found[f"{at}.mlp.added"] = (layer.output.dense, "out", None)
        found["pooler.dense"] = (model.bert.pooler.dense, "out", None)
    elif config.model_type == "vit":
        for i, layer in enumerate(model.vit.layers):
            at = f"layers.{i}"
            found[at] = (layer, "in", None)
            own = layer.attention
            for name, module in (("queries", own.q_proj), ("keys", own.k_proj), ("values", own.v_proj)):
                found[f"{at}.self_attention.{name}"] = (module, "out", heads)
            found[f"{at}.self_attention.heads"] = (own.o_proj, "in", heads)
            found[f"{at}.self_attention.added"] = (own.o_proj, "out", None)
            found[f"{at}.ln_1"] = (layer.layernorm_before, "out", None)
            found[f"{at}.middle"] = (layer.layernorm_after, "in", None)
            found[f"{at}.mlp.up_proj"] = (layer.mlp.fc1, "out", None)
            found[f"{at}.mlp.act"] = (layer.mlp.activation_fn, "out", None)
            found[f"{at}.mlp.neurons"] = (layer.mlp.fc2, "in", None)
            found[f"{at}.mlp.added"] = (layer.mlp, "out", None)
    else:
        for i, layer in enumerate(model.model.layers):
            at = f"layers.{i}"
            own = layer.self_attn
            found[at] = (layer, "in", None)
            normed = hasattr(own, "q_norm")
            # norms scale, so under the rules the sums of a head are the same before and after; they are hooked where they end
            found[f"{at}.self_attn.queries"] = (own.q_norm if normed else own.q_proj, "out", heads)
            found[f"{at}.self_attn.keys"] = (own.k_norm if normed else own.k_proj, "out", few)
            found[f"{at}.self_attn.values"] = (own.v_proj, "out", few)
            found[f"{at}.self_attn.q_proj"] = (own.q_proj, "out", None)
            found[f"{at}.self_attn.heads"] = (own.o_proj, "in", heads)
            found[f"{at}.self_attn.o_proj"] = (own.o_proj, "out", None)
            found[f"{at}.input_layernorm"] = (layer.input_layernorm, "out", None)
            found[f"{at}.mlp.added"] = (
                layer.post_feedforward_layernorm if hasattr(layer, "post_feedforward_layernorm") else layer.mlp, "out", None)
            if hasattr(layer.mlp, "down_proj"):
                for name in ("gate_proj", "up_proj"):
                    found[f"{at}.mlp.{name}"] = (getattr(layer.mlp, name), "out", None)
                found[f"{at}.mlp.neurons"] = (layer.mlp.down_proj, "in", None)
    return found


class Hooked:
    """One run: keeps values, and puts others in their place."""

    def __init__(self, found, changes=()):
        self.found, self.changes, self.values, self.handles = found, dict(changes), {}, []

    def __enter__(self):
        for name, (module, where, _) in self.found.items():
            if where == "in":
                hook = lambda m, args, kw, name=name: self.before(name, args, kw)
                self.handles.append(module.register_forward_pre_hook(hook, with_kwargs=True))
            else:
                hook = lambda m, args, out, name=name, where=where: self.after(name, where, out)
                self.handles.append(module.register_forward_hook(hook))
        return self

    def __exit__(self, *_):
        for h in self.handles:
            h.remove()

    def take(self, name, x):
        if name in self.changes:
            x = self.changes[name](x)
        if x.requires_grad:
            x.retain_grad()
        self.values[name] = x
        return x

    def before(self, name, args, kw):
        if args:
            return (self.take(name, args[0]),) + args[1:], kw
        return args, dict(kw, hidden_states=self.take(name, kw["hidden_states"]))

    def after(self, name, where, out):
        rest = None
        if isinstance(out, tuple):
            out, rest = out[0], out[1:]
        if where == "out":
            out = self.take(name, out)
        else:
            part, parts = where
            pieces = list(out.chunk(parts, dim=-1))
            pieces[part] = self.take(name, pieces[part])
            out = torch.cat(pieces, dim=-1)
        return out if rest is None else (out,) + rest


def by_units(x, units):
    """[tokens, anything] -> [tokens, units, size]."""
    if x.dim() == 4 and x.shape[2] != units:  # Gemma's norms see the heads first
        x = x.transpose(1, 2)
    x = x.reshape(x.shape[0] if x.dim() == 2 else x.shape[1], -1)
    return x.reshape(x.shape[0], units or x.shape[1], -1)


# ---------------------------------------------------------------- runs

def forward(model, given, e, found, changes=()):
    """Given are ids, or the pixels of an image."""
    with Hooked(found, changes) as hooked:
        if isinstance(given, torch.Tensor):
            x = given.clone().requires_grad_()
            logits = model(pixel_values=x).logits[0]
        else:
            x = model.get_input_embeddings()(torch.tensor([given])).detach().requires_grad_()
            logits = model(inputs_embeds=x).logits[0]
        logits = logits[e["position"]] if "position" in e else logits
    return x, logits[e["target"]], hooked.values


def routed(model, name, values, out):
    """What experts got and gave, spread over the tokens."""
    for i, layer in enumerate(model.model.layers):
        if not hasattr(layer.mlp, "experts"):
            continue
        seen = {k.removeprefix(f"moe.{i}."): v for k, v in values.items() if k.startswith(f"moe.{i}.")}
        weights, chosen = seen["gate"].softmax(-1).topk(layer.mlp.few, dim=-1)
        if layer.mlp.normalised:
            weights = weights / weights.sum(-1, keepdim=True)
        tokens = chosen.shape[0]
        g = values[f"layers.{i}.mlp.added"].grad.reshape(tokens, -1)
        relevance = torch.zeros(tokens, len(layer.mlp.experts), dtype=torch.float64)
        size = torch.zeros_like(relevance)
        for e in range(len(layer.mlp.experts)):
            rows, place = torch.where(chosen == e)
            if not len(rows):
                continue
            added = seen[f"{e}.out"] * weights[rows, place, None]
            relevance[rows, e] = (added * g[rows]).sum(-1)
            size[rows, e] = added.norm(dim=-1)
            inner = seen[f"{e}.neurons"]
            spread = torch.zeros(tokens, inner.shape[1], dtype=torch.float64)
            spread[rows] = inner * inner.grad
            out[f"relevance/layers.{i}.mlp.experts.{e}.neurons"] = spread.detach()
            spread = torch.zeros_like(spread)
            spread[rows] = inner.detach()
            out[f"activation/layers.{i}.mlp.experts.{e}.neurons"] = spread
        out[f"relevance/layers.{i}.mlp.experts"] = relevance.detach()
        out[f"activation/layers.{i}.mlp.experts"] = size.detach()


def with_experts(model, found):
    more = dict(found)
    if hasattr(model, "model") and hasattr(model.model, "layers"):
        for i, layer in enumerate(model.model.layers):
            if hasattr(layer.mlp, "experts"):
                more[f"moe.{i}.gate"] = (layer.mlp.gate, "out", None)
                for e, expert in enumerate(layer.mlp.experts):
                    more[f"moe.{i}.{e}.out"] = (expert, "out", None)
                    more[f"moe.{i}.{e}.neurons"] = (expert.down_proj, "in", None)
    return more


def make(name, rules, cases, out):
    folder = cases / name
    described = json.loads((folder / "case.json").read_text())
    model = load(folder, described, rules)
    found = places(model, model.config)
    e, tensors, asked = described["explain"][0], {}, {}
    if described["family"] == "vit":
        ids = load_file(folder / described["input"])["pixel_values"].double()
        other = noise(name + "/units/other", ids.shape).to(torch.float32).double()
        tensors.update({"prompt": ids[0], "other": other[0]})
    else:
        ids = described["input_ids"][0]
        other = [int(i) % 50 + 3 for i in noise(name + "/units/other", (len(ids),)).mul(1000).abs()]
        asked = dict(other_ids=other)

    x, value, seen = forward(model, ids, e, with_experts(model, found))
    value.backward()
    if rules == described["rules"]:
        expected = load_file(folder / "expected.safetensors")["relevance"].double()
        relevance = (x * x.grad)[0].sum(0 if described["family"] == "vit" else -1).detach()
        assert (relevance - expected).abs().max() < 1e-5 * expected.abs().max(), (name, "not the case's relevance")
    with torch.no_grad():
        _, _, clean = forward(model, other, e, found)
    for key, (_, _, units) in found.items():
        v, g = by_units(seen[key], units), by_units(seen[key].grad, units)
        tensors[f"relevance/{key}"] = (v * g).sum(-1)
        tensors[f"activation/{key}"] = v.norm(dim=-1) if units else v[..., 0]
        tensors[f"estimate/{key}"] = ((by_units(clean[key], units) - v) * g).sum(-1)
    if "moe" in name:
        routed(model, name, seen, tensors)

    # The other prompt's activations in the place of these: whole values, single units, single positions.
    patched = []
    chosen = [k for k in found if k.endswith((".heads", ".neurons", ".added", ".values", "layers.1"))]
    for key in chosen:
        units = found[key][2]
        count = by_units(seen[key], units).shape[1]
        for only in (None, count - 1):
            for position in (None, 2):
                def change(x, key=key, units=units, only=only, position=position):
                    theirs = clean[key].reshape(x.shape).clone()
                    mask = torch.zeros(by_units(x, units).shape, dtype=torch.bool)
                    mask[slice(None) if position is None else position, slice(None) if only is None else only] = True
                    return torch.where(mask.reshape(x.shape), theirs, x)
                with torch.no_grad():
                    _, after, _ = forward(model, ids, e, found, {key: change})
                text = key + ("" if only is None else f"[{only}]") + ("" if position is None else f"@{position}")
                patched.append((text, float(after)))

    # Scaled: one unit everywhere.
    scaled = []
    for key in chosen:
        units = found[key][2]
        for factor in (0.0, 2.5):
            def change(x, units=units, factor=factor):
                parts = by_units(x, units).clone()
                parts[:, 0] = parts[:, 0] * factor
                return parts.reshape(x.shape)
            with torch.no_grad():
                _, after, _ = forward(model, ids, e, found, {key: change})
            scaled.append((key + "[0]", factor, float(after)))

    save_file({k: t.detach().to(torch.float32).contiguous() for k, t in tensors.items()},
              out / f"{name}-{rules}.safetensors")
    (out / f"{name}-{rules}.json").write_text(json.dumps(dict(
        case=name, rules=rules, **asked, value=float(value), patched=patched, scaled=scaled,
        versions=versions("transformers")), indent=1) + "\n")
    print(name, rules, len(tensors), "tensors", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=Path, required=True, help="the project's oracle/cases folder")
    parser.add_argument("--out", type=Path, required=True, help="the project's oracle/units folder")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    for case, rule_set in CASES:
        if options.only in case:
            process = multiprocessing.get_context("spawn").Process(
                target=make, args=(case, rule_set, options.cases, options.out))
            process.start()
            process.join()
            assert process.exitcode == 0, case
