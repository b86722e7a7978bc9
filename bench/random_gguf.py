# SPDX-License-Identifier: BSD-3-Clause
"""A GGUF file of the shape of Llama 3.2 1B or Llama 3 8B, filled with random blocks: for timing, not for meaning.

    python bench/random_gguf.py 1b|8b OUT.gguf [TYPE]

TYPE is how matrices are stored, Q4_K by default. Needs the package gguf. The embedding and the head are stored as Q6_K, as Q4_K_M has
them; with BF16 all is.
"""
import sys

import gguf
import numpy as np
from gguf import GGMLQuantizationType as T

SHAPES = {
    "1b": dict(hidden=2048, layers=16, heads=32, groups=8, inner=8192, vocabulary=128256, tied=True),
    "8b": dict(hidden=4096, layers=32, heads=32, groups=8, inner=14336, vocabulary=128256, tied=False),
}
# bytes at which a block has binary16 scales, and what they are at most, so that elements are about 0.02
SCALES = {
    "Q4_K": [(0, 2e-5), (2, 2e-4)], "Q6_K": [(208, 1e-5)], "Q8_0": [(0, 3e-4)], "Q4_0": [(0, 4e-3)], "Q5_K": [(0, 1e-5), (2, 2e-4)],
    "Q4_1": [(0, 2e-3)], "Q2_K": [(80, 4e-4), (82, 4e-4)], "Q3_K": [(108, 2e-4)], "IQ4_XS": [(0, 1e-5)], "IQ4_NL": [(0, 3e-4)],
}
shape, out = SHAPES[sys.argv[1]], sys.argv[2]
kind = sys.argv[3] if len(sys.argv) > 3 else "Q4_K"
random = np.random.default_rng(1)
writer = gguf.GGUFWriter(out, "llama")
size = shape["hidden"] // shape["heads"]
writer.add_block_count(shape["layers"])
writer.add_context_length(8192)
writer.add_embedding_length(shape["hidden"])
writer.add_feed_forward_length(shape["inner"])
writer.add_head_count(shape["heads"])
writer.add_head_count_kv(shape["groups"])
writer.add_layer_norm_rms_eps(1e-5)
writer.add_rope_freq_base(500000.0)
writer.add_rope_dimension_count(size)


def matrix(rows, columns, kind):
    if kind == "BF16":
        data = random.integers(0, 256, (rows, columns, 2), dtype=np.uint8)
        data[..., 1] = 0x3C | data[..., 1] & 0x80  # from 0.0078 to 0.031, of both signs
        return data.reshape(rows, -1)
    elements, bytes_ = gguf.GGML_QUANT_SIZES[T[kind]]
    data = random.integers(0, 256, (rows * columns // elements, bytes_), dtype=np.uint8)
    for at, most in SCALES[kind]:
        scale = (random.random(len(data)) * most).astype(np.float16)
        data[:, at:at + 2] = scale.view(np.uint8).reshape(-1, 2)
    return data.reshape(rows, -1)


outer = "BF16" if kind == "BF16" else "Q6_K"
tensors = [("token_embd", shape["vocabulary"], shape["hidden"], outer)]
if not shape["tied"]:
    tensors.append(("output", shape["vocabulary"], shape["hidden"], outer))
for i in range(shape["layers"]):
    tensors += [
        (f"blk.{i}.attn_q", shape["hidden"], shape["hidden"], kind),
        (f"blk.{i}.attn_k", shape["groups"] * size, shape["hidden"], kind),
        (f"blk.{i}.attn_v", shape["groups"] * size, shape["hidden"], kind),
        (f"blk.{i}.attn_output", shape["hidden"], shape["hidden"], kind),
        (f"blk.{i}.ffn_gate", shape["inner"], shape["hidden"], kind),
        (f"blk.{i}.ffn_up", shape["inner"], shape["hidden"], kind),
        (f"blk.{i}.ffn_down", shape["hidden"], shape["inner"], kind),
    ]
norms = ["output_norm"] + [f"blk.{i}.{n}_norm" for i in range(shape["layers"]) for n in ("attn", "ffn")]
for name in norms:
    writer.add_tensor(name + ".weight", np.ones(shape["hidden"], dtype=np.float32))
for name, rows, columns, stored in tensors:
    elements, bytes_ = gguf.GGML_QUANT_SIZES[T[stored]]
    writer.add_tensor_info(name + ".weight", (rows, columns // elements * bytes_), np.dtype(np.uint8),
                           rows * columns // elements * bytes_, raw_dtype=T[stored])
writer.write_header_to_file()
writer.write_kv_data_to_file()
writer.write_ti_data_to_file()
file = writer.fout[0]


def pad():
    file.write(bytes(-file.tell() % writer.data_alignment))


pad()
for name in norms:
    file.write(np.ones(shape["hidden"], dtype=np.float32).tobytes())
    pad()
for name, rows, columns, stored in tensors:
    file.write(matrix(rows, columns, stored).tobytes())
    pad()
writer.close()
