# SPDX-License-Identifier: BSD-3-Clause
"""Reference cases of encoders that the case generator does not make; see README.md.

Python's lxt has rules for BERT under AttnLRP only. Here the same rules are put on the modules of transformers by hooks:
RoBERTa, DistilBERT, CP-LRP, and the similarity of two texts. ``--check CASES`` first proves the hooks on the cases of BERT
that lxt computed.
"""
import argparse
import json
import shutil
import zlib
from pathlib import Path

import torch
import transformers
from safetensors.torch import load_file, save_file

from case_files import errors, measured, noise, stacked, versions, write

torch.set_num_threads(1)
FACTORS = {"attnlrp": (4, 4, 2), "cp-lrp": (None, None, 1), "gradient": (1, 1, 1)}


# ---------------------------------------------------------------- rules

class Divided(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, n):
        ctx.n = n
        return x.clone()

    @staticmethod
    def backward(ctx, g):
        return g / ctx.n, None


def share(n):
    return lambda module, args, y: y.detach() if n is None else Divided.apply(y, n)


def identity_rule(f):
    def apply(x):
        y = f(x).detach()
        return y + (x - x.detach()) * (y / (x.detach() + 1e-10))
    return apply


def constant_spread(module):
    def forward(x):
        spread = torch.sqrt(x.var(-1, unbiased=False, keepdim=True) + module.eps).detach()
        return (x - x.mean(-1, keepdim=True)) / spread * module.weight + module.bias
    return forward


def put_rules(model, rules):
    """Hooks on the modules of one model; nothing else in the process changes."""
    if rules == "gradient":
        return
    q, k, v = FACTORS[rules]
    for name, module in model.named_modules():
        last = name.split(".")[-1]
        if isinstance(module, torch.nn.LayerNorm):
            module.forward = constant_spread(module)
        elif last in ("query", "q_lin"):
            module.register_forward_hook(share(q))
        elif last in ("key", "k_lin"):
            module.register_forward_hook(share(k))
        elif last in ("value", "v_lin"):
            module.register_forward_hook(share(v))
        elif last in ("intermediate_act_fn", "transform_act_fn", "activation"):
            module.forward = identity_rule(module.forward)
        elif type(module).__name__.endswith("RobertaClassificationHead"):
            def head(features, m=module, **kwargs):
                return m.out_proj(identity_rule(torch.tanh)(m.dense(features[:, 0, :])))
            module.forward = head
        elif type(module).__name__ == "RobertaLMHead":
            def head(features, m=module, **kwargs):
                gelu = identity_rule(torch.nn.functional.gelu)
                return m.decoder(m.layer_norm(gelu(m.dense(features))))
            module.forward = head


# ---------------------------------------------------------------- models and inputs

def build(case, folder):
    cls = getattr(transformers, case["arch"])
    model = cls(cls.config_class(**case["config"])).eval()
    for name, p in sorted(model.named_parameters()):
        n = noise(case["name"] + "/" + name, p.shape)
        if "norm" in name.lower() and name.endswith("weight"):
            p.data = 1 + 0.3 * n
        else:
            p.data = (0.4 if "embeddings" in name else 0.2) * n
    model.tie_weights()
    folder.mkdir(parents=True)
    model.save_pretrained(folder)
    (folder / "generation_config.json").unlink(missing_ok=True)
    drop = case.get("drop")
    if drop:
        path = folder / "model.safetensors"
        save_file({k: t for k, t in load_file(path).items() if not k.startswith(drop)}, path, metadata={"format": "pt"})


def load(case, folder, dtype):
    cls = getattr(transformers, case["arch"])
    model = cls.from_pretrained(folder, attn_implementation="eager", torch_dtype=torch.float32).to(dtype).eval()
    for p in model.parameters():
        p.requires_grad_(False)
    return model


def ids(label, count, vocab):
    generator = torch.Generator().manual_seed(zlib.crc32((label + "/ids").encode()))
    return torch.randint(5, vocab, (count,), generator=generator).tolist()


def layers(model):
    for path in ("encoder.layer", "transformer.layer"):
        for prefix in ("", "bert.", "roberta.", "distilbert."):
            try:
                return list(model.get_submodule(prefix + path))
            except AttributeError:
                pass
    raise ValueError("no layers")


