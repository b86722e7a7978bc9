# SPDX-License-Identifier: BSD-3-Clause
"""PyTorch's side of the table of matrix products: GFLOP/s of float32 linear layers, forward and backward.

    python bench/torch_linear.py [--threads N] [--seconds S] [ROWSxINPUTSxOUTPUTS ...]

The same shapes in Java: bench/micro Linear -p rows=ROWS -p layer=INPUTSxOUTPUTS -p weight=BF16
"""
import argparse
import json
import statistics
import time

import torch

SHAPES = ["2048x2048x2048", "512x2048x8192", "512x8192x2048", "128x768x3072", "32x2048x8192", "16x2048x8192"]


def rate(product, operations, seconds):
    """Median GFLOP/s of repeated calls."""
    for _ in range(3):
        product()
    times = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        start = time.perf_counter()
        product()
        times.append(time.perf_counter() - start)
    return operations / statistics.median(times) / 1e9


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shapes", nargs="*", default=SHAPES)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--seconds", type=float, default=3)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    for shape in options.shapes:
        rows, inputs, outputs = map(int, shape.split("x"))
        weight = torch.randn(outputs, inputs)
        x = torch.randn(rows, inputs)
        gradient = torch.randn(rows, outputs)
        operations = 2 * rows * inputs * outputs
        with torch.no_grad():
            forward = rate(lambda: torch.nn.functional.linear(x, weight), operations, options.seconds)
            backward = rate(lambda: gradient @ weight, operations, options.seconds)
        print(json.dumps({"shape": shape, "forward": round(forward, 1), "backward": round(backward, 1)}), flush=True)


if __name__ == "__main__":
    main()
