# SPDX-License-Identifier: BSD-3-Clause
"""Reference cases of mixtures of experts under zennit's rules of linear layers; see README.md.

In transformers 5 the experts of a layer are one parameter, which zennit does not see. Here experts and router are modules of
torch.nn.Linear, as in transformers 4, under the names that checkpoints have; everything else is the model of transformers. A
check in each case makes sure that this changes nothing: without rules both give the same logits.

Every case is made in a process of its own, because patches are for a whole process.
"""
import shutil
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from case_files import errors, make_each, measured, noise, stacked, write
from vit_cases import rule

torch.set_num_threads(1)


# ---------------------------------------------------------------- the mixture

class Expert(torch.nn.Module):
    def __init__(self, hidden, inner, rules):
        super().__init__()
        self.gate_proj = torch.nn.Linear(hidden, inner, bias=False)
        self.up_proj = torch.nn.Linear(hidden, inner, bias=False)
        self.down_proj = torch.nn.Linear(inner, hidden, bias=False)
        self.rules = rules

    def forward(self, x):
        from lxt.efficient.rules import divide_gradient, identity_rule_implicit
        gate = self.gate_proj(x)
        if self.rules == "attnlrp":
            return self.down_proj(divide_gradient(identity_rule_implicit(torch.nn.functional.silu, gate) * self.up_proj(x), 2))
        gate = torch.nn.functional.silu(gate)
        return self.down_proj((gate.detach() if self.rules == "cp-lrp" else gate) * self.up_proj(x))


class Mixture(torch.nn.Module):
    """Softmax over all experts, the largest few, and the sum of what those give, by weight."""

    def __init__(self, config, rules):
        super().__init__()
        self.gate = torch.nn.Linear(config.hidden_size, config.num_experts, bias=False)
        self.experts = torch.nn.ModuleList(
            Expert(config.hidden_size, config.moe_intermediate_size, rules) for _ in range(config.num_experts))
        self.few, self.normalised, self.rules = config.num_experts_per_tok, config.norm_topk_prob, rules

    def forward(self, states):
        from lxt.efficient.rules import divide_gradient
        x = states.reshape(-1, states.shape[-1])
        weights, chosen = self.gate(x).softmax(-1).topk(self.few, dim=-1)
        if self.normalised:
            weights = weights / weights.sum(-1, keepdim=True)
        total = torch.zeros_like(x)
        for e, expert in enumerate(self.experts):
            tokens, place = torch.where(chosen == e)
            if not len(tokens):
                continue
            share = weights[tokens, place, None]
            added = expert(x[tokens]) * (share.detach() if self.rules == "cp-lrp" else share)
            total = total.index_add(0, tokens, divide_gradient(added, 2) if self.rules == "attnlrp" else added)
        return total.reshape(states.shape)


def dense(mlp, rules):
    """A layer without experts is a gated MLP, too."""
    return Expert(mlp.gate_proj.in_features, mlp.gate_proj.out_features, rules)


def norm_forward(self, x):
    """lxt's norm without its cast to float32."""
    spread = torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.variance_epsilon)
    return self.weight * x * (spread.detach() if norm_forward.constant else spread)


def put_rules(rules):
    from lxt.efficient import patches
    from transformers.models.qwen3_moe import modeling_qwen3_moe as m
    norm_forward.constant = rules != "gradient"
    m.Qwen3MoeRMSNorm.forward = norm_forward
    if rules == "attnlrp":
        patches.patch_attention(m)
    if rules == "cp-lrp":
        patches.patch_cp_attention(m)


def composite(wanted, model):
    from lxt.efficient import monkey_patch_zennit
    from zennit.composites import LayerMapComposite, MixedComposite, NameMapComposite, SpecialFirstLayerMapComposite
    monkey_patch_zennit()
    linears = {n: m for n, m in model.named_modules() if isinstance(m, torch.nn.Linear)}
    names = [((n,), rule(r)) for pattern, r in wanted.get("names", {}).items()
             for n in linears if matches(pattern, n.removeprefix("model."))]
    by_type = [(torch.nn.Linear, rule(wanted["linear"]))] if "linear" in wanted else []
    first = [(torch.nn.Linear, rule(wanted["first"]))] if "first" in wanted else []
    rest = SpecialFirstLayerMapComposite(by_type, first) if first else LayerMapComposite(by_type)
    return MixedComposite([NameMapComposite(names), rest])


