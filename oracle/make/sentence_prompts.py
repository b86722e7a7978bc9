# SPDX-License-Identifier: BSD-3-Clause
"""What sentence-transformers makes of a model's prompts and poolings, and the relevance of tokens that follows from it.

usage: python sentence_prompts.py ORACLE

writes ORACLE/similarity/prompts: a made-up BERT with the tokenizer bert-uncased, and variants.json: the files around it,
ids and cosine as the library has them, and relevance as encoder_cases.py computes it. Needs sentence-transformers.
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path

import sentence_transformers
import torch
from sentence_transformers import SentenceTransformer

from case_files import versions
from encoder_cases import FACTORS, Divided, build, load, put_rules

TEXTS = ["The cat sleeps on the sofa.", "A kitten naps."]
NAMED = {"prompts": {"query": "Find what means: ", "document": "", "short": "a"}}
OLD = {"word_embedding_dimension": 32, "pooling_mode_cls_token": False, "pooling_mode_mean_tokens": True,
       "pooling_mode_max_tokens": False, "pooling_mode_mean_sqrt_len_tokens": False}
VARIANTS = {
    "none": (OLD, None, {"max_seq_length": 32, "do_lower_case": True}),
    "no-default": ({"embedding_dimension": 32, "pooling_mode": "mean", "include_prompt": False}, NAMED, None),
    "default": (OLD, NAMED | {"default_prompt_name": "query"}, {"max_seq_length": 32, "do_lower_case": False}),
    "left-out": ({"embedding_dimension": 32, "pooling_mode": "mean", "include_prompt": False},
                 NAMED | {"default_prompt_name": "query"}, None),
    "left-out-old": (OLD | {"include_prompt": False}, NAMED | {"default_prompt_name": "short"}, None),
    "first": ({"embedding_dimension": 32, "pooling_mode": ["cls"], "include_prompt": True},
              NAMED | {"default_prompt_name": "query"}, None),
    "first-left-out": ({"embedding_dimension": 32, "pooling_mode": "cls", "include_prompt": False},
                       NAMED | {"default_prompt_name": "query"}, None),
    "root-of-number": ({"embedding_dimension": 32, "pooling_mode": "mean_sqrt_len_tokens", "include_prompt": True},
                       NAMED | {"default_prompt_name": "query"}, None),
    "empty": ({"embedding_dimension": 32}, NAMED | {"default_prompt_name": "document"}, None),
    "by-name": (OLD, NAMED | {"default_prompt_name": "short"}, None, ["query", "document"]),
    "by-name-left-out": ({"embedding_dimension": 32, "pooling_mode": "mean", "include_prompt": False}, NAMED, None,
                         ["query", "short"]),
    "by-name-unsaid": (OLD, None, None, ["document", "query"]),
    "unsaid": ({"word_embedding_dimension": 32, "pooling_mode_cls_token": False}, {"default_prompt_name": "query"}, None),
}


def relevance(folder, ids, lefts, first, rules):
    model = load({"arch": "BertModel"}, folder, torch.float64)
    put_rules(model, rules)
    words = [model.get_input_embeddings()(torch.tensor([t])).detach().requires_grad_() for t in ids]
    states = [model(inputs_embeds=w).last_hidden_state[0, left:] for w, left in zip(words, lefts)]
    a, b = (s[0] if first else s.mean(0) for s in states)
    if rules == "gradient":
        value = torch.nn.functional.cosine_similarity(a, b, dim=0)
    else:
        value = Divided.apply(((a / a.norm().detach()) * (b / b.norm().detach())).sum(), 2)
    value.backward()
    return float(value.detach()), [(w * w.grad)[0].sum(-1).tolist() for w in words]


def main():
    oracle = Path(sys.argv[1])
    folder = oracle / "similarity" / "prompts"
    shutil.rmtree(folder, ignore_errors=True)
    vocabulary = len(json.loads((oracle / "tokenizers/bert-uncased/tokenizer.json").read_text())["model"]["vocab"])
    build({"name": "prompts", "arch": "BertModel", "drop": "pooler.", "config": dict(
        hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=48, vocab_size=vocabulary,
        max_position_embeddings=32, type_vocab_size=2, pad_token_id=0)}, folder)
    shutil.copy(oracle / "tokenizers/bert-uncased/tokenizer.json", folder)
    (folder / "tokenizer_config.json").write_text('{"tokenizer_class": "BertTokenizer", "do_lower_case": true}\n')
    kind = "sentence_transformers.models."
    (folder / "modules.json").write_text(json.dumps(
        [{"idx": i, "name": str(i), "path": path, "type": kind + name} for i, (path, name) in enumerate(
            [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")])], indent=1) + "\n")
    variants = {}
    for name, (pooling, prompts, encoder, *chosen) in VARIANTS.items():
        names = chosen[0] if chosen else [None, None]
        files = {"1_Pooling/config.json": pooling, "config_sentence_transformers.json": prompts,
                 "sentence_bert_config.json": encoder}
        files = {file: content for file, content in files.items() if content is not None}
        with tempfile.TemporaryDirectory() as made:
            copy = Path(made) / "model"
            shutil.copytree(folder, copy)
            for file, content in files.items():
                (copy / file).parent.mkdir(exist_ok=True)
                (copy / file).write_text(json.dumps(content))
            model = SentenceTransformer(str(copy), device="cpu").double().eval()
            vectors = [model.encode(t, prompt_name=n, convert_to_tensor=True) for t, n in zip(TEXTS, names)]
            cosine = float(torch.nn.functional.cosine_similarity(vectors[0], vectors[1], dim=0))
            put = [model._resolve_prompt(None, n) for n in names]
            features = [model.preprocess([text], prompt=p) for text, p in zip(TEXTS, put)]
            ids = [f["input_ids"][0].tolist() for f in features]
            lefts = [0 if model[1].include_prompt else f.get("prompt_length", 0) for f in features]
            first = model[1].pooling_mode == "cls"
            results = []
            for rules in FACTORS:
                value, tokens = relevance(folder, ids, lefts, first, rules)
                assert rules != "gradient" or abs(value - cosine) < 1e-9, (value, cosine)
                results.append({"rules": rules, "relevance": tokens})
        variants[name] = {"files": files, "names": names, "prompts": [p or "" for p in put], "ids": ids,
                          "left_out": lefts, "cosine": cosine, "results": results}
        print(name, names, put, lefts, cosine)
    (folder / "variants.json").write_text(json.dumps(
        {"texts": TEXTS, "variants": variants,
         "versions": versions("transformers", "sentence-transformers")}, indent=1) + "\n")


main()
