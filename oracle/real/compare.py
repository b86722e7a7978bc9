# SPDX-License-Identifier: BSD-3-Clause
"""Compares LXT with the reference on a real checkpoint: tokens, logit and relevance of prompts, under rule sets.

    python oracle/real/compare.py MODEL_DIR REFERENCE.jsonl [COMMAND]

REFERENCE.jsonl: a line for each prompt and rule set with `prompt` (or null), `ids`, `rules`, `target`, `logit` and `relevance`, as
reference.py writes it. COMMAND: how LXT is called, `./lxt` by default. Prints the largest differences: of the logit relative to
it, of relevance relative to the largest of its prompt.
"""
import json
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path


def explained(command, model, rules, lines):
    with tempfile.TemporaryDirectory() as folder:
        prompts, results = Path(folder) / "prompts.jsonl", Path(folder) / "results.jsonl"
        with open(prompts, "w") as out:
            for line in lines:
                given = {"prompt": line["prompt"]} if line["prompt"] is not None else {"ids": line["ids"]}
                out.write(json.dumps(given) + "\n")
        subprocess.run([*command, "explain", "--model", model, "--rules", rules, "--prompts", str(prompts), "--json",
                        str(results)], check=True, stdout=subprocess.DEVNULL)
        return [json.loads(line) for line in results.read_text().splitlines()]


model, reference = sys.argv[1:3]
command = shlex.split(sys.argv[3] if len(sys.argv) > 3 else "./lxt")
lines = [json.loads(line) for line in open(reference)]
print(f"{'rules':10s} {'prompts':>7s} {'tokens equal':>12s} {'target equal':>12s} {'logit':>9s} {'relevance':>9s}")
for rules in dict.fromkeys(line["rules"] for line in lines):
    wanted = [line for line in lines if line["rules"] == rules]
    tokens = targets = 0
    logit = relevance = 0.0
    for line, result in zip(wanted, explained(command, model, rules, wanted), strict=True):
        found = result["attributions"][0]
        own = [token["relevance"] for token in found["tokens"]]
        tokens += [token["id"] for token in found["tokens"]] == line["ids"]
        targets += found["target"]["id"] == line["target"]
        logit = max(logit, abs(found["target"]["logit"] - line["logit"]) / abs(line["logit"]))
        largest = max(abs(r) for r in line["relevance"])
        relevance = max(relevance, *(abs(a - b) / largest for a, b in zip(own, line["relevance"], strict=True)))
    print(f"{rules:10s} {len(wanted):7d} {tokens:12d} {targets:12d} {logit:9.1e} {relevance:9.1e}")