def run(model, embeds, **inputs):
    """Outputs and the states entering each layer and leaving the last."""
    states, handles = [], []

    def keep(state):
        if state.requires_grad:
            state.retain_grad()
        states.append(state)

    for layer in layers(model):
        handles.append(layer.register_forward_pre_hook(
            lambda m, a, kw: keep(a[0] if a else kw.get("hidden_states", kw.get("x"))), with_kwargs=True))
    handles.append(layers(model)[-1].register_forward_hook(
        lambda m, a, y: keep(y[0] if isinstance(y, tuple) else y)))
    outputs = model(inputs_embeds=embeds, **inputs)
    for h in handles:
        h.remove()
    return outputs, states


def explain(model, inputs, e):
    row = e["row"]
    embeds = model.get_input_embeddings()(inputs["input_ids"]).detach().requires_grad_()
    rest = {k: v for k, v in inputs.items() if k != "input_ids" and v is not None}
    choices = "MultipleChoice" in type(model).__name__
    if choices:
        rest = {k: v[None] for k, v in rest.items()}
    outputs, states = run(model, embeds[None] if choices else embeds, **rest)
    value = getattr(outputs, e["output"])
    vector = value[0, row:row + 1] if choices else value[row]
    if "position" in e and vector.dim() == 2:
        vector = vector[e["position"]]
    target = e.get("target", int(vector.argmax()))
    weights = torch.zeros_like(vector)
    if e["kind"] == "contrastive":
        weights[:] = -1.0 / vector.numel()
    weights[target] = 1
    vector.backward(weights)
    return {"logits": vector.detach(),
            "relevance": (embeds * embeds.grad)[row].sum(-1).detach(),
            "embedding_gradient": embeds.grad[row],
            "latent_relevance": torch.stack([(s * s.grad)[row].sum(-1) for s in states]).detach()}, target


def all_explanations(case, folder, inputs, dtype):
    results, targets = [], []
    for e in case["explain"]:
        model = load(case, folder, dtype)
        put_rules(model, case["rules"])
        r, t = explain(model, inputs, e)
        results.append(r)
        targets.append(t)
    return stacked(results), targets


def make(case, out):
    folder = out / case["name"]
    shutil.rmtree(folder, ignore_errors=True)
    build(case, folder)
    lengths = case.get("lengths", [case.get("tokens", 12)])
    width, pad = max(lengths), case["config"].get("pad_token_id", 0)
    rows = [ids(f"{case['name']}/{i}", n, case["config"]["vocab_size"]) for i, n in enumerate(lengths)]
    inputs = {"input_ids": torch.tensor([r + [pad] * (width - len(r)) for r in rows])}
    if len(set(lengths)) > 1:
        inputs["attention_mask"] = torch.tensor([[1] * n + [0] * (width - n) for n in lengths])
    if "types" in case:
        inputs["token_type_ids"] = torch.tensor([[0] * case["types"] + [1] * (width - case["types"])] * len(lengths))
    for e in case["explain"]:
        e.setdefault("row", 0)
        e.setdefault("output", "logits")
    expected, targets = all_explanations(case, folder, inputs, torch.float64)
    error = errors(all_explanations(case, folder, inputs, torch.float32)[0], expected)
    described = dict(
        family=case["family"], name=case["name"], description=case["description"], kind="explanation",
        rules=case["rules"], input_ids=inputs["input_ids"].tolist(),
        attention_mask=inputs["attention_mask"].tolist() if "attention_mask" in inputs else None,
        token_type_ids=inputs["token_type_ids"].tolist() if "token_type_ids" in inputs else None, position_ids=None,
        explain=[dict(e, target=t) for e, t in zip(case["explain"], targets)],
        **measured(error, targets, ["transformers"]))
    described["class"] = case["arch"]
    write(folder, described, expected)
    print(case["name"], {k: f"{v:.1e}" for k, v in error.items()}, targets)


# ---------------------------------------------------------------- similarity

def pooled(states, how):
    return states.mean(0) if how == "mean" else states[0]


