# SPDX-License-Identifier: BSD-3-Clause
"""GGUF files by the package gguf: blocks of every type that LXT reads with the numbers that the package makes of them, and metadata
of every type.

    python gguf_files.py oracle/gguf

Needs gguf 0.19.0. Blocks are random bytes with random finite scales: all that a block can say, not only what quantising writes.
"""
import sys
from pathlib import Path

import gguf
import numpy as np
import torch
from gguf import GGMLQuantizationType as T
from safetensors.torch import save_file

out = Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)
random = np.random.default_rng(24)

# bytes at which a block has binary16 numbers
SCALES = {
    T.Q8_0: [0], T.Q4_0: [0], T.Q4_1: [0, 2], T.Q5_0: [0], T.Q5_1: [0, 2], T.Q2_K: [80, 82], T.Q3_K: [108], T.Q4_K: [0, 2],
    T.Q5_K: [0, 2], T.Q6_K: [208], T.IQ4_NL: [0], T.IQ4_XS: [0], T.MXFP4: [],
}
ROWS, COLUMNS = 3, 768


def scale(count):
    """Ordinary ones of both signs, and every eighth a subnormal one or 0."""
    values = (random.standard_normal(count) * 0.02).astype(np.float16)
    values[::8] = random.integers(0, 0x3FF, values[::8].shape).astype(np.uint16).view(np.float16)
    return values


def blocks(kind):
    elements, size = gguf.GGML_QUANT_SIZES[kind]
    data = random.integers(0, 256, (ROWS * COLUMNS // elements, size), dtype=np.uint8)
    for at in SCALES[kind]:
        data[:, at:at + 2] = scale(len(data)).view(np.uint8).reshape(-1, 2)
    if kind == T.MXFP4:
        data[:, 0] = random.integers(100, 140, len(data))
        data[:4, 0] = [0, 1, 2, 250]
    return data.reshape(ROWS, -1)


writer = gguf.GGUFWriter(out / "blocks.gguf", "test")
expected = {}
for kind in SCALES:
    data = blocks(kind)
    writer.add_tensor(kind.name, data, raw_shape=data.shape, raw_dtype=kind)
    expected[kind.name] = torch.from_numpy(gguf.dequantize(data, kind).copy())
for name, array, kind in [
    ("F32", random.standard_normal((ROWS, COLUMNS)).astype(np.float32), T.F32),
    ("F16", random.standard_normal((ROWS, COLUMNS)).astype(np.float16), T.F16),
    ("BF16", gguf.quantize(random.standard_normal((ROWS, COLUMNS)).astype(np.float32), T.BF16), T.BF16),
]:
    writer.add_tensor(name, array, raw_dtype=kind)
    values = gguf.dequantize(array, kind) if kind == T.BF16 else array.astype(np.float32)
    expected[name] = torch.from_numpy(values.copy())
writer.write_header_to_file()
writer.write_kv_data_to_file()
writer.write_tensors_to_file()
writer.close()
save_file(expected, out / "blocks.safetensors")

writer = gguf.GGUFWriter(out / "metadata.gguf", "test")
writer.add_uint8("uint8", 200)
writer.add_int8("int8", -100)
writer.add_uint16("uint16", 60000)
writer.add_int16("int16", -30000)
writer.add_uint32("uint32", 4000000000)
writer.add_int32("int32", -2000000000)
writer.add_uint64("uint64", 9000000000000000000)
writer.add_int64("int64", -9000000000000000000)
writer.add_float32("float32", 0.1)
writer.add_float64("float64", 0.1)
writer.add_bool("yes", True)
writer.add_bool("no", False)
writer.add_string("string", "Grüße, 世界 🌍")
writer.add_array("strings", ["a", "", "Ġb", "▁c"])
writer.add_array("integers", [3, -4, 5])
writer.add_array("numbers", [0.5, -1.25])
writer.add_array("flags", [True, False, True])
writer.add_array("lists", [[1, 2], [3]])
writer.add_custom_alignment(64)
writer.add_tensor("one", np.arange(6, dtype=np.float32).reshape(2, 3))
writer.add_tensor("two", np.arange(4, dtype=np.float16))
writer.write_header_to_file()
writer.write_kv_data_to_file()
writer.write_tensors_to_file()
writer.close()
