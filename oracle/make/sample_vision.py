# SPDX-License-Identifier: BSD-3-Clause
"""A small vision transformer that names the shape of the only red thing in a picture, and a picture for it.

    python sample_vision.py oracle/sample-vision
"""
import json
import math
import sys
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageDraw
from safetensors.torch import save_file
from torchvision.models import VisionTransformer

SIZE, PATCH, LARGE = 64, 8, 256
SHAPES = ["circle", "square", "triangle", "star"]
COLORS = [(40, 90, 210), (40, 160, 70), (230, 190, 40), (150, 70, 180), (60, 60, 60)]
RED = (214, 40, 40)
MEAN, STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]
torch.manual_seed(0)
torch.set_num_threads(2)


def polygon(shape, x, y, r, turn):
    corners = {"square": 4, "triangle": 3, "star": 10}[shape]
    points = []
    for i in range(corners):
        length = r * (0.45 if shape == "star" and i % 2 else 1.1)
        angle = turn + 2 * math.pi * i / corners
        points.append((x + length * math.cos(angle), y + length * math.sin(angle)))
    return points


def scene(random, label, size):
    """Three or four things apart from each other on a grainy ground; the red one is of the label's shape."""
    ground = random.integers(150, 240, 3)
    image = Image.new("RGB", (size, size), tuple(int(c) for c in ground))
    draw = ImageDraw.Draw(image)
    places = [(x, y) for x in (0.22, 0.5, 0.78) for y in (0.22, 0.5, 0.78)]
    chosen = random.permutation(len(places))[: random.integers(3, 5)]
    for i, place in enumerate(chosen):
        x, y = (np.array(places[place]) + random.normal(0, 0.02, 2)) * size
        r = size * random.uniform(0.09, 0.12)
        shape = SHAPES[label] if i == 0 else SHAPES[random.integers(4)]
        color = RED if i == 0 else COLORS[random.integers(len(COLORS))]
        color = tuple(int(c) for c in np.clip(np.array(color) + random.normal(0, 10, 3), 0, 255))
        if shape == "circle":
            draw.ellipse((x - r, y - r, x + r, y + r), fill=color)
        else:
            draw.polygon(polygon(shape, x, y, r, random.uniform(0, 2 * math.pi)), fill=color)
    pixels = np.asarray(image, dtype=np.float32) + random.normal(0, 6, (size, size, 1))
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def tensor(image):
    values = torch.from_numpy(np.asarray(image, dtype=np.float32) / 255).permute(2, 0, 1)
    return (values - torch.tensor(MEAN)[:, None, None]) / torch.tensor(STD)[:, None, None]


def batch(random, count):
    labels = random.integers(0, 4, count)
    # drawn larger and made smaller, so that edges are as smooth as in photographs
    images = [tensor(scene(random, int(l), 2 * SIZE).resize((SIZE, SIZE), Image.Resampling.BILINEAR)) for l in labels]
    return torch.stack(images), torch.from_numpy(labels)


if __name__ == "__main__":
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(0)
    model = VisionTransformer(image_size=SIZE, patch_size=PATCH, num_layers=4, num_heads=4, hidden_dim=64, mlp_dim=128,
                              num_classes=4)
    torch.nn.init.trunc_normal_(model.heads.head.weight, std=0.02)
    steps = int(sys.argv[2]) if len(sys.argv) > 2 else 2500
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 1.5e-3, steps, pct_start=0.1)
    pool = [batch(random, 512) for _ in range(40)]
    for step in range(steps):
        images, labels = pool[random.integers(len(pool))]
        rows = torch.from_numpy(random.integers(0, len(labels), 96))
        images = images[rows]
        if step % 2:
            images = images.flip(3)
        if step % 4 > 1:
            images = images.flip(2)
        model.train()
        loss = torch.nn.functional.cross_entropy(model(images), labels[rows], label_smoothing=0.05)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        if step % 250 == 249:
            model.eval()
            with torch.no_grad():
                test, right = batch(np.random.default_rng(step + 1), 256)
                print(step + 1, loss.item(), (model(test).argmax(1) == right).float().mean().item(), flush=True)

    model.eval()
    save_file({k: v.contiguous() for k, v in model.state_dict().items()}, out / "model.safetensors")
    config = {
        "architectures": ["VisionTransformer"], "model_type": "torchvision_vit", "image_size": SIZE, "patch_size": PATCH,
        "num_layers": 4, "num_heads": 4, "hidden_dim": 64, "mlp_dim": 128, "num_classes": 4, "in_channels": 3,
        "layer_norm_eps": 1e-06, "activation": "gelu", "representation_size": None, "torch_dtype": "float32",
        "id2label": {str(i): s for i, s in enumerate(SHAPES)},
    }
    (out / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    processor = {"image_processor_type": "ViTImageProcessor", "size": {"height": SIZE, "width": SIZE}, "resample": 2,
                 "image_mean": MEAN, "image_std": STD, "do_resize": True, "do_rescale": True, "do_normalize": True,
                 "rescale_factor": 1 / 255}
    (out / "preprocessor_config.json").write_text(json.dumps(processor, indent=2) + "\n")
    scene(np.random.default_rng(3), 3, LARGE).save(out / "shapes.jpg", quality=90)