def matches(pattern, name):
    """A star for anything but a dot, two for anything, as in the project's patterns."""
    import re
    parts = [".*" if p == "**" else "[^.]*" if p == "*" else re.escape(p) for p in re.split(r"(\*\*|\*)", pattern)]
    return re.fullmatch("".join(parts), name) is not None


# ---------------------------------------------------------------- runs

def run(model, ids, e, hooks):
    states, handles = [], []

    def keep(state):
        state.retain_grad()
        states.append(state)

    layers = model.model.layers
    for layer in layers:
        handles.append(layer.register_forward_pre_hook(
            lambda m, a, kw: keep(a[0] if a else kw["hidden_states"]), with_kwargs=True))
    handles.append(layers[-1].register_forward_hook(lambda m, a, y: keep(y[0] if isinstance(y, tuple) else y)))
    if hooks:
        hooks.register(model)
    x = model.get_input_embeddings()(torch.tensor([ids])).detach().requires_grad_()
    logits = model(inputs_embeds=x, use_cache=False).logits[0, e["position"]]
    target = e.get("target", int(logits.argmax()))
    weights = torch.zeros_like(logits)
    if e["kind"] == "contrastive":
        weights[:] = -1.0 / logits.numel()
    weights[target] = 1
    logits.backward(weights)
    if hooks:
        hooks.remove()
    for h in handles:
        h.remove()
    return {"logits": logits.detach(), "relevance": (x * x.grad)[0].sum(-1).detach(), "embedding_gradient": x.grad[0],
            "latent_relevance": torch.stack([(s * s.grad)[0].sum(-1) for s in states]).detach()}, target


def all_runs(case, model, ids, dtype, rules=True):
    model.to(dtype)
    results, targets = zip(*[run(model, ids, e, composite(case["composite"], model) if rules else None)
                             for e in case["explain"]])
    return stacked(results), targets


def make(case, out):
    import transformers
    folder = out / case["name"]
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    config = transformers.Qwen3MoeConfig(**case["config"])
    config._attn_implementation = "sdpa"
    config._experts_implementation = "eager"
    model = transformers.Qwen3MoeForCausalLM(config).eval()
    for name, p in sorted(model.named_parameters()):
        n = noise(case["name"] + "/" + name, p.shape)
        p.data = 1 + 0.3 * n if "norm" in name else (1.0 if "embed" in name else 0.3) * n
        p.requires_grad_(False)
    model.save_pretrained(folder)
    (folder / "generation_config.json").unlink(missing_ok=True)
    state = load_file(folder / "model.safetensors")
    ids = [int(i) % config.vocab_size for i in noise(case["name"] + "/ids", (case["tokens"],)).mul(1000).abs()]
    original = model.double()(torch.tensor([ids])).logits[0]
    model.float()

    put_rules(case["rules"])
    for layer in model.model.layers:
        layer.mlp = dense(layer.mlp, case["rules"]) if hasattr(layer.mlp, "up_proj") else Mixture(config, case["rules"])
    model.load_state_dict(state)
    model.requires_grad_(False)
    again = model.double()(torch.tensor([ids])).logits[0]
    assert (again - original).abs().max() < 1e-5 * original.abs().max(), "another model than that of transformers"

    expected, targets = all_runs(case, model, ids, torch.float64)
    plain, _ = all_runs(case, model, ids, torch.float64, rules=False)
    change = errors({"relevance": plain["relevance"]}, {"relevance": expected["relevance"]})["relevance"]
    assert change > 0.01, ("the composite changes nothing", change)
    error = errors(all_runs(case, model, ids, torch.float32)[0], expected)
    described = dict(
        family="qwen3_moe", name=case["name"].removeprefix("qwen3_moe-"), description=case["description"],
        kind="explanation", **{"class": "Qwen3MoeForCausalLM with experts of torch.nn.Linear"}, rules=case["rules"],
        gamma=None, composite=case["composite"], input_ids=[ids], attention_mask=None, token_type_ids=None,
        position_ids=None, padding=None,
        explain=[dict(dict(row=0, output="logits"), **dict(e, target=t)) for e, t in zip(case["explain"], targets)],
        checks={"relevance_change_if": {"no rules": float(f"{change:.2g}")}},
        **measured(error, targets, ["transformers", "zennit"]))
    if case.get("fused"):
        described["layouts"] = [".", "fused"]
        fuse(state, folder, config)
    write(folder, described, expected)
    print(case["name"], {k: f"{v:.1e}" for k, v in error.items()}, f"change {change:.2g}", targets, flush=True)


