# SPDX-License-Identifier: BSD-3-Clause
"""Reference cases of ModernBERT, MPNet and DeBERTa that the case generator does not make, and the buckets of relative positions.

The rules are those of lxt, put on the modules of transformers by hooks, as encoder_cases.py does. For DeBERTa the uniform rule
is on every product of its scores: the outputs of the query and key projections send back a quarter, that of the value
projection half, as lxt does before the attention of other models. A product with a relative position so loses the half that
belongs to the position.

``--check CASES`` first puts the hooks on the cases of ModernBERT and MPNet that lxt computed.
"""
import argparse
import json
import shutil
from pathlib import Path

import torch
import transformers
from safetensors.torch import load_file
from transformers.activations import ACT2FN
from transformers.models.deberta_v2.modeling_deberta_v2 import make_log_bucket_position
from transformers.models.mpnet.modeling_mpnet import MPNetEncoder

import encoder_cases as base
from case_files import errors, measured, stacked, write
from encoder_cases import FACTORS, at, case, entry, identity_rule, share


# ---------------------------------------------------------------- rules

def constant_spread(module):
    eps = getattr(module, "eps", getattr(module, "variance_epsilon", None))

    def forward(x):
        spread = torch.sqrt(x.var(-1, unbiased=False, keepdim=True) + eps).detach()
        y = (x - x.mean(-1, keepdim=True)) / spread * module.weight
        return y if module.bias is None else y + module.bias
    return forward


def thirds(q, k, v):
    """Of a fused projection, whose output is query, key and value side by side."""
    def hook(module, args, y):
        return torch.cat([share(n)(module, args, part) for n, part in zip((q, k, v), y.chunk(3, -1))], -1)
    return hook


def thirds_of_heads(q, k, v, size):
    """Of a fused projection, whose output is query, key and value of one head after the other."""
    def hook(module, args, y):
        heads = y.view(*y.shape[:-1], -1, 3 * size)
        parts = [share(n)(module, args, part) for n, part in zip((q, k, v), heads.chunk(3, -1))]
        return torch.cat(parts, -1).view(y.shape)
    return hook


def put_rules(model, rules):
    if rules == "gradient":
        return
    q, k, v = FACTORS[rules]
    for name, module in model.named_modules():
        kind, last = type(module).__name__, name.split(".")[-1]
        if kind in ("LayerNorm", "DebertaLayerNorm"):
            module.forward = constant_spread(module)
        elif last in ("query_proj", "q"):
            module.register_forward_hook(share(q))
        elif last in ("key_proj", "k"):
            module.register_forward_hook(share(k))
        elif last in ("value_proj", "v"):
            module.register_forward_hook(share(v))
        elif last == "Wqkv":
            module.register_forward_hook(thirds(q, k, v))
        elif last == "in_proj":
            size = module.out_features // 3 // model.config.num_attention_heads
            module.register_forward_hook(thirds_of_heads(q, k, v, size))
        elif last in ("intermediate_act_fn", "transform_act_fn", "activation") or kind != "ModernBertMLP" and last == "act":
            module.forward = identity_rule(module.forward)
        elif kind == "ModernBertMLP":
            module.forward = gated(module, rules)
        elif kind == "MPNetClassificationHead":
            module.forward = lambda x, m=module, **kw: m.out_proj(identity_rule(torch.tanh)(m.dense(x[:, 0])))
        elif kind == "MPNetLMHead":
            gelu = identity_rule(torch.nn.functional.gelu)
            module.forward = lambda x, m=module, **kw: m.decoder(m.layer_norm(gelu(m.dense(x))))
        elif kind == "ContextPooler":
            act = identity_rule(ACT2FN[model.config.pooler_hidden_act])
            module.forward = lambda x, m=module, act=act: act(m.dense(x[:, 0]))
        elif kind == "ConvLayer":
            module.forward = convolved(module)


def convolved(module):
    act = identity_rule(ACT2FN[module.conv_act])

    def forward(states, given, mask):
        out = module.conv(states.transpose(1, 2)).transpose(1, 2) * mask[..., None].to(states.dtype)
        return module.LayerNorm(given + act(out)) * mask[..., None].to(states.dtype)
    return forward


def gated(module, rules):
    act = module.act

    def forward(x):
        opening, linear = module.Wi(x).chunk(2, -1)
        if rules == "cp-lrp":
            return module.Wo(act(opening.detach()) * linear)
        return module.Wo(base.Divided.apply(identity_rule(act)(opening) * linear, 2))
    return forward


