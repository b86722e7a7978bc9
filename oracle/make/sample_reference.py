# SPDX-License-Identifier: BSD-3-Clause
"""What lxt on transformers says about answers of the sample that answers in steps.

    python sample_reference.py SAMPLE RULES >> reference.jsonl    RULES: attnlrp, cp-lrp or gradient

One process for each rule set, as lxt patches classes for the whole process. SAMPLE is the checkpoint folder with
evidence.jsonl. For the first prompt of each length of chain, with its answer, a line: for each token of the answer the place that
foretells it, its logit there, and its relevance at all tokens up to that place; the weights are read as float64.
"""
import json
import sys

import torch
from lxt.efficient import monkey_patch
from lxt.efficient.models import llama
from tokenizers import Tokenizer
from transformers import LlamaForCausalLM
from transformers.models.llama import modeling_llama

torch.set_num_threads(1)
folder, rules = sys.argv[1:3]
if rules != "gradient":
    monkey_patch(modeling_llama, {"attnlrp": llama.attnLRP, "cp-lrp": llama.cp_LRP}[rules], verbose=False)
tok = Tokenizer.from_file(folder + "/tokenizer.json")
model = LlamaForCausalLM.from_pretrained(folder).double().eval()
for p in model.parameters():
    p.requires_grad = False


def rounded(values):
    return [float(f"{v:.8g}") for v in values]


seen = set()
with open(folder + "/evidence.jsonl") as lines:
    for line in lines:
        known = json.loads(line)
        if len(known["evidence"]["chain"]) in seen:
            continue
        seen.add(len(known["evidence"]["chain"]))
        text = known["prompt"] + known["answer"]
        ids = tok.encode(text).ids
        explained = []
        for position in range(len(tok.encode(known["prompt"]).ids) - 1, len(ids) - 1):
            x = model.get_input_embeddings()(torch.tensor([ids])).detach().requires_grad_()
            logits = model(inputs_embeds=x).logits[0, position]
            target = ids[position + 1]
            logits[target].backward()
            explained.append({"position": position, "target": target, "logit": rounded([logits[target].item()])[0],
                              "relevance": rounded((x * x.grad).sum(-1)[0, :position + 1].tolist())})
        print(json.dumps({"prompt": text, "ids": ids, "rules": rules, "explained": explained}))
