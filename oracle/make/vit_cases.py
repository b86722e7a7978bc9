# SPDX-License-Identifier: BSD-3-Clause
"""Reference cases of vision transformers that the case generator does not make; see README.md.

DeiT and ViT of transformers, models of timm, images of another size, and zennit's rules by layer type, by name and for the
first layer. The rules are lxt's own patches, put on the modules of each library. Every case is made in a process of its own,
because lxt patches classes for a whole process.
"""
import json
import shutil
from pathlib import Path

import torch
from safetensors.torch import save_file

from case_files import errors, make_each, measured, noise, stacked, write

torch.set_num_threads(1)


# ---------------------------------------------------------------- rules

def put_rules(rules, activation_classes, norm_classes):
    """lxt's patches on classes, and its attention wrapper around the attention function that all libraries call."""
    from lxt.efficient import patches
    if rules == "gradient":
        return
    for c in set(activation_classes):
        patches.patch_method(patches.non_linear_forward, c, keep_original=True)
    for c in set(norm_classes):
        patches.patch_method(patches.layer_norm_forward, c)
    wrap = {"attnlrp": patches.wrap_attention_forward, "cp-lrp": patches.cp_wrap_attention_forward}[rules]
    original = torch.nn.functional.scaled_dot_product_attention
    wrapped = wrap(lambda module, q, k, v, *a, **kw: original(q, k, v, *a, **kw))
    torch.nn.functional.scaled_dot_product_attention = lambda q, k, v, *a, **kw: wrapped(None, q, k, v, *a, **kw)


def rule(text):
    from zennit import rules as z
    name, _, numbers = text.partition("(")
    values = [float(n) for n in numbers.rstrip(")").split(",")] if numbers else []
    return {"epsilon": z.Epsilon, "gamma": z.Gamma, "zplus": z.ZPlus, "alpha-beta": z.AlphaBeta, "wsquare": z.WSquare,
            "flat": z.Flat}[name](*values)


def composite(case, model):
    """zennit's composite. The attention projections are left alone, as in torchvision, where zennit does not reach them."""
    from zennit.composites import LayerMapComposite, MixedComposite, NameMapComposite, SpecialFirstLayerMapComposite
    from zennit.types import Convolution
    wanted = case.get("composite")
    if not wanted:
        return None
    from lxt.efficient import monkey_patch_zennit
    monkey_patch_zennit()
    parts = [NameMapComposite([((name,), rule(r)) for name, r in case.get("zennit_names", {}).items()])]
    by_type = []
    if "conv2d" in wanted:
        by_type.append((Convolution, rule(wanted["conv2d"])))
    if "linear" in wanted:
        by_type.append((torch.nn.Linear, rule(wanted["linear"])))
    first = [(Convolution, rule(wanted["first"]))] if "first" in wanted else []
    parts.append(SpecialFirstLayerMapComposite(by_type, first) if first else LayerMapComposite(by_type))
    mixed = MixedComposite(parts)
    inner = mixed.module_map
    mixed.module_map = lambda ctx, name, module: None if {"attn", "attention"} & set(name.split(".")) else inner(ctx, name, module)
    return mixed


# ---------------------------------------------------------------- models

def randomize(model, label):
    for name, p in sorted(model.named_parameters()):
        n = noise(label + "/" + name, p.shape)
        lower = name.lower()
        if ("norm" in lower or ".ln" in lower or "ln_" in lower) and lower.endswith("weight"):
            p.data = 1 + 0.3 * n
        else:
            p.data = (0.4 if any(k in lower for k in ("pos", "token")) else 0.2) * n
        p.requires_grad_(False)
    return model.eval()


def torchvision_model(case):
    from torchvision.models import vision_transformer as tv
    config = dict(case["config"])
    image = case.get("image", config["image_size"])
    stored = randomize(tv.VisionTransformer(**config), case["name"])
    state = {k: t.clone().contiguous() for k, t in stored.state_dict().items()}
    config["image_size"] = image
    options = dict(model_type="torchvision_vit", architectures=["VisionTransformer"], **config)
    model = tv.VisionTransformer(**config).eval()
    model.load_state_dict(tv.interpolate_embeddings(image, config["patch_size"], dict(state)))
    layers = [m for n, m in model.named_modules() if n.count(".") == 2 and "encoder_layer" in n]
    return model, state, options, layers, ([torch.nn.GELU], [torch.nn.LayerNorm]), lambda m, x: {"logits": m(x)}


