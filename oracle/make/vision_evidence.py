# SPDX-License-Identifier: BSD-3-Clause
"""Pictures for the sample vision transformer whose evidence is known: the pixels of the only red thing, whose shape it names.

    python vision_evidence.py oracle/sample-vision/evidence 24

Draws scenes as sample_vision.py does, with other seeds, and next to each the red thing alone in white on black.
"""
import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image

from sample_vision import SHAPES, SIZE, scene

out, count = Path(sys.argv[1]), int(sys.argv[2])
out.mkdir(parents=True, exist_ok=True)
with open(out / "evidence.jsonl", "w") as lines:
    for i in range(count):
        label = i % len(SHAPES)
        random = np.random.default_rng(1000 + i)
        large = scene(random, label, 2 * SIZE)
        image = large.resize((SIZE, SIZE), Image.Resampling.BILINEAR)
        pixels = np.asarray(image, dtype=np.int32)
        # red is the only colour with much red and little of the others
        red = (pixels[..., 0] > 120) & (pixels[..., 1] < 105) & (pixels[..., 2] < 105) \
            & (pixels[..., 0] - pixels[..., 1:].max(-1) > 70)
        image.save(out / f"{i:02d}.png", optimize=True)
        Image.fromarray(np.where(red, 255, 0).astype(np.uint8)).save(out / f"{i:02d}-mask.png", optimize=True)
        lines.write(json.dumps({"image": f"{i:02d}.png", "mask": f"{i:02d}-mask.png", "target": SHAPES[label]}) + "\n")
