# SPDX-License-Identifier: BSD-3-Clause
"""Cases of oracle/cases with their model converted by llama.cpp's own converter: the same numbers must come of it.

    pip download --no-deps --no-binary :all: llama-cpp-python && tar xf llama_cpp_python-*.tar.gz
    python gguf_converted.py llama_cpp_python-*/vendor/llama.cpp oracle/cases OUT [NAME ...] [--fuse]
    ./lxt check OUT/*

Without names it takes every case of a decoder. A case becomes OUT/FAMILY-gguf-REST: the file, and the case's own expectation. All is
stored as float32 but experts that are in MXFP4 already, without a vocabulary, for the cases have none. What the converter refuses is
said, and so is what it leaves out: the file is then of another model than the case, and is not written. With --fuse queries, keys and values
become one tensor, by the converter's option for it.

Needs torch, transformers and the package gguf (the converter takes the one of its own source).
"""
import json
import logging
import os
import shutil
import sys
import tempfile
from pathlib import Path

from case_files import as_gguf

FAMILIES = ("gemma", "gemma2", "gemma3", "gpt2", "gpt_oss", "granite", "llama", "ministral", "mistral", "mistral3", "mixtral", "olmo2",
            "olmo3", "phi3", "qwen2", "qwen3", "qwen3_moe", "smollm3")
USUAL_ACTIVATIONS = {"gemma": "gelu_pytorch_tanh", "gemma2": "gelu_pytorch_tanh", "gemma3": "gelu_pytorch_tanh", "gpt2": "gelu_new"}
WINDOWS_SAID = ("gemma2", "gemma3", "gpt_oss", "olmo3", "phi3")


def left_out(family, options):
    """The options that change what the model computes, and of which nothing is in the file."""
    config = options.get("text_config", options)
    rope = config.get("rope_parameters") or config.get("rope_scaling") or {}
    rope = rope.get("full_attention", rope)
    kind = rope.get("rope_type", rope.get("type", "default"))
    layers = config.get("num_hidden_layers", config.get("n_layer"))
    kinds = config.get("layer_types") or []
    usual = USUAL_ACTIVATIONS.get(family, "silu")
    activation = config.get("hidden_activation") or config.get("hidden_act") or config.get("activation_function") or usual
    if activation != usual:
        yield "activation"
    if kind == "dynamic" or kind == "longrope" and family != "phi3" or kind == "llama3" and family not in ("llama", "smollm3"):
        yield "rope " + kind
    if "mscale" in rope or "mscale_all_dim" in rope:
        yield "rope mscale"
    if family in ("gemma", "gemma2") and (kind != "default" or rope.get("rope_theta", config.get("rope_theta", 10000)) != 10000):
        yield "rope_theta"
    if family in ("gemma", "gemma2") and not config.get("tie_word_embeddings", True):
        yield "tie_word_embeddings"
    if family.startswith("gemma") and config.get("dtype", config.get("torch_dtype")) == "float16":
        yield "norms, to which 1 is added in float16"
    if family == "gpt2" and (config.get("n_inner") or 4 * config["n_embd"]) != 4 * config["n_embd"]:
        yield "n_inner"
    windowed = config.get("use_sliding_window", True) and config.get("sliding_window")
    if family not in WINDOWS_SAID and windowed and (not kinds or "sliding_attention" in kinds):
        yield "sliding_window"
    every = {"gemma2": 2, "gemma3": 6, "gpt_oss": 2}.get(family)
    if config.get("sliding_window_pattern", every) != every:
        yield "sliding_window_pattern"
    if every and kinds and kinds != ["full_attention" if i % every == every - 1 else "sliding_attention" for i in range(layers)]:
        yield "layer_types"
    if config.get("query_pre_attn_scalar", config.get("head_dim")) != config.get("head_dim"):
        yield "query_pre_attn_scalar"
    if family.startswith("qwen") and options["architectures"][0].endswith("Model"):
        yield "architectures"
    if family == "qwen3_moe" and not config.get("norm_topk_prob"):
        yield "norm_topk_prob"
    if family == "smollm3" and config.get("no_rope_layers", []) != [int((i + 1) % 4 != 0) for i in range(layers)]:
        yield "no_rope_layers"
    for option, neutral in (("scale_attn_weights", True), ("scale_attn_by_inverse_layer_idx", False),
                            ("use_bidirectional_attention", False), ("attn_logit_softcapping", None)):
        if (config.get(option) or neutral) != neutral and not (family == "gemma2" and option == "attn_logit_softcapping"):
            yield option


def prepare(case, folder):
    """The case with what the converter asks for though it says nothing about the model."""
    for file in case.glob("*.safetensors*"):
        if file.name != "expected.safetensors":
            os.symlink(file.resolve(), folder / file.name)
    options = json.loads((case / "config.json").read_text())
    if options["model_type"] == "gpt2":
        options.setdefault("n_ctx", options["n_positions"])  # files of that time have both
    (folder / "config.json").write_text(json.dumps(options))
    if options["model_type"].startswith("gemma3"):  # rows of the embedding without a token are left out
        size = options.get("text_config", options)["vocab_size"]
        (folder / "tokenizer.json").write_text(json.dumps({"model": {"vocab": list(range(size))}, "added_tokens": []}))


def convert(case, out, is_fused):
    import gguf
    import torch
    from conversion import ModelBase, ModelType, get_model_architecture, get_model_class
    with torch.inference_mode(), tempfile.TemporaryDirectory() as folder:
        folder = Path(folder) / case.name
        folder.mkdir()
        prepare(case, folder)
        options = ModelBase.load_hparams(folder, False)
        kind = get_model_class(get_model_architecture(options, ModelType.TEXT))
        model = kind(folder, gguf.LlamaFileType.ALL_F32, out, fuse_qkv=is_fused)
        for converter in (model, getattr(model, "impl", model)):
            converter.set_vocab = lambda: None
        model.write()


def main():
    arguments = [a for a in sys.argv[1:] if a != "--fuse"]
    is_fused = len(arguments) < len(sys.argv) - 1
    source, cases, out = (Path(a) for a in arguments[:3])
    out.mkdir(parents=True, exist_ok=True)
    sys.path[1:1] = [str(source / "gguf-py"), str(source)]
    os.environ["TQDM_DISABLE"] = "1"
    logging.disable(logging.WARNING)
    names = arguments[3:] or sorted(
        f.name for f in cases.iterdir() if f.name.split("-")[0] in FAMILIES and "-gguf-" not in f.name)
    written = 0
    for name in names:
        family, rest = name.split("-", 1)
        missing = sorted(left_out(family, json.loads((cases / name / "config.json").read_text())))
        if missing:
            print(f"{name}: the file leaves out: {', '.join(missing)}", flush=True)
            continue
        folder = out / f"{family}-gguf-{'fused-' if is_fused else ''}{rest}"
        try:
            as_gguf(cases / name, folder)
            convert(cases / name, folder / "model.gguf", is_fused)
            written += 1
        except Exception as e:  # whatever stops the converter is what there is to say
            shutil.rmtree(folder, ignore_errors=True)
            print(f"{name}: {type(e).__name__}: {' '.join(str(e).split())[:200]}", flush=True)
    print(f"{written} of {len(names)} cases written")


main()