def timm_model(case):
    import timm.layers
    from timm.models.deit import VisionTransformerDistilled
    from timm.models.vision_transformer import VisionTransformer, checkpoint_filter_fn
    make = VisionTransformerDistilled if case.get("distilled") else VisionTransformer
    arguments = dict(case["config"])
    stored = randomize(make(num_classes=7, **arguments), case["name"])
    state = {k: t.clone().contiguous() for k, t in stored.state_dict().items()}
    arguments["img_size"] = case.get("image", arguments["img_size"])
    model = make(num_classes=7, **arguments).eval()
    model.load_state_dict(checkpoint_filter_fn(dict(state), model))
    size = arguments["img_size"]
    options = dict(architecture=case.get("architecture", "vit_tiny_patch16_224"), num_classes=7,
                   num_features=arguments["embed_dim"], global_pool=arguments.get("global_pool", "token"),
                   model_args=arguments, pretrained_cfg=dict(
                       input_size=[3, size, size], mean=[0.5] * 3, std=[0.5] * 3, classifier="head",
                       label_names=[f"thing {i}" for i in range(7)]))
    norms = [torch.nn.LayerNorm, timm.layers.LayerNorm]
    return model, state, options, list(model.blocks), ([torch.nn.GELU], norms), lambda m, x: {"logits": m(x)}


def transformers_model(case):
    import transformers
    cls = getattr(transformers, case["arch"])
    config = cls.config_class(**case["config"])
    config._attn_implementation = "sdpa"
    model = randomize(cls(config), case["name"])
    folder = case["folder"]
    model.save_pretrained(folder)
    from safetensors.torch import load_file
    state = load_file(folder / "model.safetensors")
    options = json.loads((folder / "config.json").read_text())
    base = getattr(model, model.base_model_prefix, model)
    interpolate = case.get("pixels", config.image_size) != config.image_size
    activation = type(base.layers[0].mlp.activation_fn)

    def outputs(m, x):
        found = m(pixel_values=x, interpolate_pos_encoding=interpolate)
        return {k: v for k, v in found.items() if v is not None}

    return model, state, options, list(base.layers), ([activation], [torch.nn.LayerNorm]), outputs


MAKERS = {"torchvision": torchvision_model, "timm": timm_model, "transformers": transformers_model}


# ---------------------------------------------------------------- runs