def layers(model):
    for path in ("model.layers", "layers", "mpnet.encoder.layer", "deberta.encoder.layer", "encoder.layer"):
        try:
            return list(model.get_submodule(path))
        except AttributeError:
            pass
    raise ValueError("no layers")


def load(case, folder, dtype):
    """Without from_pretrained, which in this version fails on the head of the first published DeBERTa files."""
    cls = getattr(transformers, case["arch"])
    config = cls.config_class.from_pretrained(folder)
    config._attn_implementation = "eager"
    model = cls(config)
    missing, unexpected = model.load_state_dict(load_file(folder / "model.safetensors"), strict=False)
    assert not unexpected and set(missing) <= {"decoder.weight", "lm_head.decoder.weight", "lm_head.decoder.bias",
                                               "cls.predictions.decoder.weight", "cls.predictions.decoder.bias",
                                               "lm_predictions.lm_head.weight"}, missing
    model.tie_weights()
    for p in model.parameters():
        p.requires_grad_(False)
    return model.to(dtype).eval()


base.put_rules, base.layers, base.load = put_rules, layers, load


# ---------------------------------------------------------------- definitions

def modernbert(**more):
    return dict(dict(hidden_size=32, num_hidden_layers=3, num_attention_heads=4, intermediate_size=24, vocab_size=90,
                     max_position_embeddings=64, pad_token_id=0, bos_token_id=1, eos_token_id=2, cls_token_id=1,
                     sep_token_id=2, local_attention=6, global_attn_every_n_layers=2), **more)


def mpnet(**more):
    return dict(dict(hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=48, vocab_size=90,
                     max_position_embeddings=40, pad_token_id=1, layer_norm_eps=1e-5), **more)


def deberta(**more):
    """As DeBERTa v3: shared projections, positions in buckets, normed."""
    return dict(dict(hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=48, vocab_size=90,
                     max_position_embeddings=40, type_vocab_size=0, pad_token_id=0, relative_attention=True,
                     position_buckets=8, norm_rel_ebd="layer_norm", share_att_key=True, pos_att_type=["p2c", "c2p"],
                     max_relative_positions=-1, position_biased_input=False, layer_norm_eps=1e-7), **more)


def first_deberta(**more):
    return dict(dict(hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=48, vocab_size=90,
                     max_position_embeddings=40, type_vocab_size=0, pad_token_id=0, relative_attention=True,
                     pos_att_type=["c2p", "p2c"], max_relative_positions=-1, position_biased_input=False,
                     layer_norm_eps=1e-7), **more)


