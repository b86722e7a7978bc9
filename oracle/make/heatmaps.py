# SPDX-License-Identifier: BSD-3-Clause
"""Heatmaps as zennit draws them: numbers, and the pixels of zennit.image.imgify.

    python heatmaps.py lxt-report/src/test/resources/org/lxt/report/heat/imgify.json
"""
import json
import sys

import numpy as np
from PIL import Image
from zennit.image import CMAPS, imgify, palette

# Newer versions of Pillow take no array for a palette, which zennit gives it.
put_palette = Image.Image.putpalette
Image.Image.putpalette = lambda image, colors: put_palette(image, np.asarray(colors, np.uint8).tobytes())

random = np.random.default_rng(1)
numbers = random.normal(0, 1, (6, 9)).round(3)
one_sided = np.abs(numbers) + 0.5
many = random.normal(0, 1, (7, 3, 4)).round(3)


def pixels(image):
    return np.asarray(image.convert("RGB")).reshape(-1, 3).dot([65536, 256, 1]).tolist()


cases = []


def case(values, **options):
    image = imgify(values, **options)
    cases.append({"shape": list(values.shape), "values": values.flatten().tolist(), "options": options,
                  "width": image.width, "height": image.height, "pixels": pixels(image)})


for name in CMAPS:
    case(numbers, cmap=name, symmetric=True)
for options in ({}, {"symmetric": True, "level": 2.0}, {"symmetric": True, "level": 0.5}, {"vmin": -1, "vmax": 1},
                {"vmin": -4, "vmax": 0.5}, {"vmin": -2}, {"cmap": "000,80:fff,f00"}, {"cmap": "fff,30:00ff00,00f,c0:f0f,000"}):
    case(numbers, **options)
case(one_sided, symmetric=True)
case(one_sided)
case(np.zeros((2, 3)), vmin=-1, vmax=1)
for options in ({"grid": True}, {"grid": (2, 4)}, {"grid": (3, 2)}, {"grid": (2, 4), "gridfill": 200},
                {"grid": (2, 4), "vmin": -1, "vmax": 1}):
    case(many, symmetric=True, **options)
result = {
    "palettes": {f"{name} {level}": palette(name, level).astype(int).dot([65536, 256, 1]).tolist()
                 for name in CMAPS for level in (1.0, 3.0)},
    "cases": cases,
}
with open(sys.argv[1], "w") as file:
    json.dump(result, file)
    file.write("\n")
