# SPDX-License-Identifier: BSD-3-Clause
"""What methods other than AttnLRP and CP-LRP say about models of some cases; see README.md.

Everything is computed in float64 by transformers' own forward code: attention rollout (arXiv 2005.00928), information flow
routes (arXiv 2403.00824) from vectors taken apart by head and token, RelP (arXiv 2508.21258) by changes of the modules'
gradients, the norm of the gradient, and PA-LRP (arXiv 2506.02138) with positions as inputs of their own. Nothing of lxt is used.
"""
import argparse
import json
from pathlib import Path

import torch
import transformers
from safetensors.torch import load_file
from transformers.masking_utils import AttentionMaskInterface, eager_mask
from transformers.modeling_utils import AttentionInterface

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)

CASES = [
    "llama-gqa-untied", "llama-attention-bias", "gpt2-attnlrp", "gpt2-inverse-layer-scale", "bert-classification", "bert-masked-lm",
    "bert-question-answering", "distilbert-classification", "roberta-classification", "gemma3-sliding-full",
    "qwen2-sliding-window", "qwen3-qk-norm", "qwen3_moe-norm-topk", "vit-attnlrp",
    "gemma2-softcaps", "gpt_oss-attnlrp"]
THRESHOLDS = [0.0, 0.04]


# ---------------------------------------------------------------- one attention for all that is asked of it

class Seen:
    """What the attention function was given and gave, layer by layer."""
    constant_pattern = False
    layers = []


def watched_attention(module, query, key, value, attention_mask, scaling=None, dropout=0.0, softcap=None, s_aux=None, **kwargs):
    groups = query.shape[1] // key.shape[1]
    key, value = (t.repeat_interleave(groups, 1) for t in (key, value))
    scores = query @ key.transpose(2, 3) * (scaling if scaling is not None else query.shape[-1] ** -0.5)
    if softcap is not None:
        scores = softcap * (scores / softcap).tanh()
    if attention_mask is not None:
        scores = scores + attention_mask[:, :, :, :key.shape[2]]
    if s_aux is not None:  # what goes to sinks goes nowhere
        scores = torch.cat([scores, s_aux.reshape(1, -1, 1, 1).expand(*scores.shape[:3], 1)], -1)
    weights = scores.softmax(-1)[..., :key.shape[2]]
    Seen.layers.append((module, weights.detach()[0], value.detach()[0]))
    if Seen.constant_pattern:
        weights = weights.detach()
    return (weights @ value).transpose(1, 2).contiguous(), weights


AttentionInterface.register("watched", watched_attention)
AttentionMaskInterface.register("watched", eager_mask)


def open_case(folder):
    case = json.loads((folder / "case.json").read_text())
    if case["family"] == "vit":
        model = transformers.ViTForImageClassification.from_pretrained(folder / "hf", dtype=torch.float64)
    else:
        model = getattr(transformers, case["class"]).from_pretrained(folder, dtype=torch.float64)
    model.set_attn_implementation("watched")
    if case["family"] in ("qwen3_moe", "gpt_oss"):
        model.set_experts_implementation("eager")
    for module in model.modules():
        if "RMSNorm" in type(module).__name__:
            # transformers computes it in float32
            module.forward = lambda x, norm=module: linear_part(norm, x, x)
    return case, model.eval().requires_grad_(False)


def run(case, folder, model, positions=None):
    """Forward; gives the input that relevance is asked at and the explained values."""
    Seen.layers.clear()
    if case["family"] == "vit":
        pixels = load_file(folder / "input.safetensors")
        x = next(iter(pixels.values())).to(torch.float64)
        x = x.reshape(1, *x.shape[-3:]).requires_grad_()
        out = model(pixel_values=x)
    else:
        ids = torch.tensor(case["input_ids"])
        x = model.get_input_embeddings()(ids).detach().requires_grad_()
        types = case.get("token_type_ids")
        more = {} if types is None else {"token_type_ids": torch.tensor(types)}
        out = model(inputs_embeds=x, **more)
    values = []
    for e in case["explain"]:
        logits = out[e["output"]][0]
        if e["output"].endswith("_logits"):
            values.append((logits[e["target"]], e["target"]))
        elif logits.dim() == 1:
            values.append((logits[e["target"]], 0))
        else:
            values.append((logits[e["position"]][e["target"]], e["position"]))
    return x, values


