# SPDX-License-Identifier: BSD-3-Clause
"""Reference cases of gpt-oss; see README.md.

Python's lxt has no rules for gpt-oss. Here they are put on the model of transformers, with its eager attention:

- attention, norms: lxt's own functions (q/4, k/4, v/2; q and k cut; spread constant);
- experts: the two clamps and the gate's g sigmoid(1.702 g) are functions of each element and have the identity rule, the 1 that is
  added is a constant, the product of the two halves is halved (AttnLRP) or its gate is cut (CP-LRP);
- the product with the routing weight is halved (AttnLRP), or the routing weight cut (CP-LRP); the router keeps its derivative;
- sinks are constants, the softmax keeps its derivative.

A second implementation, in numpy-like torch without the modules of transformers, must give the same logits without rules.
Every case is made in a process of its own, because patches are for a whole process.
"""
import json
import shutil

import torch
from safetensors.torch import load_file, save_file

from case_files import errors, make_each, measured, noise, stacked, write

torch.set_num_threads(1)


class Identity(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, y):
        ctx.save_for_backward(x, y)
        return y.clone()

    @staticmethod
    def backward(ctx, g):
        x, y = ctx.saved_tensors
        return g * y / (x + 1e-10), None


class Divided(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, n):
        ctx.n = n
        return x.clone()

    @staticmethod
    def backward(ctx, g):
        return g / ctx.n, None


def curve(f, x, rules):
    return f(x) if rules == "gradient" else Identity.apply(x, f(x).detach())


def experts_forward(rules):
    def forward(self, states, router_indices=None, routing_weights=None):
        total = torch.zeros_like(states)
        for e in range(self.num_experts):
            tokens, place = torch.where(router_indices == e)
            if not len(tokens):
                continue
            both = states[tokens] @ self.gate_up_proj[e] + self.gate_up_proj_bias[e]
            gate, up = both[..., 0::2], both[..., 1::2]
            gate = curve(lambda z: z.clamp(max=self.limit), gate, rules)
            up = curve(lambda z: z.clamp(-self.limit, self.limit), up, rules)
            if rules == "cp-lrp":
                gate = gate.detach()
            opened = curve(lambda z: z * torch.sigmoid(z * self.alpha), gate, rules)
            if rules == "cp-lrp":
                opened = opened.detach()
            inner = opened * (up + 1)
            if rules == "attnlrp":
                inner = Divided.apply(inner, 2)
            out = inner @ self.down_proj[e] + self.down_proj_bias[e]
            share = routing_weights[tokens, place, None]
            added = out * (share.detach() if rules == "cp-lrp" else share)
            total = total.index_add(0, tokens, Divided.apply(added, 2) if rules == "attnlrp" else added)
        return total
    return forward


def norm_forward(constant):
    def forward(self, x):
        spread = torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.variance_epsilon)
        return self.weight * x * (spread.detach() if constant else spread)
    return forward


def put_rules(rules):
    from transformers.models.gpt_oss import modeling_gpt_oss as m
    original = m.eager_attention_forward
    m.GptOssRMSNorm.forward = norm_forward(rules != "gradient")
    m.GptOssExperts.forward = experts_forward(rules)

    def attention(module, q, k, v, *args, **more):
        if rules == "attnlrp":
            q, k, v = Divided.apply(q, 4), Divided.apply(k, 4), Divided.apply(v, 2)
        if rules == "cp-lrp":
            q, k = q.detach(), k.detach()
        return original(module, q, k, v, *args, **more)

    m.eager_attention_forward = attention


def run(model, ids, e):
    states, handles = [], []

    def keep(state):
        state.retain_grad()
        states.append(state)

    layers = model.model.layers
    for layer in layers:
        handles.append(layer.register_forward_pre_hook(
            lambda m, a, kw: keep(a[0] if a else kw["hidden_states"]), with_kwargs=True))
    handles.append(layers[-1].register_forward_hook(lambda m, a, y: keep(y[0] if isinstance(y, tuple) else y)))
    x = model.get_input_embeddings()(torch.tensor([ids])).detach().requires_grad_()
    logits = model(inputs_embeds=x, use_cache=False).logits[0, e["position"]]
    target = e.get("target", int(logits.argmax()))
    weights = torch.zeros_like(logits)
    if e["kind"] == "contrastive":
        weights[:] = -1.0 / logits.numel()
    weights[target] = 1
    logits.backward(weights)
    for h in handles:
        h.remove()
    return {"logits": logits.detach(), "relevance": (x * x.grad)[0].sum(-1).detach(), "embedding_gradient": x.grad[0],
            "latent_relevance": torch.stack([(s * s.grad)[0].sum(-1) for s in states]).detach()}, target


def all_runs(case, model, ids, dtype):
    model.to(dtype)
    results, targets = zip(*[run(model, ids, e) for e in case["explain"]])
    return stacked(results), targets


