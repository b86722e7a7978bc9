# SPDX-License-Identifier: BSD-3-Clause
"""The reference's relevance on a real checkpoint, for prompts given one to a line on standard input, each a JSON string or a list of ids.

    python oracle/real/reference.py FAMILY MODEL_DIR RULES < prompts.txt >> reference.jsonl

FAMILY is transformers' name of it, llama or gemma3; RULES are attnlrp, cp-lrp or gradient, in a process each, as lxt patches classes.
What is explained is the largest logit at the last token, in float32. Needs transformers, tokenizers and lxt on PYTHONPATH.
"""
import importlib
import json
import sys

import torch
from tokenizers import Tokenizer
from transformers import AutoModelForCausalLM

family, folder, rules = sys.argv[1:4]
if rules != "gradient":
    from lxt.efficient import monkey_patch

    maps = importlib.import_module(f"lxt.efficient.models.{family}")
    patched = importlib.import_module(f"transformers.models.{family}.modeling_{family}")
    monkey_patch(patched, {"attnlrp": maps.attnLRP, "cp-lrp": maps.cp_LRP}[rules])
model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="sdpa").eval()
model.requires_grad_(False)
tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
for line in sys.stdin:
    given = json.loads(line)
    prompt = given if isinstance(given, str) else None
    ids = tokenizer.encode(prompt).ids if prompt is not None else given
    embeddings = model.get_input_embeddings()(torch.tensor([ids])).detach().requires_grad_()
    logits = model(inputs_embeds=embeddings, use_cache=False).logits[0, -1]
    target = int(logits.argmax())
    logits[target].backward()
    relevance = (embeddings * embeddings.grad).sum(-1)[0]
    print(json.dumps({"prompt": prompt, "ids": ids, "rules": rules, "target": target, "logit": float(logits[target]),
                      "relevance": relevance.tolist()}), flush=True)