# ---------------------------------------------------------------- attention through the layers

PARTS = {
    # module of the layer, projection, norm of what is added, norm of the sum, where the sum can be seen
    "llama": ("layers", "self_attn.o_proj", None, None, "post_attention_layernorm"),
    "gemma3": ("layers", "self_attn.o_proj", "post_attention_layernorm", None, "pre_feedforward_layernorm"),
    "gpt2": ("h", "attn.c_proj", None, None, "ln_2"),
    "bert": ("layer", "attention.output.dense", None, "attention.output.LayerNorm", None),
    "distilbert": ("layer", "attention.out_lin", None, "sa_layer_norm", None),
    "vit": (("layers", "layer"), ("attention.output.dense", "attention.o_proj"), None, None, "layernorm_after"),
}
for other in ("qwen2", "qwen3", "qwen3_moe", "gpt_oss"):
    PARTS[other] = PARTS["llama"]
PARTS["gemma2"] = PARTS["gemma3"]
PARTS["roberta"] = PARTS["bert"]


def rollout(kept):
    product = torch.eye(kept[0].shape[0])
    for matrix in kept:
        product = matrix @ product
    return product


def attention_rollout():
    kept = []
    for _, weights, _ in Seen.layers:
        matrix = weights.mean(0) + torch.eye(weights.shape[-1])
        kept.append(matrix / matrix.sum(-1, keepdim=True))
    return rollout(kept)


def layers_of(model, names):
    for name in (names if isinstance(names, tuple) else (names,)):
        for path, module in model.named_modules():
            if path.split(".")[-1] == name and isinstance(module, torch.nn.ModuleList):
                return module
    raise KeyError(names)


def part_of(layer, paths):
    for path in (paths if isinstance(paths, tuple) else (paths,)):
        try:
            return layer.get_submodule(path)
        except AttributeError:
            pass
    raise KeyError(paths)


def linear_part(norm, of, part):
    """A norm of ``part`` as if it were a part of ``of``: its spread is that of the whole."""
    weight = norm.weight
    if "RMS" in type(norm).__name__:
        if "Gemma" in type(norm).__name__:
            weight = 1 + weight
        eps = getattr(norm, "eps", None) or norm.variance_epsilon
        return part / (of.pow(2).mean(-1, keepdim=True) + eps).sqrt() * weight
    return (part - part.mean(-1, keepdim=True)) / (of.var(-1, unbiased=False, keepdim=True) + norm.eps).sqrt() * weight


def watch_sums(model, family):
    """Hooks that keep, for each layer, what was there before its attention, what that gave and what is there after."""
    path, projection, after, of_sum, seen_by = PARTS[family]
    kept, handles = [], []
    for layer in layers_of(model, path):
        own = {"projection": part_of(layer, projection)}
        kept.append(own)

        def before(_, args, kwargs, own=own):
            own["x"] = (args[0] if args else kwargs["hidden_states"]).detach()[0]

        handles.append(layer.register_forward_pre_hook(before, with_kwargs=True))
        handles.append(own["projection"].register_forward_hook(lambda _, i, out, own=own: own.update(given=out.detach()[0])))
        if after:
            own["after"] = layer.get_submodule(after)
        if of_sum:
            own["of_sum"] = layer.get_submodule(of_sum)
            handles.append(own["of_sum"].register_forward_hook(
                lambda _, i, out, own=own: own.update(sum=i[0].detach()[0], y=out.detach()[0])))
        else:
            handles.append(layer.get_submodule(seen_by).register_forward_pre_hook(
                lambda _, i, own=own: own.update(y=i[0].detach()[0])))
    return kept, handles