def similarity(case, folder, first, second, rules, dtype):
    model = load(case, folder, dtype)
    put_rules(model, rules)
    words = [model.get_input_embeddings()(torch.tensor([t])).detach().requires_grad_() for t in (first, second)]
    a, b = (pooled(model(inputs_embeds=w).last_hidden_state[0], case["pooling"]) for w in words)
    if rules == "gradient":
        value = torch.nn.functional.cosine_similarity(a, b, dim=0)
    else:
        # The norms are constants, and each of the two factors gets half.
        value = Divided.apply(((a / a.norm().detach()) * (b / b.norm().detach())).sum(), 2)
    value.backward()
    return float(value.detach()), [(w * w.grad)[0].sum(-1).tolist() for w in words]


def make_similarity(case, out):
    folder = out / case["name"]
    shutil.rmtree(folder, ignore_errors=True)
    build(case, folder)
    kind = "sentence_transformers.models."
    (folder / "modules.json").write_text(json.dumps(
        [{"idx": i, "name": str(i), "path": path, "type": kind + name} for i, (path, name) in enumerate(
            [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")][:case["modules"]])], indent=1))
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text(json.dumps({
        "word_embedding_dimension": case["config"]["hidden_size"], "pooling_mode_cls_token": case["pooling"] == "cls",
        "pooling_mode_mean_tokens": case["pooling"] == "mean", "pooling_mode_max_tokens": False,
        "pooling_mode_mean_sqrt_len_tokens": False}, indent=1))
    first, second = (ids(f"{case['name']}/{i}", n, case["config"]["vocab_size"]) for i, n in enumerate(case["lengths"]))
    results = []
    for rules in FACTORS:
        value, (r1, r2) = similarity(case, folder, first, second, rules, torch.float64)
        results.append({"rules": rules, "cosine": value, "first": r1, "second": r2})
        print(case["name"], rules, value, sum(r1), sum(r2))
    (folder / "similarity.json").write_text(json.dumps(
        {"first": first, "second": second, "results": results, "versions": versions("transformers")}, indent=1) + "\n")


# ---------------------------------------------------------------- definitions

def bert(**more):
    return dict(dict(hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=48, vocab_size=90,
                     max_position_embeddings=32, type_vocab_size=2, pad_token_id=0), **more)


def roberta(**more):
    return bert(**dict(dict(type_vocab_size=1, pad_token_id=1, bos_token_id=0, eos_token_id=2, layer_norm_eps=1e-5), **more))


def distilled(**more):
    return dict(dict(dim=32, n_layers=2, n_heads=4, hidden_dim=48, vocab_size=90, max_position_embeddings=32,
                     pad_token_id=0), **more)


def case(name, arch, config, description, rules="attnlrp", explain=None, **more):
    return dict(name=name, family=name.split("-")[0], arch=arch, config=config, description=description, rules=rules,
                explain=explain or [{"kind": "max-logit"}], **more)


def at(position, kind="max-logit", **more):
    return dict(kind=kind, position=position, **more)


def entry(output, target, **more):
    return dict(kind="target", output=output, target=target, **more)


CASES = [
    case("bert-cp-lrp", "BertForSequenceClassification", bert(num_labels=3), "CP-LRP, a pair of texts", rules="cp-lrp",
         types=5),
    case("bert-cp-lrp-masked-lm", "BertForMaskedLM", bert(hidden_act="gelu_new"), "CP-LRP of a masked language model",
         rules="cp-lrp", explain=[at(4), at(9, "contrastive")]),
    case("bert-next-sentence", "BertForNextSentencePrediction", bert(), "does the second text follow the first", types=6,
         explain=[{"kind": "target", "target": 0}, {"kind": "target", "target": 1}]),
    case("bert-multiple-choice", "BertForMultipleChoice", bert(), "three choices, each a row", lengths=[9, 12, 7],
         explain=[{"kind": "target", "target": 0, "row": i} for i in range(3)]),
    case("bert-gradient-model", "BertModel", bert(), "plain gradients of a state and of the pooler", rules="gradient",
         explain=[entry("last_hidden_state", 3, position=7), entry("pooler_output", 30)]),
    case("roberta-classification", "RobertaForSequenceClassification", roberta(num_labels=3), "sequence classification"),
    case("roberta-classification-batch", "RobertaForSequenceClassification", roberta(num_labels=2),
         "two right-padded sequences", lengths=[6, 13], explain=[{"kind": "max-logit", "row": i} for i in range(2)]),
    case("roberta-masked-lm", "RobertaForMaskedLM", roberta(hidden_act="relu"),
         "tied head, gelu in its transform whatever the other activations are", explain=[at(5), at(11, "contrastive")]),
    case("roberta-token-classification", "RobertaForTokenClassification", roberta(num_labels=5), "labels of tokens",
         explain=[at(0), at(7)]),
    case("roberta-question-answering", "RobertaForQuestionAnswering", roberta(), "answer span",
         explain=[dict(kind="max-logit", output="start_logits"), dict(kind="max-logit", output="end_logits")]),
    case("roberta-model", "RobertaModel", roberta(pad_token_id=4), "states and pooler, positions from 5 on",
         explain=[entry("pooler_output", 3), entry("last_hidden_state", 17, position=2)]),
    case("roberta-cp-lrp-multiple-choice", "RobertaForMultipleChoice", roberta(), "two choices, CP-LRP", rules="cp-lrp",
         lengths=[8, 11], explain=[{"kind": "target", "target": 0, "row": i} for i in range(2)]),
    case("roberta-xlm", "XLMRobertaForSequenceClassification", roberta(num_labels=2), "XLM-RoBERTa, plain gradient",
         rules="gradient"),
    case("distilbert-classification", "DistilBertForSequenceClassification", distilled(num_labels=3),
         "sequence classification"),
    case("distilbert-masked-lm", "DistilBertForMaskedLM", distilled(activation="relu"), "tied head, relu",
         explain=[at(5), at(11, "contrastive")]),
    case("distilbert-masked-lm-untied", "DistilBertForMaskedLM", distilled(tie_word_embeddings=False), "a head of its own",
         explain=[at(2)]),
    case("distilbert-token-classification", "DistilBertForTokenClassification", distilled(num_labels=4),
         "labels of tokens, CP-LRP", rules="cp-lrp", explain=[at(1), at(10)]),
    case("distilbert-question-answering", "DistilBertForQuestionAnswering", distilled(), "answer span",
         explain=[dict(kind="max-logit", output="start_logits"), dict(kind="max-logit", output="end_logits")]),
    case("distilbert-model", "DistilBertModel", distilled(sinusoidal_pos_embds=True), "a state, plain gradient",
         rules="gradient", explain=[entry("last_hidden_state", 5, position=0)]),
    case("distilbert-multiple-choice", "DistilBertForMultipleChoice", distilled(), "two choices", lengths=[8, 11],
         explain=[{"kind": "target", "target": 0, "row": i} for i in range(2)]),
]

SIMILARITY = [
    dict(name="bert-mean", arch="BertModel", config=bert(), lengths=[7, 11], pooling="mean", modules=3, drop="pooler."),
    dict(name="roberta-first", arch="RobertaModel", config=roberta(), lengths=[9, 5], pooling="cls", modules=2),
]


def check(folder):
    """Runs the cases of lxt with the hooks; the largest relative difference of any tensor is rounding."""
    worst = 0
    for path in sorted(folder.glob("bert-*")):
        described = json.loads((path / "case.json").read_text())
        if "lxt" not in described["versions"] or described["rules"] != "attnlrp" or (path / "model.safetensors.index.json").exists():
            continue
        text = (path / "config.json").read_text()
        if "gamma-beta" in path.name or "bf16" in path.name or "published" in path.name:
            continue
        spec = dict(arch=described["class"], rules="attnlrp", explain=described["explain"], config=json.loads(text))
        inputs = {k: torch.tensor(described[k]) for k in ("input_ids", "attention_mask", "token_type_ids", "position_ids")
                  if described.get(k)}
        expected = {k: t.double() for k, t in load_file(path / "expected.safetensors").items()}
        found = max(errors(all_explanations(spec, path, inputs, torch.float64)[0], expected).values())
        print(f"{path.name}: {found:.1e}")
        worst = max(worst, found)
    assert worst < 1e-6, worst


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True, help="the project's oracle folder")
    parser.add_argument("--check", type=Path, help="folder with cases that lxt computed")
    options = parser.parse_args()
    if options.check:
        check(options.check)
    for c in CASES:
        make(c, options.out / "cases")
    for c in SIMILARITY:
        make_similarity(c, options.out / "similarity")