def run(case, model, layers, outputs, pixels, e, rules):
    states, handles = [], []

    def keep(state):
        state.retain_grad()
        states.append(state)

    for layer in layers:
        handles.append(layer.register_forward_pre_hook(
            lambda m, a, kw: keep(a[0] if a else kw["hidden_states"]), with_kwargs=True))
    handles.append(layers[-1].register_forward_hook(lambda m, a, y: keep(y[0] if isinstance(y, tuple) else y)))
    x = pixels.clone().requires_grad_()
    hooks = composite(case, model) if rules else None
    if hooks:
        hooks.register(model)
    row = e.get("row", 0)
    vector = outputs(model, x)[e.get("output", "logits")][row]
    if "position" in e:
        vector = vector[e["position"]]
    target = e.get("target", int(vector.argmax()))
    weights = torch.zeros_like(vector)
    if e["kind"] == "contrastive":
        weights[:] = -1.0 / vector.numel()
    weights[target] = 1
    vector.backward(weights)
    if hooks:
        hooks.remove()
    for h in handles:
        h.remove()
    patch_height, patch_width = case["patch"]
    heat = (x * x.grad)[row].sum(0).detach()
    h, w = heat.shape
    patches = heat.reshape(h // patch_height, patch_height, w // patch_width, patch_width).sum((1, 3))
    return {"logits": vector.detach(), "relevance": heat, "relevance_patches": patches,
            "embedding_gradient": x.grad[row].detach(),
            "latent_relevance": torch.stack([(s * s.grad)[row].sum(-1) for s in states]).detach()}, target


def all_runs(case, made, pixels, dtype, rules=True):
    model, _, _, layers, _, outputs = made
    model.to(dtype)
    results, targets = zip(*[run(case, model, layers, outputs, pixels.to(dtype), e, rules) for e in case["explain"]])
    return stacked(results), targets


def make(case, out):
    folder = out / case["name"]
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    case["folder"] = folder
    made = MAKERS[case["library"]](case)
    _, state, options, _, classes, _ = made
    save_file(state, folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "config.json").write_text(json.dumps(options, indent=2) + "\n")
    size = case.get("pixels", case.get("image", case["config"].get("image_size", case["config"].get("img_size"))))
    height, width = size if isinstance(size, (list, tuple)) else (size, size)
    pixels = noise(case["name"] + "/image", (case.get("images", 1), 3, height, width))
    save_file({"pixel_values": pixels}, folder / "input.safetensors")
    patch = case["config"]["patch_size"]
    case["patch"] = patch if isinstance(patch, (list, tuple)) else (patch, patch)
    put_rules(case["rules"], *classes)
    expected, targets = all_runs(case, made, pixels, torch.float64)
    if "composite" in case:
        plain, _ = all_runs(case, made, pixels, torch.float64, rules=False)
        change = errors({"relevance": plain["relevance"]}, {"relevance": expected["relevance"]})["relevance"]
        assert change > 0.01, ("the composite changes nothing", change)
    error = errors(all_runs(case, made, pixels, torch.float32)[0], expected)
    libraries = [case["library"]] + (["zennit"] if case["library"] != "transformers" else [])
    described = dict(
        family="vit", name=case["name"], description=case["description"], kind="explanation", layouts=["."],
        rules=case["rules"], gamma=None, composite=case.get("composite"), input="input.safetensors",
        explain=[dict({"output": "logits"}, **dict(e, target=t)) for e, t in zip(case["explain"], targets)],
        **measured(error, targets, libraries))
    described["class"] = case.get("arch", "VisionTransformer of " + case["library"])
    write(folder, described, expected)
    print(case["name"], {k: f"{v:.1e}" for k, v in error.items()}, targets, flush=True)


# ---------------------------------------------------------------- definitions

def torchvision(**more):
    return dict(dict(image_size=32, patch_size=8, num_layers=2, num_heads=4, hidden_dim=32, mlp_dim=48, num_classes=7), **more)


def timm(**more):
    return dict(dict(img_size=32, patch_size=8, embed_dim=32, depth=2, num_heads=4, mlp_ratio=1.5), **more)


def vit(**more):
    return dict(dict(hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=48, image_size=32,
                     patch_size=8, num_labels=7), **more)


def case(name, library, config, description, rules="cp-lrp", explain=None, **more):
    return dict(name="vit-" + name, library=library, config=config, description=description, rules=rules,
                explain=explain or [{"kind": "max-logit"}], **more)


def of(output, target, **more):
    return dict(kind="target", output=output, target=target, **more)


CASES = [
    case("deit", "transformers", vit(), "DeiT without its second head, AttnLRP", "attnlrp", arch="DeiTForImageClassification"),
    case("deit-teacher", "transformers", vit(), "the mean of both heads of a distilled model, and each alone",
         arch="DeiTForImageClassificationWithTeacher",
         explain=[{"kind": "max-logit"}, of("cls_logits", 2), of("distillation_logits", 5), {"kind": "contrastive"}]),
    case("model", "transformers", vit(pooler_act="tanh"), "states and pooler of a bare encoder", arch="ViTModel",
         explain=[of("last_hidden_state", 3, position=0), of("last_hidden_state", 30, position=9), of("pooler_output", 4)]),
    case("no-qkv-bias", "transformers", vit(qkv_bias=False, hidden_act="relu", layer_norm_eps=0.01),
         "no biases before attention, relu", "attnlrp", arch="ViTForImageClassification"),
    case("rectangle", "transformers", vit(image_size=[16, 40], patch_size=[8, 4]), "an image and patches that are not square",
         arch="ViTForImageClassification"),
    case("interpolated", "transformers", vit(), "an image of another size, no square", pixels=[40, 24],
         arch="ViTForImageClassification"),
    case("interpolated-deit", "transformers", vit(), "a smaller image", pixels=[16, 16], arch="DeiTForImageClassification"),
    case("batch", "transformers", vit(), "two images, three explanations", images=2, arch="ViTForImageClassification",
         explain=[{"kind": "max-logit", "row": 1}, {"kind": "max-logit", "row": 0}, dict(of("logits", 3), row=1)]),
    case("transformers-gamma", "transformers", vit(), "gamma, which leaves the attention projections alone here too",
         arch="ViTForImageClassification", composite={"conv2d": "gamma(0.25)", "linear": "gamma(0.05)"}),
    case("plain-width", "torchvision", torchvision(num_layers=1, hidden_dim=64, num_heads=1), "heads of 64, as shapes alone tell"),
    case("larger-image", "torchvision", torchvision(), "positions of 16 patches for an image of 36", image=48),
    case("smaller-image", "torchvision", torchvision(), "positions of 16 patches for an image of 9", image=24),
    case("timm-mean", "timm", timm(global_pool="avg"), "mean over the patches, then a norm"),
    case("timm-mean-attnlrp", "timm", timm(global_pool="avg", class_token=False, fc_norm=False),
         "mean over the patches after the norm, no class token", "attnlrp"),
    case("timm-mean-batch", "timm", timm(global_pool="avg"), "means of two images", images=2,
         explain=[{"kind": "max-logit", "row": 0}, {"kind": "max-logit", "row": 1}]),
    case("timm-mean-rules", "timm", timm(global_pool="avg"), "mean over the patches with gamma",
         composite={"conv2d": "gamma(0.25)", "linear": "gamma(0.1)"}),
    case("timm-distilled", "timm", timm(), "two heads", distilled=True, architecture="deit_tiny_distilled_patch16_224"),
    case("timm-no-embed-class", "timm", timm(no_embed_class=True, qkv_bias=False), "the class token has no position"),
    case("timm-larger-image", "timm", timm(), "positions resampled for a larger image", image=56),
    case("timm-smaller-image", "timm", timm(), "positions resampled for a smaller image", image=24),
    case("rules-by-type", "torchvision", torchvision(), "alpha-beta on the convolution, epsilon on linear layers",
         composite={"conv2d": "alpha-beta(2,1)", "linear": "epsilon(0.05)"}),
    case("rules-by-name", "torchvision", torchvision(representation_size=16), "rules by name before rules by type",
         composite={"names": {"layers.0.mlp.*": "zplus", "layers.1.mlp.down_proj": "epsilon(0.1)", "heads.pre_logits": "flat"},
                    "linear": "gamma(0.3)"},
         zennit_names={"encoder.layers.encoder_layer_0.mlp.0": "zplus", "encoder.layers.encoder_layer_0.mlp.3": "zplus",
                       "encoder.layers.encoder_layer_1.mlp.3": "epsilon(0.1)", "heads.pre_logits": "flat"}),
    case("rules-first-flat", "torchvision", torchvision(), "the first layer flat, AttnLRP", "attnlrp",
         composite={"first": "flat", "conv2d": "gamma(0.25)", "linear": "gamma(0.05)"}),
    case("rules-first-squares", "torchvision", torchvision(), "the first layer by the squares of its weights",
         composite={"first": "wsquare", "linear": "alpha-beta(1.5,0.5)"},
         explain=[of("logits", 1), {"kind": "contrastive"}]),
    case("rules-on-gradient", "torchvision", torchvision(), "z+ everywhere, with plain gradients between", "gradient",
         composite={"conv2d": "zplus", "linear": "zplus"}),
]


if __name__ == "__main__":
    make_each(CASES, make)
