# SPDX-License-Identifier: BSD-3-Clause
"""What quantising costs: relevance and logits of a model whose matrices went through blocks of each type, against the model itself.

    pip download --no-deps --no-binary :all: llama-cpp-python && tar xf llama_cpp_python-*.tar.gz
    python oracle/real/quantisation.py MODEL PROMPTS --ggml llama_cpp_python-*/vendor/llama.cpp/ggml

MODEL: a folder with config.json, model.safetensors and tokenizer.json. PROMPTS: lines of text, or a .jsonl file with `prompt` in each
line; the first --count of them. --ggml: the source of llama.cpp's own quantisers, of which one file is compiled by gcc. Needs gguf,
numpy, safetensors and torch.

Every matrix, the embedding too, is quantised by that code without an importance matrix, dequantised by the package gguf, and stored
as float32: the numbers that a GGUF file of this type has. Where rows are no whole blocks of 256, as no GGUF file may have them, blocks
run on from row to row; such types are marked with a star. Explained is the token that the model itself thinks the most likely.

Prints over the prompts: the mean and the lowest rank correlation (Spearman) of the relevance of tokens, the mean share of the ten most
relevant that are the same (of half of them where a prompt has fewer than twenty), the mean and the largest difference of the explained
logit over the largest logit, and how often the most likely token is the same.
"""
import argparse
import ctypes
import json
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import gguf
import numpy as np
import torch
from gguf import GGMLQuantizationType as T
from safetensors.torch import load_file, save_file

sys.path.append(str(Path(__file__).parents[2] / "bench"))
import closeness  # noqa: E402

TYPES = ["BF16", "Q8_0", "Q6_K", "Q5_K", "Q5_1", "Q5_0", "Q4_K", "Q4_1", "Q4_0", "IQ4_NL", "IQ4_XS", "MXFP4", "Q3_K", "Q2_K"]

ABSENT = ["ggml_backend_buffer_get_usage", "ggml_backend_tensor_memset", "ggml_backend_tensor_set", "ggml_critical_section_start",
          "ggml_critical_section_end"]


def compiled(ggml, folder):
    """The quantisers; what their files refer to and they do not call ends the program."""
    (folder / "ggml-version.h").write_text('#define GGML_VERSION ""\n#define GGML_COMMIT ""\n')
    (folder / "absent.c").write_text("#include <stdlib.h>\n" + "".join(f"void {name}(void) {{ abort(); }}\n" for name in ABSENT))
    library = folder / "quants.so"
    sources = [ggml / "src" / "ggml-quants.c", ggml / "src" / "ggml.c", folder / "absent.c"]
    subprocess.run(["gcc", "-O2", "-fPIC", "-shared", "-D_GNU_SOURCE", f"-I{folder}", f"-I{ggml / 'include'}", f"-I{ggml / 'src'}",
                    *sources, "-o", library, "-lm"], check=True)
    return ctypes.CDLL(str(library))


def function(library, kind):
    name = kind.lower().replace("_k", "_K")
    found = getattr(library, f"quantize_{name}")
    found.restype = ctypes.c_size_t
    found.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64, ctypes.c_int64, ctypes.c_void_p]
    return found


def through_blocks(library, values, kind):
    """The numbers that are left, and whether rows were whole blocks."""
    if kind == "BF16":
        return torch.from_numpy(values).bfloat16().float().numpy(), True
    elements, size = gguf.GGML_QUANT_SIZES[T[kind]]
    whole = values.shape[-1] % elements == 0
    source = np.ascontiguousarray(values if whole else values.reshape(1, -1), dtype=np.float32)
    if source.size % elements:
        sys.exit(f"a matrix of {values.shape} is no whole blocks of {kind}")
    rows, columns = source.shape
    blocks = np.zeros((rows, columns // elements * size), dtype=np.uint8)
    written = function(library, kind)(source.ctypes.data, blocks.ctypes.data, rows, columns, None)
    assert written == blocks.nbytes
    return gguf.dequantize(blocks, T[kind]).reshape(values.shape), whole


def quantised(library, source, kind, folder):
    """Writes the folder; returns whether all rows were whole blocks."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("*.safetensors", "*.jsonl"))
    tensors, all_whole = {}, True
    for name, value in load_file(source / "model.safetensors").items():
        value = value.float()
        if value.ndim == 2 and kind != "F32":
            left, whole = through_blocks(library, value.numpy(), kind)
            value, all_whole = torch.from_numpy(left.copy()), all_whole and whole
        tensors[name] = value.contiguous()
    save_file(tensors, folder / "model.safetensors")
    return all_whole


def explained(command, model, lines, work):
    prompts, results = work / "prompts.jsonl", work / "results.jsonl"
    prompts.write_text("".join(json.dumps(line) + "\n" for line in lines))
    subprocess.run([*command, "explain", "--model", str(model), "--prompts", str(prompts), "--json", str(results)],
                   check=True, stdout=subprocess.DEVNULL)
    return [json.loads(line)["attributions"][0] for line in results.read_text().splitlines()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("prompts", type=Path)
    parser.add_argument("--ggml", type=Path, required=True)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--command", default="./lxt", help="how LXT is called")
    options = parser.parse_args()
    texts = [line for line in options.prompts.read_text().splitlines() if line.strip()][:options.count]
    if options.prompts.suffix == ".jsonl":
        texts = [json.loads(line)["prompt"] for line in texts]
    lines = [{"prompt": text} for text in texts]
    command = shlex.split(options.command)
    print("type     bits   rank  lowest  top ten  logit  largest  same token", flush=True)
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        library = compiled(options.ggml, work)
        quantised(library, options.model, "F32", work / "model")
        source = explained(command, work / "model", lines, work)
        lines = [line | {"target": a["target"]["id"]} for line, a in zip(lines, source, strict=True)]
        for kind in TYPES:
            whole = quantised(library, options.model, kind, work / "model")
            found = explained(command, work / "model", lines, work)
            values, logits, same = [], [], 0
            for a, b in zip(source, found, strict=True):
                values.append(closeness.measures(*([t["relevance"] for t in x["tokens"]] for x in (a, b))))
                logits.append(abs(a["value"] - b["value"]) / max(abs(c["logit"]) for c in a["candidates"]))
                same += b["candidates"][0]["id"] == a["target"]["id"]
            ranks = [v["rank correlation"] for v in values]
            elements, size = gguf.GGML_QUANT_SIZES[T[kind]]
            print(f"{kind + ('' if whole else '*'):7s} {8 * size / elements:5.2f}  {statistics.fmean(ranks):.3f}  {min(ranks):.3f}"
                  f"  {statistics.fmean(v['top 10 in common'] for v in values):7.2f}  {statistics.fmean(logits):.3f}"
                  f"  {max(logits):7.3f}  {same} of {len(lines)}", flush=True)


main()