def shares(own, weights, values, threshold):
    """The edges from token to token of one layer."""
    heads, length, size = values.shape
    matrix = own["projection"].weight
    if isinstance(own["projection"], torch.nn.Linear):
        matrix = matrix.T
    projected = torch.stack([values[h] @ matrix[h * size:(h + 1) * size] for h in range(heads)])
    parts = weights.unsqueeze(-1) * projected.unsqueeze(1)  # head, query, token, width
    given = own["given"][None, :, None, :]
    residual = own["x"]
    if "after" in own:
        parts = linear_part(own["after"], given, parts)
    if "of_sum" in own:
        parts = linear_part(own["of_sum"], own["sum"][None, :, None, :], parts)
        residual = linear_part(own["of_sum"], own["sum"], residual)
    y = own["y"]
    # the vectors are all there is of it, but for biases
    size_of_y = y.abs().sum(-1)
    near = (size_of_y[None, :, None] - (parts - y[None, :, None, :]).abs().sum(-1)).clip(min=0)
    near_residual = (size_of_y - (residual - y).abs().sum(-1)).clip(min=0)
    total = near.sum((0, 2)) + near_residual
    near, near_residual = near / total[None, :, None], near_residual / total
    near, near_residual = near * (near > threshold), near_residual * (near_residual > threshold)
    left = near.sum((0, 2)) + near_residual
    return (near.sum(0) + torch.diag(near_residual)) / left[:, None]


# ---------------------------------------------------------------- RelP and positions

class Spread(torch.nn.Module):
    """A norm with a constant spread."""

    def __init__(self, norm):
        super().__init__()
        self.norm = norm
        self.weight = norm.weight

    def forward(self, x):
        whole = x.detach()
        linear = linear_part(self.norm, whole, x)
        return linear - linear.detach() + self.norm(whole)


class Identity(torch.nn.Module):
    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x):
        y = self.function(x).detach()
        return y + (x - x.detach()) * (y / (x + 1e-10)).detach()


def halved(x):
    return x / 2 + (x / 2).detach()


def put_relp(model, family):
    for path, module in list(model.named_modules()):
        parent = model.get_submodule(path.rpartition(".")[0]) if path else None
        name = path.rpartition(".")[2]
        kind = type(module).__name__
        if kind == "LayerNorm" or "RMSNorm" in kind:
            setattr(parent, name, Spread(module))
        for act in ("act_fn", "act", "intermediate_act_fn", "activation", "transform_act_fn"):
            function = getattr(module, act, None)
            if callable(function) and not isinstance(module, Identity):
                if isinstance(function, Identity):
                    continue
                if isinstance(function, torch.nn.Module):
                    setattr(module, act, Identity(function))
                else:
                    object.__setattr__(module, act, Identity(function))
        if hasattr(module, "gate_proj") and hasattr(module, "down_proj") and isinstance(module.gate_proj, torch.nn.Linear):
            module.forward = (lambda x, m=module: m.down_proj(halved(m.act_fn(m.gate_proj(x)) * m.up_proj(x))))
        if kind == "RobertaClassificationHead":
            # it calls its tanh as a function; the relu of DistilBERT's has the same gradient under the identity rule
            module.forward = lambda x, m=module, **_: m.out_proj(Identity(torch.tanh)(m.dense(x[:, 0, :])))
        if kind == "Qwen3MoeExperts":
            module.forward = lambda x, chosen, weights, m=module: experts(m, x, chosen, weights)
    Seen.constant_pattern = True


def experts(m, x, chosen, weights):
    """A mixture, expert by expert; what an expert gives and its routing weight are a product like another."""
    out = torch.zeros_like(x)
    for e in range(m.num_experts):
        rows, place = torch.where(chosen == e)
        if len(rows):
            gate, up = (x[rows] @ m.gate_up_proj[e].T).chunk(2, dim=-1)
            given = halved(m.act_fn(gate) * up) @ m.down_proj[e].T
            out = out.index_add(0, rows, halved(given * weights[rows, place, None]))
    return out


def numbers(tensor):
    return [float(f"{v:.9g}") for v in tensor.detach().flatten().tolist()]


