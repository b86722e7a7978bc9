# SPDX-License-Identifier: BSD-3-Clause
"""The same as reference.py for torchvision's vit_b_16 with random weights and one image: total seconds alone.

    python bench/reference_vit.py [--gamma CONV LINEAR] [--repeats R] [--threads N] [--save FILE.pth]

--save writes the weights, for './lxt bench --model FOLDER'. Needs PyTorch, torchvision, zennit and lxt.
"""
import argparse
import json
import time

import torch
from lxt.efficient import monkey_patch, monkey_patch_zennit
from torchvision.models import vision_transformer
from zennit.composites import LayerMapComposite
from zennit.rules import Gamma


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gamma", nargs=2, type=float, metavar=("CONV", "LINEAR"))
    parser.add_argument("--repeats", type=int, default=10)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--save")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    monkey_patch(vision_transformer)
    monkey_patch_zennit()
    model = vision_transformer.vit_b_16().eval().requires_grad_(False)
    torch.nn.init.normal_(model.heads.head.weight, std=0.02)  # torchvision begins with zeros
    if options.save:
        torch.save(model.state_dict(), options.save)
    pixels = torch.randn(1, 3, 224, 224, requires_grad=True)
    for _ in range(options.repeats):
        start = time.perf_counter()
        composite = None
        if options.gamma:
            convolution, linear = map(Gamma, options.gamma)
            composite = LayerMapComposite([(torch.nn.Conv2d, convolution), (torch.nn.Linear, linear)])
            composite.register(model)
        pixels.grad = None
        model(pixels).max().backward()
        heatmap = (pixels * pixels.grad).sum(1)
        if composite:
            composite.remove()
        print(json.dumps({"total_s": time.perf_counter() - start}), flush=True)
    print(json.dumps({"sum": heatmap.sum().item()}), flush=True)


if __name__ == "__main__":
    main()