V2 = "DebertaV2"
CASES = [
    case("modernbert-token-classification", "ModernBertForTokenClassification", modernbert(num_labels=4),
         "labels of tokens", explain=[at(0), at(7, "contrastive")]),
    case("modernbert-question-answering", "ModernBertForQuestionAnswering", modernbert(), "answer span",
         explain=[dict(kind="max-logit", output="start_logits"), dict(kind="max-logit", output="end_logits")]),
    case("modernbert-biases", "ModernBertForMaskedLM",
         modernbert(norm_bias=True, attention_bias=True, mlp_bias=True, classifier_bias=True, tie_word_embeddings=False,
                    hidden_activation="silu", classifier_activation="gelu_pytorch_tanh"),
         "biases everywhere, a decoder of its own, other activations", explain=[at(4), at(9, "contrastive")]),
    case("modernbert-no-decoder-bias-cp", "ModernBertForMaskedLM", modernbert(decoder_bias=False),
         "CP-LRP, a decoder without bias", rules="cp-lrp", explain=[at(3)]),
    case("modernbert-model", "ModernBertModel", modernbert(), "states, after the last norm",
         explain=[entry("last_hidden_state", 3, position=7), entry("last_hidden_state", 30, position=0)]),
    case("modernbert-multiple-choice", "ModernBertForMultipleChoice", modernbert(classifier_pooling="mean"),
         "two choices, by the mean", lengths=[8, 11], explain=[{"kind": "target", "target": 0, "row": i} for i in range(2)]),
    case("mpnet-masked-lm", "MPNetForMaskedLM", mpnet(hidden_act="relu"),
         "tied head, gelu in its transform whatever the other activations are", explain=[at(5), at(11, "contrastive")]),
    case("mpnet-token-classification", "MPNetForTokenClassification", mpnet(num_labels=4), "labels of tokens, CP-LRP",
         rules="cp-lrp", explain=[at(1), at(10)]),
    case("mpnet-question-answering", "MPNetForQuestionAnswering", mpnet(), "answer span",
         explain=[dict(kind="max-logit", output="start_logits"), dict(kind="max-logit", output="end_logits")]),
    case("mpnet-far", "MPNetModel", mpnet(max_position_embeddings=200), "offsets further than the last bucket", tokens=150,
         explain=[entry("last_hidden_state", 3, position=149)]),
    case("deberta-v2-masked-lm", V2 + "ForMaskedLM", deberta(), "the usual head; offsets in logarithmic buckets",
         tokens=30, explain=[at(4), at(21, "contrastive")]),
    case("deberta-v2-masked-lm-new", V2 + "ForMaskedLM", deberta(legacy=False),
         "the head of the first published files", explain=[at(6)]),
    case("deberta-v2-classification", V2 + "ForSequenceClassification", deberta(num_labels=3), "classes of a text",
         tokens=20),
    case("deberta-v2-classification-batch", V2 + "ForSequenceClassification",
         deberta(num_labels=2, pooler_hidden_act="tanh"), "two right-padded sequences, tanh in the pooler",
         lengths=[6, 13], explain=[{"kind": "max-logit", "row": i} for i in range(2)]),
    case("deberta-v2-token-classification", V2 + "ForTokenClassification",
         deberta(num_labels=5, share_att_key=False, norm_rel_ebd="none", position_biased_input=True, type_vocab_size=2),
         "projections of their own for positions; positions and types added to words", explain=[at(0), at(7)], types=5),
    case("deberta-v2-question-answering", V2 + "ForQuestionAnswering", deberta(pos_att_type=["c2p"]),
         "answer span; content to position alone",
         explain=[dict(kind="max-logit", output="start_logits"), dict(kind="max-logit", output="end_logits")]),
    case("deberta-v2-position-to-content", V2 + "ForTokenClassification",
         deberta(num_labels=3, pos_att_type=["p2c"], share_att_key=False, position_buckets=-1, max_relative_positions=6),
         "position to content alone, offsets clamped to six and not in buckets", tokens=16, explain=[at(2), at(13)]),
    case("deberta-v2-cp-lrp", V2 + "ForSequenceClassification", deberta(num_labels=3), "CP-LRP", rules="cp-lrp", tokens=14),
    case("deberta-v2-gradient", V2 + "ForSequenceClassification", deberta(num_labels=3, layer_norm_eps=0.1),
         "plain gradient; an epsilon that keeps the first norm from taking all relevance", rules="gradient", tokens=18),
    case("deberta-v2-model", V2 + "Model", deberta(), "states", tokens=18,
         explain=[entry("last_hidden_state", 3, position=7), entry("last_hidden_state", 30, position=0)]),
    case("deberta-v2-absolute", V2 + "ForTokenClassification",
         deberta(num_labels=3, relative_attention=False, pos_att_type=[], position_biased_input=True, norm_rel_ebd="none"),
         "no relative positions", explain=[at(3)]),
    case("deberta-v2-convolution", V2 + "ForTokenClassification", deberta(num_labels=3, conv_kernel_size=3),
         "a convolution alongside the first layer, as the large models of version 2 have it", tokens=16, explain=[at(0), at(9), at(15)]),
    case("deberta-v2-convolution-groups-batch", V2 + "ForSequenceClassification",
         deberta(num_labels=3, conv_kernel_size=5, conv_groups=4, conv_act="gelu"),
         "five tokens, four groups of channels; two right-padded sequences, one shorter than the kernel",
         lengths=[3, 9], explain=[{"kind": "max-logit", "row": i} for i in range(2)]),
    case("deberta-v2-convolution-cp-lrp", V2 + "ForMaskedLM", deberta(conv_kernel_size=3), "CP-LRP", rules="cp-lrp",
         explain=[at(5)]),
    case("deberta-masked-lm", "DebertaForMaskedLM", first_deberta(), "the first DeBERTa, fused projections",
         explain=[at(5), at(11, "contrastive")]),
    case("deberta-classification", "DebertaForSequenceClassification",
         first_deberta(num_labels=3, max_relative_positions=5), "offsets clamped to five", tokens=14),
    case("deberta-cp-lrp", "DebertaForTokenClassification", first_deberta(num_labels=3, pos_att_type=["c2p"]), "CP-LRP",
         rules="cp-lrp", explain=[at(2), at(9)]),
]


