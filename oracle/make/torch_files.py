# SPDX-License-Identifier: BSD-3-Clause
"""Files of torch.save, good ones with the tensors that torch reads from them, and bad ones.

    python torch_files.py oracle/torch
"""
import argparse
import collections
import os
import sys
import zipfile
from pathlib import Path

import torch
from safetensors.torch import save_file

out = Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)
torch.manual_seed(0)


def good(name, value, tensors, **options):
    torch.save(value, out / f"{name}.pth", **options)
    # one entry each: safetensors writes no two tensors of one storage
    save_file({k: v.detach().clone().contiguous() for k, v in tensors.items()}, out / f"{name}.safetensors")


numbers = torch.arange(24, dtype=torch.float32).reshape(4, 6)
views = collections.OrderedDict(
    whole=numbers,
    shared=numbers[1:3],
    one_row=numbers[2],
    transposed=numbers.t(),
    columns=numbers[:, 1:3],
    every_second=numbers.flatten()[::2],
    permuted=torch.randn(2, 3, 4).permute(2, 0, 1),
    channels_last=torch.randn(1, 3, 4, 4).to(memory_format=torch.channels_last),
    spread=torch.tensor([[1.5], [2.5]]).expand(2, 3),
    scalar=torch.tensor(7.25),
    empty=torch.zeros(0, 5),
    empty_view=numbers[4:],
)
good("views", views, views)

types = {
    str(t).removeprefix("torch."): torch.tensor([[0, 1, 2], [3, 100, 1]]).to(t)
    for t in (torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16,
              torch.int8, torch.uint8, torch.bool)
}
good("types", types, types)

layer = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.BatchNorm1d(4))
state = layer.state_dict()
good("module", state, state)
good("parameters", dict(layer.named_parameters()), dict(layer.named_parameters()))
optimizer = torch.optim.Adam(layer.parameters())
layer(torch.randn(5, 3)).sum().backward()
optimizer.step()
state = layer.state_dict()
good("wrapped-model", {"model": state, "optimizer": optimizer.state_dict(), "epoch": 3, "loss": 0.5, "best": None}, state)
good("wrapped-state-dict", {"epoch": 90, "arch": "vit", "state_dict": {f"module.{k}": v for k, v in state.items()},
                            "shape": numbers.shape, "dtype": torch.float32, "large": 10**30}, state)
for protocol in (3, 4, 5):
    good(f"protocol-{protocol}", state, state, pickle_protocol=protocol)

bad = out / "bad"
bad.mkdir(exist_ok=True)


class System:
    def __reduce__(self):
        return os.system, ("touch /tmp/lxt-was-here",)


class Evaluated:
    def __reduce__(self):
        return eval, ("__import__('os').system('touch /tmp/lxt-was-here')",)


torch.save({"weight": numbers, "x": System()}, bad / "system.pth")
torch.save({"model": state, "hook": Evaluated()}, bad / "eval-protocol-4.pth", pickle_protocol=4)
torch.save({"model": state, "args": argparse.Namespace(lr=0.1)}, bad / "namespace.pth")
torch.save(torch.nn.Linear(2, 2), bad / "whole-module.pth")
torch.save(numbers.to_sparse(), bad / "sparse.pth")
torch.save({"weight": torch.quantize_per_tensor(numbers, 0.1, 0, torch.qint8)}, bad / "quantized.pth")
torch.save({"weight": torch.zeros(2, dtype=torch.complex64)}, bad / "complex.pth")
torch.save({"weight": numbers}, bad / "legacy.pth", _use_new_zipfile_serialization=False)
torch.save([1, 2, 3], bad / "list.pth")
torch.save({"epoch": 1}, bad / "no-tensors.pth")
torch.save({"weight": torch.zeros(2, 2).expand(1000, 2, 2)}, bad / "repeated.pth")
torch.jit.script(torch.nn.Linear(2, 2)).save(bad / "script.pth")
with zipfile.ZipFile(out / "module.pth") as source, zipfile.ZipFile(bad / "compressed.pth", "w") as target:
    for entry in source.namelist():
        target.writestr(entry, source.read(entry), zipfile.ZIP_DEFLATED)
with zipfile.ZipFile(bad / "other.zip", "w") as target:
    target.writestr("notes.txt", "no weights here")
os.replace(bad / "other.zip", bad / "other.pth")