def positional(case, folder):
    """PA-LRP under lxt's rules for attention (q/4, k/4, v/2 of the gradient), norms, activations and gates."""
    case, model = open_case(folder)
    family = case["family"]
    if family not in ("llama", "qwen2", "qwen3", "gemma3", "gpt2"):
        return None
    put_relp(model, family)
    Seen.constant_pattern = False
    original = watched_attention

    def uniform(module, query, key, value, attention_mask, **kwargs):
        def share(x, n):
            return x / n + (x - x / n).detach()
        return original(module, share(query, 4), share(key, 4), share(value, 2), attention_mask, **kwargs)

    AttentionInterface.register("uniform", uniform)
    AttentionMaskInterface.register("uniform", eager_mask)
    model.set_attn_implementation("uniform")
    leaves = []
    import importlib
    module = importlib.import_module(type(model).__module__)
    if family == "gpt2":
        table = model.transformer.wpe
        own = {}

        def as_input(_, args, out):
            own["p"] = out.detach().requires_grad_()
            return own["p"]

        table.register_forward_hook(as_input)
        x, values = run(case, folder, model)
        (values[0][0]).backward()
        return {"tokens": numbers((x * x.grad).sum(-1)), "positions": numbers((own["p"] * own["p"].grad).sum(-1))}

    def rotated(q, k, cos, sin, unsqueeze_dim=1, **kwargs):
        out = []
        for t in (q, k):
            c = cos.detach().clone().requires_grad_()
            s = sin.detach().clone().requires_grad_()
            leaves.append((c, s))
            c1, s1 = c.unsqueeze(unsqueeze_dim), s.unsqueeze(unsqueeze_dim)
            out.append(halved(t * c1) + halved(module.rotate_half(t) * s1))
        return tuple(out)

    before = module.apply_rotary_pos_emb
    module.apply_rotary_pos_emb = rotated
    try:
        x, values = run(case, folder, model)
        values[0][0].backward()
    finally:
        module.apply_rotary_pos_emb = before
    positions = sum((c * c.grad).sum(-1) + (s * s.grad).sum(-1) for c, s in leaves if c.grad is not None)
    return {"tokens": numbers((x * x.grad).sum(-1)), "positions": numbers(positions)}


def make(folder):
    case, model = open_case(folder)
    family = case["family"]
    kept, handles = watch_sums(model, family)
    x, values = run(case, folder, model)
    seen = list(Seen.layers)
    rolled = attention_rollout()
    flows = {t: rollout([shares(own, w, v, t) for own, (_, w, v) in zip(kept, seen)]) for t in THRESHOLDS}
    for handle in handles:
        handle.remove()
    found = []
    for value, place in values:
        gradient = torch.autograd.grad(value, x, retain_graph=True)[0][0]
        image = family == "vit"
        norm = gradient.norm(dim=0) if image else gradient.norm(dim=-1)
        sizes = gradient.abs().sum(0) if image else gradient.abs().sum(-1)
        found.append({
            "value": float(value), "attention-rollout": numbers(rolled[place]),
            **{f"information-flow({t})": numbers(flows[t][place]) for t in THRESHOLDS},
            "gradient-norm(l2)": numbers(norm), "gradient-norm(l1)": numbers(sizes)})
    if family == "gpt_oss":  # its experts would need rules of their own
        return found
    case, model = open_case(folder)
    put_relp(model, family)
    x, again = run(case, folder, model)
    for (value, _), entry in zip(again, found):
        # transformers' own mixture rounds routing weights to float32
        assert abs(float(value) - entry["value"]) < (1e-6 if family == "qwen3_moe" else 1e-9), folder.name
        gradient = torch.autograd.grad(value, x, retain_graph=True)[0][0]
        entry["relp"] = numbers((x[0] * gradient).sum(0 if family == "vit" else -1))
    Seen.constant_pattern = False
    pa = positional(case, folder)
    if pa is not None:
        found[0]["pa-lrp"] = pa
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=Path, required=True, help="the project's oracle/cases folder")
    parser.add_argument("--out", type=Path, required=True, help="the file to write, oracle/methods.json")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    result = {}
    for name in CASES:
        if options.only in name:
            result[name] = make(options.cases / name)
            print(name, "made")
    options.out.write_text("{\n" + ",\n".join(
        json.dumps(name) + ": " + json.dumps(found) for name, found in result.items()) + "\n}\n")


if __name__ == "__main__":
    main()