def by_hand(model, ids):
    """The logits from the parameters alone."""
    c, p = model.config, dict(model.named_parameters())
    x = p["model.embed_tokens.weight"][torch.tensor(ids)]
    n, d = len(ids), c.head_dim
    cos, sin = (t[0].double() for t in model.model.rotary_emb(x[None], torch.arange(n)[None]))
    distance = torch.arange(n)[:, None] - torch.arange(n)[None]

    def norm(name, z):
        return p[name + ".weight"] * z / torch.sqrt((z * z).mean(-1, keepdim=True) + c.rms_norm_eps)

    def linear(name, z):
        return z @ p[name + ".weight"].T + p[name + ".bias"]

    def rotated(z):
        a, b = z[..., :d // 2], z[..., d // 2:]
        return torch.cat([a * cos[:, None] - b * sin[:, None], b * cos[:, None] + a * sin[:, None]], -1)

    for i in range(c.num_hidden_layers):
        at = f"model.layers.{i}."
        z = norm(at + "input_layernorm", x)
        q = rotated(linear(at + "self_attn.q_proj", z).view(n, -1, d))
        k = rotated(linear(at + "self_attn.k_proj", z).view(n, -1, d))
        v = linear(at + "self_attn.v_proj", z).view(n, -1, d)
        hidden = distance < 0
        if c.layer_types[i] == "sliding_attention":
            hidden = hidden | (distance >= c.sliding_window)
        heads = []
        for h in range(c.num_attention_heads):
            g = h * c.num_key_value_heads // c.num_attention_heads
            weights = torch.exp((q[:, h] @ k[:, g].T) / d ** 0.5) * ~hidden
            heads.append(weights @ v[:, g] / (weights.sum(-1, keepdim=True) + torch.exp(p[at + "self_attn.sinks"][h])))
        x = x + linear(at + "self_attn.o_proj", torch.cat(heads, -1))
        z = norm(at + "post_attention_layernorm", x)
        scores = linear(at + "mlp.router", z)
        added = []
        for t in range(n):
            best = scores[t].argsort(descending=True)[:c.num_experts_per_tok]
            shares = torch.exp(scores[t][best]) / torch.exp(scores[t][best]).sum()
            total = 0
            for e, share in zip(best.tolist(), shares):
                both = z[t] @ p[at + "mlp.experts.gate_up_proj"][e] + p[at + "mlp.experts.gate_up_proj_bias"][e]
                gate, up = both[0::2].clamp(max=7), both[1::2].clamp(-7, 7)
                out = (gate / (1 + torch.exp(-1.702 * gate)) * (up + 1)) @ p[at + "mlp.experts.down_proj"][e]
                total = total + share * (out + p[at + "mlp.experts.down_proj_bias"][e])
            added.append(total)
        x = x + torch.stack(added)
    return norm("model.norm", x) @ p["lm_head.weight"].T


def make(case, out):
    import transformers
    folder = out / case["name"]
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    config = transformers.GptOssConfig(**case["config"])
    config._attn_implementation = "eager"
    config._experts_implementation = "eager"
    model = transformers.GptOssForCausalLM(config).eval()
    for name, p in sorted(model.named_parameters()):
        n = noise(case["name"] + "/" + name, p.shape)
        if "norm" in name:
            p.data = 1 + 0.3 * n
        elif "embed" in name or "sinks" in name:
            p.data = n
        elif "gate_up_proj" in name:
            p.data = 0.8 * n  # some values are cut off at 7
        else:
            p.data = 0.3 * n
        p.requires_grad_(False)
    packed = pack(case["name"], model) if case.get("mxfp4") else {}
    model.save_pretrained(folder)
    (folder / "generation_config.json").unlink(missing_ok=True)
    if packed:
        as_published(folder, packed)
    ids = [int(i) % config.vocab_size for i in noise(case["name"] + "/ids", (case["tokens"],)).mul(1000).abs()]
    model.double()
    original = model(torch.tensor([ids])).logits[0]
    assert (by_hand(model, ids) - original).abs().max() < 1e-6 * original.abs().max(), "another model than that of transformers"
    clamped = count_clamped(model, ids)
    assert clamped > 0.01, ("no value is cut off", clamped)

    put_rules(case["rules"])
    again = model(torch.tensor([ids])).logits[0]
    assert (again - original).abs().max() < 1e-5 * original.abs().max(), "the rules change the logits"
    expected, targets = all_runs(case, model, ids, torch.float64)
    changes = {}
    for what in ("sinks", "bias"):
        changes[what] = changed(case, model, ids, expected, what)
        assert changes[what] > 1e-3, (what, changes)
    error = errors(all_runs(case, model, ids, torch.float32)[0], expected)
    described = dict(
        family="gpt_oss", name=case["name"].removeprefix("gpt_oss-"), description=case["description"],
        kind="explanation", **{"class": "GptOssForCausalLM"}, rules=case["rules"], gamma=None, composite=None,
        input_ids=[ids], attention_mask=None, token_type_ids=None, position_ids=None, padding=None,
        explain=[dict(dict(row=0, output="logits"), **dict(e, target=t)) for e, t in zip(case["explain"], targets)],
        checks={"clamped_share": float(f"{clamped:.2g}"),
                "relevance_change_without": {k: float(f"{v:.2g}") for k, v in changes.items()}},
        **measured(error, targets, ["transformers"]))
    write(folder, described, expected)
    print(case["name"], {k: f"{v:.1e}" for k, v in error.items()}, f"clamped {clamped:.2g}", changes, targets, flush=True)


def pack(name, model):
    """Gives the experts weights that MXFP4 can hold, by the function of transformers that reads it; returns the stored tensors."""
    from transformers.integrations.mxfp4 import convert_moe_packed_tensors
    tensors = {}
    for at, p in model.named_parameters():
        if at.endswith(("gate_up_proj", "down_proj")):
            experts, inputs, outputs = p.shape
            draw = noise(name + "/" + at + "/packed", (experts, outputs, inputs // 32, 17)).mul(1e6).abs().long()
            blocks, scales = (draw[..., :16] % 256).to(torch.uint8), (draw[..., 16] % 4 + 122).to(torch.uint8)
            p.data = convert_moe_packed_tensors(blocks, scales, dtype=torch.float32)
            tensors[at + "_blocks"], tensors[at + "_scales"] = blocks.contiguous(), scales.contiguous()
    return tensors


def as_published(folder, packed):
    tensors = load_file(folder / "model.safetensors")
    for name in packed:
        tensors.pop(name.removesuffix("_blocks").removesuffix("_scales"), None)
    save_file({**tensors, **packed}, folder / "model.safetensors", metadata={"format": "pt"})
    options = json.loads((folder / "config.json").read_text())
    options["quantization_config"] = {"modules_to_not_convert": ["model.layers.*.self_attn", "lm_head"], "quant_method": "mxfp4"}
    (folder / "config.json").write_text(json.dumps(options, indent=2) + "\n")


def count_clamped(model, ids):
    """Share of gates and ups that a clamp changes, in the first layer's experts."""
    seen = []
    experts = model.model.layers[0].mlp.experts
    handle = experts.register_forward_pre_hook(lambda m, a: seen.append(a[0]))
    model(torch.tensor([ids]))
    handle.remove()
    both = torch.einsum("th,eho->teo", seen[0].reshape(-1, seen[0].shape[-1]), experts.gate_up_proj)
    return float((both.abs() > 7).double().mean())


def changed(case, model, ids, expected, what):
    """By how much relevance changes where some parameters are taken away."""
    kept = {n: p.data.clone() for n, p in model.named_parameters() if what in n and "norm" not in n}
    for n, p in model.named_parameters():
        if n in kept:
            p.data = torch.full_like(p.data, -1e9 if what == "sinks" else 0)
    without, _ = all_runs(case, model, ids, torch.float64)
    for n, p in model.named_parameters():
        if n in kept:
            p.data = kept[n]
    return errors({"relevance": without["relevance"]}, {"relevance": expected["relevance"]})["relevance"]


def config(**more):
    return dict(dict(
        vocab_size=80, hidden_size=32, intermediate_size=24, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, head_dim=8, num_local_experts=4, num_experts_per_tok=2, sliding_window=5,
        max_position_embeddings=256, eos_token_id=1,
        rope_parameters=dict(rope_type="yarn", rope_theta=1000.0, factor=4.0, beta_fast=32.0, beta_slow=1.0, truncate=False,
                             original_max_position_embeddings=16)), **more)


CASES = [
    dict(name="gpt_oss-attnlrp", rules="attnlrp", config=config(), tokens=14, explain=[dict(position=13, kind="max-logit")],
         description="sinks, windows in every other layer, clamped experts with biases, yarn without truncation"),
    dict(name="gpt_oss-top3", rules="attnlrp", tokens=12,
         config=config(num_hidden_layers=3, num_local_experts=6, num_experts_per_tok=3, num_key_value_heads=4, head_dim=12,
                       rope_parameters=None, layer_types=["full_attention", "sliding_attention", "full_attention"]),
         explain=[dict(position=11, kind="contrastive", target=7), dict(position=6, kind="target", target=3)],
         description="three experts a token, kinds of layers by name, the embedding's scaling of the published models"),
    dict(name="gpt_oss-mxfp4", rules="attnlrp", tokens=12, mxfp4=True,
         config=config(hidden_size=64, intermediate_size=32), explain=[dict(position=11, kind="max-logit")],
         description="experts in MXFP4, as published"),
    dict(name="gpt_oss-cp-lrp", rules="cp-lrp", config=config(), tokens=13, explain=[dict(position=12, kind="max-logit")],
         description="CP-LRP rules, routing weight constant"),
    dict(name="gpt_oss-gradient", rules="gradient", config=config(), tokens=13,
         explain=[dict(position=12, kind="max-logit")], description="plain input times gradient"),
]

if __name__ == "__main__":
    make_each(CASES, make)
