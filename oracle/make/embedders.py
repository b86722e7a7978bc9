# SPDX-License-Identifier: BSD-3-Clause
"""What sentence-transformers makes of embedding models that are decoders, and the relevance of both texts under lxt's rules.

usage: python embedders.py ORACLE

writes ORACLE/similarity/embedder-*: made-up models in the layouts of Qwen3-Embedding and EmbeddingGemma, with the poolings, linear
layers, norms and prompts that such files have, and similarity.json: ids, vectors and cosine as the library has them, and relevance.
Needs lxt and sentence-transformers. Every model is made in a process of its own, because patches are for a whole process.
"""

import importlib
import json
import multiprocessing
import shutil
import sys
from pathlib import Path

import torch
import transformers
from safetensors.torch import load_file, save_file
from sentence_transformers import SentenceTransformer

from case_files import noise, versions

torch.set_num_threads(1)

TEXTS = ["The cat sleeps on the sofa.", "A kitten naps."]
NAMES = ["query", "document"]
QWEN = dict(hidden_size=32, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2, head_dim=12, intermediate_size=48,
            vocab_size=512, max_position_embeddings=128, tie_word_embeddings=True, rope_theta=1000000.0)
GEMMA = dict(hidden_size=32, num_hidden_layers=3, num_attention_heads=4, num_key_value_heads=1, head_dim=16, intermediate_size=48,
             vocab_size=512, max_position_embeddings=128, sliding_window=8, sliding_window_pattern=3, query_pre_attn_scalar=16,
             use_bidirectional_attention=True)
KIND = "sentence_transformers.models."
TORCH = "torch.nn.modules."
QWEN_PROMPTS = {"query": "Instruct: Find what answers it\nQuery:", "document": ""}
GEMMA_PROMPTS = {"query": "task: search result | query: ", "document": "title: none | text: "}


def linear(inputs, outputs, activation, bias):
    return {"in_features": inputs, "out_features": outputs, "bias": bias, "activation_function": TORCH + activation}


MODELS = {
    # Published so: a language model's class, and tensors without prefix and head.
    "embedder-last": dict(kind="qwen3", saved="Qwen3Model", said="Qwen3ForCausalLM", config=QWEN, pooling="lasttoken",
                          prompts=QWEN_PROMPTS, after=["normalize"]),
    "embedder-last-prefixed": dict(kind="qwen3", saved="Qwen3ForCausalLM", said="Qwen3ForCausalLM", pooling="lasttoken",
                                   config=QWEN | {"tie_word_embeddings": False}, prompts=QWEN_PROMPTS, after=[]),
    "embedder-dense": dict(kind="gemma3", saved="Gemma3TextModel", said="Gemma3TextModel", config=GEMMA, pooling="mean",
                           prompts=GEMMA_PROMPTS, after=[linear(32, 40, "linear.Identity", False),
                                                         linear(40, 32, "linear.Identity", False), "normalize"]),
    "embedder-activations": dict(kind="gemma3", saved="Gemma3TextModel", said="Gemma3TextModel", config=GEMMA, pooling="mean",
                                 prompts=GEMMA_PROMPTS, include=False,
                                 after=[linear(32, 24, "activation.Tanh", True), "normalize",
                                        linear(24, 20, "activation.GELU", True), linear(20, 16, "linear.Identity", True),
                                        "normalize"]),
}


# ---------------------------------------------------------------- files

def build(name, described, oracle, folder):
    shutil.rmtree(folder, ignore_errors=True)
    cls = getattr(transformers, described["saved"])
    model = cls(cls.config_class(**described["config"])).eval()
    for key, p in sorted(model.named_parameters()):
        n = noise(name + "/" + key, p.shape)
        is_norm = "norm" in key
        p.data = (0.3 * n + (1 if described["kind"] == "qwen3" else 0)) if is_norm else (0.6 if "embed" in key else 0.25) * n
    model.tie_weights()
    model.save_pretrained(folder)
    (folder / "generation_config.json").unlink(missing_ok=True)
    config = json.loads((folder / "config.json").read_text())
    config["architectures"] = [described["said"]]
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n")
    tokenizer = json.loads((oracle / "tokenizers/variant-roberta/tokenizer.json").read_text())
    ids = {t["content"]: t["id"] for t in tokenizer["added_tokens"]}
    special = [s for s in ("<s>", "</s>") if s in ids]
    begins = [special[0]] if described["kind"] == "gemma3" else []
    single = [{"SpecialToken": {"id": s, "type_id": 0}} for s in begins] + [{"Sequence": {"id": "A", "type_id": 0}}] + [
        {"SpecialToken": {"id": special[1], "type_id": 0}}]
    tokenizer["post_processor"] = {
        "type": "TemplateProcessing", "single": single, "pair": single + [{"Sequence": {"id": "B", "type_id": 0}}],
        "special_tokens": {s: {"id": s, "ids": [ids[s]], "tokens": [s]} for s in special}}
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer))
    (folder / "tokenizer_config.json").write_text(
        json.dumps({"tokenizer_class": "PreTrainedTokenizerFast", "eos_token": "</s>", "pad_token": "</s>"}) + "\n")
    modules = [("", "Transformer"), ("1_Pooling", "Pooling")]
    for i, module in enumerate(described["after"], 2):
        modules.append((f"{i}_Normalize", "Normalize") if module == "normalize" else (f"{i}_Dense", "Dense"))
        if module != "normalize":
            path = folder / f"{i}_Dense"
            path.mkdir()
            (path / "config.json").write_text(json.dumps(module) + "\n")
            shapes = {"linear.weight": (module["out_features"], module["in_features"])}
            if module["bias"]:
                shapes["linear.bias"] = (module["out_features"],)
            save_file({k: 0.3 * noise(f"{name}/{i}/{k}", s) for k, s in shapes.items()}, path / "model.safetensors")
    (folder / "modules.json").write_text(json.dumps(
        [{"idx": i, "name": str(i), "path": p, "type": KIND + k} for i, (p, k) in enumerate(modules)], indent=1) + "\n")
    (folder / "1_Pooling").mkdir()
    mode = described["pooling"]
    (folder / "1_Pooling/config.json").write_text(json.dumps({
        "word_embedding_dimension": 32, "pooling_mode_cls_token": False, "pooling_mode_mean_tokens": mode == "mean",
        "pooling_mode_max_tokens": False, "pooling_mode_mean_sqrt_len_tokens": False, "pooling_mode_weightedmean_tokens": False,
        "pooling_mode_lasttoken": mode == "lasttoken", "include_prompt": described.get("include", True)}) + "\n")
    (folder / "config_sentence_transformers.json").write_text(json.dumps(
        {"prompts": described["prompts"], "default_prompt_name": None, "similarity_fn_name": "cosine"}) + "\n")