# ---------------------------------------------------------------- a batch padded on the left

def explained_by_ids(case, folder, ids, mask, dtype):
    """The model reads ids, for its positions depend on which of them pad; a hook puts a leaf in for their embeddings."""
    results = []
    for e in case["explain"]:
        model = load(case, folder, dtype)
        put_rules(model, case["rules"])
        leaf = model.get_input_embeddings()(torch.tensor(ids)).detach().requires_grad_()
        model.get_input_embeddings().register_forward_hook(lambda module, args, y: leaf)
        states = []

        def keep(state):
            state.retain_grad()
            states.append(state)

        for layer in layers(model):
            layer.register_forward_pre_hook(lambda m, a, kw: keep(a[0] if a else kw["hidden_states"]), with_kwargs=True)
        layers(model)[-1].register_forward_hook(lambda m, a, y: keep(y[0] if isinstance(y, tuple) else y))
        outputs = model(input_ids=torch.tensor(ids), attention_mask=torch.tensor(mask))
        vector = outputs.last_hidden_state[e["row"]][e["position"]]
        vector[e["target"]].backward()
        results.append({"logits": vector.detach(),
                        "relevance": (leaf * leaf.grad)[e["row"]].sum(-1).detach(),
                        "embedding_gradient": leaf.grad[e["row"]],
                        "latent_relevance": torch.stack([(s * s.grad)[e["row"]].sum(-1) for s in states]).detach()})
    return stacked(results)


def make_left(out):
    c = case("mpnet-batch-left", "MPNetModel", mpnet(),
             "two left-padded rows, called by ids, of which padding's have no position",
             explain=[entry("last_hidden_state", 9, position=7, row=0), entry("last_hidden_state", 2, position=3, row=1)])
    folder = out / c["name"]
    shutil.rmtree(folder, ignore_errors=True)
    base.build(c, folder)
    ids = [[1] * 4 + base.ids("a", 6, 90), base.ids("b", 10, 90)]
    mask = [[0] * 4 + [1] * 6, [1] * 10]
    expected = explained_by_ids(c, folder, ids, mask, torch.float64)
    error = errors(explained_by_ids(c, folder, ids, mask, torch.float32), expected)
    described = dict(
        family="mpnet", name=c["name"], description=c["description"], kind="explanation", rules=c["rules"],
        input_ids=ids, attention_mask=mask, token_type_ids=None, position_ids=None, explain=c["explain"],
        **measured(error, c["explain"], ["transformers"]))
    described["class"] = c["arch"]
    write(folder, described, expected)


# ---------------------------------------------------------------- buckets

def buckets():
    offsets = torch.arange(-700, 701)
    relative = -offsets
    logarithmic = [[count, reach, make_log_bucket_position(relative, count, reach).long().tolist()]
                   for count, reach in ((256, 512), (8, 40), (32, 128), (64, 512), (320, 1024), (2, 16))]
    return {"offsets": offsets.tolist(),
            "mpnet": MPNetEncoder.relative_position_bucket(offsets, num_buckets=32).tolist(),
            "deberta": [{"buckets": count, "reach": reach, "of": of} for count, reach, of in logarithmic]}


def check(folder):
    worst = 0
    for path in sorted(folder.glob("m*-*")):
        described = json.loads((path / "case.json").read_text())
        if described["family"] not in ("modernbert", "mpnet") or "lxt" not in described["versions"]:
            continue
        if described.get("attention_mask"):
            continue  # MPNet and the mean count padding by ids, which these scripts do not give
        spec = dict(arch=described["class"], rules=described["rules"], explain=described["explain"],
                    config=json.loads((path / "config.json").read_text()))
        inputs = {"input_ids": torch.tensor(described["input_ids"])}
        expected = {k: t.double() for k, t in load_file(path / "expected.safetensors").items()}
        found = max(errors(base.all_explanations(spec, path, inputs, torch.float64)[0], expected).values())
        print(f"{path.name}: {found:.1e}")
        worst = max(worst, found)
    assert worst < 1e-6, worst


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True, help="the project's oracle folder")
    parser.add_argument("--check", type=Path, help="folder with cases that lxt computed")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    if options.check:
        check(options.check)
    for c in CASES:
        if options.only in c["name"]:
            base.make(c, options.out / "cases")
    if options.only in "mpnet-batch-left":
        make_left(options.out / "cases")
    (options.out / "relative-buckets.json").write_text(json.dumps(buckets()) + "\n")
