# SPDX-License-Identifier: BSD-3-Clause
"""Compares LXT with PyTorch on a real sentence-embedding model of BERT: similarity of texts, and relevance of their tokens.

    python oracle/real/similarity.py MODEL_DIR [COMMAND]

The rules of AttnLRP and CP-LRP are put on the modules of transformers by hooks, as for the reference cases of encoders
(oracle/make/encoder_cases.py), in float32; embeddings are the mean over all tokens. COMMAND: how LXT is called, `./lxt` by default.
"""
import json
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

import torch
from tokenizers import Tokenizer

sys.path.insert(0, str(Path(__file__).parent.parent / "make"))
import encoder_cases  # noqa: E402

PAIRS = [("The dog plays in the garden", "A cat sits outside"),
         ("How do I reset my password?", "Steps to recover access to your account when you cannot log in."),
         ("Oslo is the capital of Norway.", "Norway's seat of government is in Oslo."),
         ("def add(a, b): return a + b", "A function that sums two numbers")]


def explained(command, model, rules, first, second):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "why.json"
        subprocess.run([*command, "explain", "--model", model, "--rules", rules, "--quiet", "--json", str(file),
                        "--similar-to", second, first], check=True)
        return json.loads(file.read_text())["attributions"]


model = sys.argv[1]
command = shlex.split(sys.argv[2] if len(sys.argv) > 2 else "./lxt")
tokenizer = Tokenizer.from_file(f"{model}/tokenizer.json")
tokenizer.no_padding()
case = {"arch": "BertModel", "pooling": "mean"}
print(f"{'rules':10s} {'pairs':>5s} {'tokens equal':>12s} {'similarity':>10s} {'relevance':>9s}")
for rules in encoder_cases.FACTORS:
    equal, similarity, relevance = 0, 0.0, 0.0
    for pair in PAIRS:
        ids = [tokenizer.encode(text).ids for text in pair]
        cosine, wanted = encoder_cases.similarity(case, model, *ids, rules, torch.float32)
        found = explained(command, model, rules, *pair)
        equal += [[t["id"] for t in a["tokens"]] for a in found] == ids
        similarity = max(similarity, abs(found[0]["target"]["logit"] - cosine) / abs(cosine))
        for a, own in zip(found, wanted, strict=True):
            largest = max(map(abs, own))
            relevance = max(relevance, *(abs(t["relevance"] - r) / largest for t, r in zip(a["tokens"], own, strict=True)))
    print(f"{rules:10s} {len(PAIRS):5d} {equal:12d} {similarity:10.1e} {relevance:9.1e}", flush=True)
