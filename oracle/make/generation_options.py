# SPDX-License-Identifier: BSD-3-Clause
"""Writes oracle/generation-options.json: what transformers leaves to be drawn from, and where stop texts end an answer.

    python generation_options.py oracle lxt-samples/src/main/resources/org/lxt/samples

Distributions are the softmax, in float64, of what TemperatureLogitsWarper, TopKLogitsWarper and TopPLogitsWarper make of
logits, in the order in which generate applies them. Stopped answers are those of generate with stop_strings on the sample
decoders, greedily. A case where a sum of probabilities is too near the rest of top_p for rounding is left out.
"""

import itertools
import json
import sys
import tempfile
from pathlib import Path

import torch
import transformers
from transformers.generation.logits_process import TemperatureLogitsWarper, TopKLogitsWarper, TopPLogitsWarper

PROMPTS = {
    "decoder": ["In the market they sell", "Lars likes", "The 1922 expedition reached"],
    "steps": ["Given: c = y. e = r. y = j. r = 37. i = s. h = j. l = v. s = r. v = 37. m = 91. j = v. What is y?"],
}
MOST = 30


def distribution(logits, temperature, top_k, top_p):
    scores = logits[None]
    if temperature != 1:
        scores = TemperatureLogitsWarper(temperature)(None, scores)
    if top_k is not None:
        scores = TopKLogitsWarper(top_k)(None, scores)
    if top_p is not None and top_p < 1:
        sums = torch.sort(scores).values.softmax(-1).cumsum(-1)
        if torch.any(torch.abs(sums - (1 - top_p)) < 1e-9):
            return None
        scores = TopPLogitsWarper(top_p)(None, scores)
    return scores.softmax(-1)[0].tolist()


def distributions():
    generator = torch.Generator().manual_seed(5)
    vectors = [
        3 * torch.randn(24, generator=generator, dtype=torch.float64),
        torch.tensor([1.0, 4, 4, 0.5, 4, -2, 1, 1, 3, 4, 0, 3], dtype=torch.float64),
        torch.tensor([-50.0, 900, 899, -1000, 890], dtype=torch.float64),
        torch.zeros(6, dtype=torch.float64),
        torch.tensor([2.5], dtype=torch.float64),
    ]
    found = []
    for logits, temperature, top_k, top_p in itertools.product(
        vectors, [1.0, 0.3, 2.5], [None, 1, 3, 5, 100], [None, 0.05, 0.5, 0.77, 0.95, 1.0]
    ):
        probabilities = distribution(logits, temperature, top_k, top_p)
        if probabilities is not None:
            found.append(
                {
                    "logits": logits.tolist(),
                    "temperature": temperature,
                    "top_k": top_k,
                    "top_p": top_p,
                    "probabilities": probabilities,
                }
            )
    return found


def generated(model, tokenizer, prompt, **options):
    ids = tokenizer(prompt, return_tensors="pt").input_ids
    with torch.no_grad():
        # without a mask, generate would take the first token for padding
        mask = torch.ones_like(ids)
        out = model.generate(
            ids, attention_mask=mask, do_sample=False, max_new_tokens=MOST, tokenizer=tokenizer, **options
        )
    return out[0, ids.shape[1] :].tolist()


def stopped(samples):
    """Stop texts are pieces of the answer itself: within a token, whole tokens, across two and across three."""
    found = []
    for name, prompts in PROMPTS.items():
        model = transformers.AutoModelForCausalLM.from_pretrained(samples / name, dtype=torch.float64).eval()
        model.generation_config = transformers.GenerationConfig(eos_token_id=model.config.eos_token_id, pad_token_id=0)
        tokenizer = transformers.PreTrainedTokenizerFast(tokenizer_file=str(samples / name / "tokenizer.json"))
        for prompt in prompts:
            ids = generated(model, tokenizer, prompt)
            if len(ids) < 2:
                continue
            text = tokenizer.decode(ids)
            stops = [[text[1:4]], [text[-3:-1]], [text[len(text) // 2 : len(text) // 2 + 2]], ["nowhere", text[4:11]]]
            for stop in stops:
                new = generated(model, tokenizer, prompt, stop_strings=stop)
                found.append({"sample": name, "prompt": tokenizer(prompt).input_ids, "stop": stop, "tokens": new})
                print(name, repr(prompt), stop, repr(tokenizer.decode(new)))
    return found


def endings(samples):
    """Answers of a checkpoint whose generation_config.json alone says which tokens end them."""
    found = []
    model = transformers.AutoModelForCausalLM.from_pretrained(samples / "steps", dtype=torch.float64)
    tokenizer = transformers.PreTrainedTokenizerFast(tokenizer_file=str(samples / "steps" / "tokenizer.json"))
    model.generation_config = transformers.GenerationConfig(pad_token_id=0)
    prompt = PROMPTS["steps"][0]
    ids = generated(model, tokenizer, prompt)
    for eos in [ids[5], [0, ids[-1], ids[3]]]:
        with tempfile.TemporaryDirectory() as folder:
            model.save_pretrained(folder)
            Path(folder, "generation_config.json").write_text(json.dumps({"eos_token_id": eos}))
            again = transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float64)
            new = generated(again, tokenizer, prompt, pad_token_id=0)
            ends = eos if isinstance(eos, list) else [eos]
            ended = new[-1] in ends
            found.append({"prompt": tokenizer(prompt).input_ids, "eos_token_id": eos, "tokens": new[:-1] if ended else new, "ended": ended})
    return found


def main():
    oracle, samples = Path(sys.argv[1]), Path(sys.argv[2])
    found = {"distributions": distributions(), "stopped": stopped(samples), "endings": endings(samples)}
    parts = (
        json.dumps(name) + ": [\n" + ",\n".join(json.dumps(line) for line in lines) + "\n]" for name, lines in found.items()
    )
    (oracle / "generation-options.json").write_text("{\n" + ",\n".join(parts) + "\n}\n")
    print({name: len(lines) for name, lines in found.items()})


main()