def fuse(state, folder, config):
    """The same weights with all experts of a layer in one tensor."""
    fused = {k: t for k, t in state.items() if ".experts." not in k}
    for i in range(config.num_hidden_layers):
        part = lambda e, p: state[f"model.layers.{i}.mlp.experts.{e}.{p}.weight"]
        experts = range(config.num_experts)
        fused[f"model.layers.{i}.mlp.experts.gate_up_proj"] = torch.stack(
            [torch.cat([part(e, "gate_proj"), part(e, "up_proj")]) for e in experts])
        fused[f"model.layers.{i}.mlp.experts.down_proj"] = torch.stack([part(e, "down_proj") for e in experts])
    (folder / "fused").mkdir()
    save_file(fused, folder / "fused" / "model.safetensors", metadata={"format": "pt"})
    shutil.copy(folder / "config.json", folder / "fused" / "config.json")


# ---------------------------------------------------------------- definitions

def sizes(**more):
    return dict(dict(hidden_size=16, num_attention_heads=4, num_key_value_heads=2, num_hidden_layers=2, head_dim=6,
                     intermediate_size=20, moe_intermediate_size=10, num_experts=5, num_experts_per_tok=2,
                     norm_topk_prob=True, vocab_size=60, max_position_embeddings=64, tie_word_embeddings=False), **more)


def case(name, composite, description, rules="attnlrp", config=None, tokens=11, explain=None, **more):
    return dict(name="qwen3_moe-rules-" + name, composite=composite, description=description, rules=rules,
                config=config or sizes(), tokens=tokens,
                explain=explain or [{"kind": "max-logit", "position": tokens - 1}], **more)


TARGETS = [{"kind": "max-logit", "position": 10}, {"kind": "target", "position": 4, "target": 17},
           {"kind": "contrastive", "position": 8}]

CASES = [
    case("gamma", {"linear": "gamma(0.25)"}, "gamma on all linear layers, experts and router among them; several targets, and"
         " the same weights with fused experts", explain=TARGETS, fused=True),
    case("epsilon", {"linear": "epsilon(0.1)"}, "epsilon on all linear layers;"
         " routing weights do not add up to 1", config=sizes(norm_topk_prob=False, num_experts_per_tok=3)),
    case("zplus-cp-lrp", {"linear": "zplus"}, "z+ on all linear layers under CP-LRP", rules="cp-lrp"),
    case("alpha-beta", {"names": {"layers.*.mlp.experts.**": "alpha-beta(2,1)"}},
         "alpha-beta on the experts alone", explain=TARGETS),
    case("by-projection", {"names": {"layers.*.mlp.experts.*.gate_proj": "wsquare", "layers.*.mlp.experts.*.up_proj": "flat",
                               "layers.*.mlp.experts.*.down_proj": "gamma(0.5)", "layers.*.mlp.gate": "epsilon(0.5)"}},
         "another rule for each projection of experts, and one for the router"),
    case("some-experts", {"names": {"layers.0.mlp.experts.1.**": "zplus", "layers.1.mlp.experts.3.down_proj": "gamma(100)",
                                    "layers.1.mlp.experts.0.*": "epsilon(0.3)"}},
         "rules for single experts, the others as they are", explain=TARGETS),
    case("first", {"first": "flat", "linear": "gamma(0.1)"}, "the first layer flat; one dense layer",
         config=sizes(mlp_only_layers=[0])),
    case("on-gradient", {"linear": "gamma(0.25)"}, "gamma with plain gradients between", rules="gradient"),
]


if __name__ == "__main__":
    make_each(CASES, make)
