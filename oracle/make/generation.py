# SPDX-License-Identifier: BSD-3-Clause
"""Writes oracle/generation.json: how transformers continues the prompts of the decoder cases greedily, its keys kept.

    python generation.py oracle

Computed in float64. A continuation ends before a token whose logit leads the next one by less than MARGIN, since rounding
may decide there.
"""

import json
import sys
from pathlib import Path

import torch
import transformers

TOKENS = 64
MARGIN = 1e-4


def continuation(folder, case):
    config = transformers.AutoConfig.from_pretrained(folder)
    text = config.get_text_config()
    model_class = getattr(transformers, case["class"])
    model = model_class.from_pretrained(folder, dtype=torch.float64, attn_implementation="eager", experts_implementation="eager").eval()
    model.generation_config = transformers.GenerationConfig(eos_token_id=text.eos_token_id, pad_token_id=0)
    prompt = [
        token
        for token, seen in zip(case["input_ids"][0], (case["attention_mask"] or [[1] * len(case["input_ids"][0])])[0])
        if seen
    ]
    room = text.max_position_embeddings - len(prompt)
    if room < 1:
        raise ValueError("the prompt fills the model's context")
    with torch.no_grad():
        out = model.generate(
            torch.tensor([prompt]),
            do_sample=False,
            max_new_tokens=min(TOKENS, room),
            use_cache=True,
            output_logits=True,
            return_dict_in_generate=True,
        )
    new = out.sequences[0, len(prompt) :].tolist()
    for i, logits in enumerate(out.logits):
        first, second = torch.topk(logits[0], 2).values.tolist()
        if first - second < MARGIN:
            return prompt, new[:i], "margin"
    ends = text.eos_token_id if isinstance(text.eos_token_id, list) else [text.eos_token_id]
    if new and new[-1] in ends:
        return prompt, new[:-1], "end"
    return prompt, new, "length"


def main():
    oracle = Path(sys.argv[1])
    found = []
    for file in sorted((oracle / "cases").glob("*/case.json")):
        case = json.loads(file.read_text())
        if case["class"] is None or not case["class"].endswith(("ForCausalLM", "LMHeadModel")):
            continue
        if case["kind"] != "explanation" or case["position_ids"] is not None:
            continue
        try:
            prompt, tokens, end = continuation(file.parent, case)
        except Exception as e:  # a case that generate cannot run says so
            print(file.parent.name, "left out:", str(e).splitlines()[0][:150])
            continue
        found.append({"case": file.parent.name, "prompt": prompt, "tokens": tokens, "ended_by": end})
        print(file.parent.name, len(tokens), end, flush=True)
    lines = ",\n".join(json.dumps(f) for f in found)
    (oracle / "generation.json").write_text("[\n" + lines + "\n]\n")


main()
