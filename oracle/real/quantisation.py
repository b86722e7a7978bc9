# SPDX-License-Identifier: BSD-3-Clause
"""What quantising costs: relevance and logits of a model in several types of blocks against the model that was quantised.

    python oracle/real/quantisation.py MODEL.gguf PROMPTS.jsonl [COMMAND]

MODEL.gguf: any model; its matrices are dequantised to float32, which is the source, and quantised again by the package gguf.
PROMPTS.jsonl: lines with `ids`. COMMAND: how LXT is called, `./lxt` by default. Needs gguf and numpy. Prints, over the prompts:
the mean and the lowest rank correlation (Spearman) of the relevance of their tokens, the mean share of the ten most relevant tokens
that are the same, the largest difference of the top logit relative to it, and how often the top token is the same.
"""
import json
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

import gguf
import numpy as np
from gguf import GGMLQuantizationType as T

TYPES = ["F32", "BF16", "Q8_0", "Q5_1", "Q5_0", "Q4_1", "Q4_0", "MXFP4"]


def quantised(reader, kind, file):
    writer = gguf.GGUFWriter(file, reader.get_field("general.architecture").contents())
    for field in reader.fields.values():
        if field.name.startswith(("GGUF.", "general.architecture", "tokenizer.")):
            continue
        value = field.contents()
        of = field.types[0]
        writer.add_key_value(field.name, value, of, field.types[-1] if of == gguf.GGUFValueType.ARRAY else None)
    for tensor in reader.tensors:
        values = gguf.dequantize(tensor.data, tensor.tensor_type)
        block = gguf.GGML_QUANT_SIZES[T[kind]][0]
        if values.ndim == 2 and values.shape[-1] % block == 0 and kind != "F32":
            writer.add_tensor(tensor.name, gguf.quantize(values, T[kind]), raw_dtype=T[kind])
        else:
            writer.add_tensor(tensor.name, np.ascontiguousarray(values, dtype=np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def explained(command, model, lines):
    with tempfile.TemporaryDirectory() as folder:
        prompts, results = Path(folder) / "prompts.jsonl", Path(folder) / "results.jsonl"
        prompts.write_text("".join(json.dumps({"ids": line["ids"]}) + "\n" for line in lines))
        subprocess.run([*command, "explain", "--model", str(model), "--prompts", str(prompts), "--json", str(results)],
                       check=True, stdout=subprocess.DEVNULL)
        return [json.loads(line)["attributions"][0] for line in results.read_text().splitlines()]


def rank_correlation(x, y):
    """Spearman's, of values without ties."""
    ranks = [np.argsort(np.argsort(v)) for v in (x, y)]
    return np.corrcoef(*ranks)[0, 1]


def main():
    reader = gguf.GGUFReader(sys.argv[1])
    lines = [json.loads(line) for line in open(sys.argv[2])]
    lines = list({json.dumps(line["ids"]): line for line in lines}.values())
    command = shlex.split(sys.argv[3] if len(sys.argv) > 3 else "./lxt")
    source = None
    print(f"{'type':6s} {'MB':>5s} {'rank mean':>9s} {'lowest':>7s} {'top ten':>7s} {'logit':>8s} {'same token':>10s}")
    for kind in TYPES:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "model.gguf"
            quantised(reader, kind, file)
            megabytes = file.stat().st_size / 1e6
            found = explained(command, file, lines)
        source = source or found
        ranks, tens, logits, same = [], [], [], 0
        for a, b in zip(source, found, strict=True):
            x, y = ([t["relevance"] for t in r["tokens"]] for r in (a, b))
            ranks.append(rank_correlation(x, y))
            n = min(10, len(x))
            tens.append(len(set(np.argsort(x)[-n:]) & set(np.argsort(y)[-n:])) / n)
            same += a["target"]["id"] == b["target"]["id"]
            logits.append(abs(a["target"]["logit"] - b["target"]["logit"]) / abs(a["target"]["logit"]))
        print(f"{kind:6s} {megabytes:5.0f} {np.mean(ranks):9.4f} {min(ranks):7.4f} {np.mean(tens):7.2f} {max(logits):8.1e}"
              f" {same:5d} of {len(lines)}", flush=True)


main()
