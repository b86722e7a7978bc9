# SPDX-License-Identifier: BSD-3-Clause
"""What the scripts that make cases share: numbers drawn by name, errors and tolerances, and the files of a case."""

import argparse
import importlib.metadata
import json
import math
import multiprocessing
import shutil
import zlib
from pathlib import Path

import torch
from safetensors.torch import save_file


def noise(label, shape):
    return torch.randn(shape, generator=torch.Generator().manual_seed(zlib.crc32(label.encode())))


def stacked(results):
    """One result as it is; several with a first dimension over the explanations."""
    if len(results) == 1:
        return results[0]
    return {k: torch.stack([r[k] for r in results]) for k in results[0]}


def errors(a, b):
    return {k: float((a[k].double() - b[k]).abs().max() / b[k].abs().max()) for k in b}


def tolerance(error):
    value = max(2e-5, 20 * error)
    exponent = math.floor(math.log10(value))
    return float(f"{math.ceil(value / 10 ** exponent - 1e-9)}e{exponent}")


def versions(*libraries):
    return {n: importlib.metadata.version(n).split("+")[0] for n in dict.fromkeys(("torch",) + libraries)}


def measured(error, targets, libraries):
    """The fields of case.json that follow from the results."""
    return dict(
        leading_dimension="explain" if len(targets) > 1 else None, reference_dtype="float64",
        float32_error={k: float(f"{v:.3g}") for k, v in error.items()},
        tolerance={k: tolerance(v) for k, v in error.items()}, versions=versions(*libraries))


def write(folder, described, expected):
    save_file({k: t.to(torch.float32).contiguous() for k, t in expected.items()}, folder / "expected.safetensors")
    (folder / "case.json").write_text(json.dumps(described, indent=1) + "\n")


def as_gguf(case, out):
    """Everything of a case but its model, for one that has its model as a GGUF file."""
    out.mkdir(exist_ok=True)
    for file in ("case.json", "expected.safetensors"):
        shutil.copy(case / file, out / file)
    description = json.loads((out / "case.json").read_text())
    description["name"] = out.name.split("-", 1)[1]
    description["description"] += "; as a GGUF file"
    description.pop("layouts", None)
    (out / "case.json").write_text(json.dumps(description, indent=1) + "\n")


def make_each(cases, make):
    """Makes the cases that the command line asks for, each in a process of its own, as patches of classes stay."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True, help="the project's oracle/cases folder")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    for c in cases:
        if options.only in c["name"]:
            process = multiprocessing.get_context("fork").Process(target=make, args=(c, options.out))
            process.start()
            process.join()
            assert process.exitcode == 0, c["name"]