# ---------------------------------------------------------------- rules

def patch(kind, rules):
    module = importlib.import_module(f"transformers.models.{kind}.modeling_{kind}")
    if rules != "gradient":
        from lxt.efficient import monkey_patch
        maps = importlib.import_module(f"lxt.efficient.models.{kind}")
        monkey_patch(module, maps.attnLRP if rules == "attnlrp" else maps.cp_LRP)

    # As transformers' and lxt's, without their cast to float32.
    def norm(self, x):
        spread = torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + (self.eps if kind == "gemma3" else self.variance_epsilon))
        return (1 + self.weight if kind == "gemma3" else self.weight) * x * (spread if rules == "gradient" else spread.detach())

    for name, cls in vars(module).items():
        if name.endswith("RMSNorm"):
            cls.forward = norm


def identity_rule(f, x):
    y = f(x).detach()
    return y + (x - x.detach()) * (y / (x.detach() + 1e-10))


def embed(modules, pooled, rules):
    for module in modules:
        if type(module).__name__ == "Dense":
            z = module.linear(pooled)
            plain = rules == "gradient" or isinstance(module.activation_function, torch.nn.Identity)
            pooled = module.activation_function(z) if plain else identity_rule(module.activation_function, z)
        else:
            length = pooled.norm()
            pooled = pooled / (length if rules == "gradient" else length.detach())
    return pooled


def explain(name, described, folder, rules, queue):
    patch(described["kind"], rules)
    model = SentenceTransformer(str(folder), device="cpu", model_kwargs={"attn_implementation": "eager"}).double().eval()
    model.requires_grad_(False)
    prompts = [described["prompts"][n] for n in NAMES]
    features = [model.preprocess([t], prompt=p) for t, p in zip(TEXTS, prompts)]
    ids = [f["input_ids"][0].tolist() for f in features]
    lefts = [0 if model[1].include_prompt else f.get("prompt_length", 0) for f in features]
    inner = model[0].auto_model if hasattr(model[0], "auto_model") else model[0].model
    words = []
    inner.get_input_embeddings().register_forward_hook(
        lambda m, a, y: words.append(y.detach().requires_grad_()) or words[-1])
    vectors = []
    for t, left in zip(ids, lefts):
        states = inner(input_ids=torch.tensor([t]), attention_mask=torch.ones(1, len(t), dtype=torch.long)).last_hidden_state[0, left:]
        pooled = states[-1] if described["pooling"] == "lasttoken" else states.mean(0)
        vectors.append(embed(list(model)[2:], pooled, rules))
    a, b = vectors
    if rules == "gradient":
        value = torch.nn.functional.cosine_similarity(a, b, dim=0)
        value.backward()
    else:
        value = (a / a.norm().detach() * (b / b.norm().detach())).sum()
        (value / 2).backward()
    relevance = [(w * w.grad)[0].sum(-1).tolist() for w in words[:2]]
    library = [model.encode(t, prompt_name=n, convert_to_tensor=True) for t, n in zip(TEXTS, NAMES)]
    cosine = float(torch.nn.functional.cosine_similarity(library[0], library[1], dim=0))
    assert abs(float(value.detach()) - cosine) < 1e-9, (name, rules, float(value), cosine)
    queue.put(dict(ids=ids, left_out=lefts, cosine=cosine, vectors=[v.tolist() for v in library],
                   result={"rules": rules, "relevance": relevance}))


def main():
    oracle = Path(sys.argv[1])
    for name, described in MODELS.items():
        folder = oracle / "similarity" / name
        build(name, described, oracle, folder)
        runs = []
        for rules in ("attnlrp", "cp-lrp", "gradient"):
            queue = multiprocessing.Queue()
            process = multiprocessing.Process(target=explain, args=(name, described, folder, rules, queue))
            process.start()
            runs.append(queue.get())
            process.join()
        assert all(abs(r["cosine"] - runs[0]["cosine"]) < 1e-9 for r in runs)
        (folder / "similarity.json").write_text(json.dumps({
            "texts": TEXTS, "names": NAMES, "prompts": [described["prompts"][n] for n in NAMES],
            **{k: runs[0][k] for k in ("ids", "left_out", "cosine", "vectors")}, "results": [r["result"] for r in runs],
            "versions": versions("transformers", "sentence-transformers")}, indent=1) + "\n")
        print(name, runs[0]["cosine"], [len(i) for i in runs[0]["ids"]], runs[0]["left_out"])


if __name__ == "__main__":
    main()
