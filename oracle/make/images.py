# SPDX-License-Identifier: BSD-3-Clause
"""Small images of every kind that is read, the pixels that Pillow makes of them, and what torchvision, transformers and timm
make of those before a model sees them.

    python images.py oracle/images
"""
import io
import json
import struct
import sys
import zlib
from pathlib import Path

import numpy as np
import timm.data
import torch
import transformers
from PIL import Image, ImageCms, ImageOps
from safetensors.torch import save_file
from torchvision.transforms._presets import ImageClassification
from torchvision.transforms.functional import InterpolationMode

out = Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)
random = np.random.default_rng(0)
WIDTH, HEIGHT = 61, 47


def scene(width, height):
    """A sunny hill, with some grain."""
    y, x = np.mgrid[0:height, 0:width] / max(width, height)
    sky = np.stack([0.35 + 0.4 * y, 0.55 + 0.3 * y, 0.95 - 0.2 * y], -1)
    hill = np.stack([0.2 + 0.3 * x, 0.5 - 0.2 * y, 0.15 + 0 * x], -1)
    image = np.where((y > 0.5 + 0.1 * np.sin(7 * x))[..., None], hill, sky)
    sun = ((x - 0.7) ** 2 + (y - 0.2) ** 2 < 0.02)[..., None]
    image = np.where(sun, [1.0, 0.85, 0.1], image)
    house = ((abs(x - 0.3) < 0.09) & (abs(y - 0.5) < 0.09))[..., None]
    image = np.where(house, [0.75, 0.1, 0.1], image)
    return (np.clip(image + random.normal(0, 0.02, image.shape), 0, 1) * 255).astype(np.uint8)


rgb = scene(WIDTH, HEIGHT)
picture = Image.fromarray(rgb)
alpha = Image.fromarray((np.indices((HEIGHT, WIDTH)).sum(0) * 255 // (WIDTH + HEIGHT)).astype(np.uint8))
rgba = picture.copy()
rgba.putalpha(alpha)
grey = picture.convert("L")


def png_chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(name, samples, depth, kind, interlaced=False, extra=b""):
    """A PNG file of a kind that Pillow reads but does not write; samples [height, width, channels]."""
    height, width, channels = samples.shape

    def rows(part):
        if depth == 16:
            lines = part.astype(">u2").reshape(part.shape[0], -1).view(np.uint8)
        elif depth == 8:
            lines = part.reshape(part.shape[0], -1).astype(np.uint8)
        else:
            bits = ((part[..., 0, None] >> np.arange(depth - 1, -1, -1)) & 1).reshape(part.shape[0], -1)
            lines = np.packbits(bits.astype(np.uint8), axis=1)
        return b"".join(b"\0" + line.tobytes() for line in lines)

    passes = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]
    data = b"".join(rows(samples[y::dy, x::dx]) for y, x, dy, dx in passes) if interlaced else rows(samples)
    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, int(interlaced))
    (out / name).write_bytes(b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + extra
                             + png_chunk(b"IDAT", zlib.compress(data)) + png_chunk(b"IEND", b""))


picture.save(out / "rgb.png")
rgba.save(out / "rgba.png")
grey.save(out / "grey.png")
Image.merge("LA", (grey, alpha)).save(out / "grey-alpha.png")
picture.quantize(64).save(out / "palette.png")
picture.quantize(16).save(out / "palette-4-bits.png", bits=4)
picture.quantize(64).save(out / "palette-transparent.png", transparency=3)
grey.convert("1").save(out / "one-bit.png")
deep = rgb.astype(np.uint16) * 256 + random.integers(0, 256, rgb.shape)
png("rgb-16-bits.png", deep, 16, 2)
png("rgba-16-bits.png", np.concatenate([deep, deep[..., :1]], -1), 16, 6)
png("grey-16-bits.png", np.asarray(grey, np.uint16)[..., None] * 2, 16, 0)
png("grey-2-bits.png", np.asarray(grey)[..., None] >> 6, 2, 0)
png("grey-4-bits.png", np.asarray(grey)[..., None] >> 4, 4, 0)
png("interlaced.png", rgb, 8, 2, interlaced=True)
png("gamma-and-color-key.png", rgb, 8, 2, extra=png_chunk(b"gAMA", struct.pack(">I", 100000))
    + png_chunk(b"tRNS", struct.pack(">HHH", 1, 2, 3)))
exif = Image.Exif()
exif[0x0112] = 6
picture.save(out / "turned.png", exif=exif)

for name, options in {
    "444": {"subsampling": 0},
    "422": {"subsampling": 1},
    "420": {"subsampling": 2},
    "420-quality-30": {"subsampling": 2, "quality": 30},
    "420-progressive": {"subsampling": 2, "progressive": True},
    "444-optimized-restarts": {"subsampling": 0, "optimize": True, "restart_marker_blocks": 3},
    "rgb": {"keep_rgb": True},
}.items():
    picture.save(out / f"jpeg-{name}.jpg", **{"quality": 85} | options)
grey.save(out / "jpeg-grey.jpg", quality=85)
for orientation in range(1, 9):
    exif[0x0112] = orientation
    picture.resize((29, 17)).save(out / f"jpeg-orientation-{orientation}.jpg", quality=80, exif=exif)
swapped = ImageCms.createProfile("LAB")
picture.save(out / "jpeg-profile.jpg", quality=85, icc_profile=ImageCms.ImageCmsProfile(swapped).tobytes())
picture.save(out / "jpeg-broken-profile.jpg", quality=85, icc_profile=b"no profile at all" * 20)
inks = Image.merge("CMYK", [Image.fromarray(255 - rgb[..., c] // 2) for c in range(3)] + [ImageOps.invert(alpha)])
inks.save(out / "jpeg-cmyk.jpg", quality=90)
data = bytearray((out / "jpeg-cmyk.jpg").read_bytes())
at = data.index(b"Adobe")
data[at + 11] = 2  # the same components, said to be YCCK
(out / "jpeg-ycck.jpg").write_bytes(data)
plain = bytearray((out / "jpeg-cmyk.jpg").read_bytes())
del plain[at - 4:at - 4 + 16]
(out / "jpeg-cmyk-without-marker.jpg").write_bytes(plain)

picture.save(out / "lossy.webp", quality=80)
picture.save(out / "lossy-low.webp", quality=20)
rgba.save(out / "lossy-alpha.webp", quality=80)
# Every quality, sizes that end within a block, colours next to which those of a neighbour are clipped, and much grain.
flags = np.zeros((34, 50, 3), np.uint8)
flags[5:22, 8:30], flags[12:30, 22:44], flags[::7] = (255, 0, 0), (0, 0, 255), (0, 255, 0)
grain = np.random.default_rng(1).integers(0, 256, (33, 35, 3)).astype(np.uint8)
for quality in (0, 5, 40, 100):
    for effort in (0, 6):
        Image.fromarray(flags).save(out / f"lossy-flags-{quality}-{effort}.webp", quality=quality, method=effort)
        Image.fromarray(grain).save(out / f"lossy-grain-{quality}-{effort}.webp", quality=quality, method=effort)
for width, height in ((1, 1), (2, 3), (17, 1), (1, 40)):
    picture.crop((20, 5, 20 + width, 5 + height)).save(out / f"lossy-{width}x{height}.webp", quality=60)
picture.save(out / "lossless.webp", lossless=True)
rgba.save(out / "lossless-alpha.webp", lossless=True, exact=True)
exif[0x0112] = 8
picture.save(out / "turned.webp", lossless=True, exif=exif)
picture.quantize(32).save(out / "palette.gif")
picture.save(out / "rgb.bmp")
grey.save(out / "grey.bmp")

expected = {}
for file in sorted(out.glob("*.*")):
    if file.suffix not in (".safetensors", ".json"):
        image = ImageOps.exif_transpose(Image.open(file)).convert("RGB")
        expected[file.name] = torch.from_numpy(np.array(image))
save_file(expected, out / "pixels.safetensors")

# Resizing, by Pillow and by torch on tensors, larger and smaller and both.
filters = {name: Image.Resampling[name.upper()] for name in ("nearest", "box", "bilinear", "hamming", "bicubic", "lanczos")}
resized = {}
for (width, height) in ((16, 16), (20, 11), (70, 50), (61, 20), (7, 60)):
    for name, resample in filters.items():
        resized[f"pillow.{name}.{width}x{height}"] = torch.from_numpy(np.array(picture.resize((width, height), resample)))
    for name in ("nearest", "bilinear", "bicubic"):
        tensor = transformers.image_processing_backends.tvF.resize(
            expected["rgb.png"].permute(2, 0, 1), [height, width], getattr(InterpolationMode, name.upper()), antialias=True)
        resized[f"torch.{name}.{width}x{height}"] = tensor.permute(1, 2, 0).contiguous()
save_file(resized, out / "resized.safetensors")

# What models are given.
given = {}
configs = {}


def hugging_face(name, processor, **options):
    file = out / "preprocessor_config.json"
    processor(**options).save_pretrained(out)
    config = json.loads(file.read_text())
    file.unlink()
    configs[name] = config | {"image_processor_type": processor.__name__}
    given[name] = processor(**options)(picture, return_tensors="pt")["pixel_values"][0]


hugging_face("vit", transformers.ViTImageProcessor, size={"height": 32, "width": 32})
hugging_face("vit-bicubic", transformers.ViTImageProcessor, size={"height": 24, "width": 40}, resample=3)
hugging_face("vit-pillow", transformers.ViTImageProcessorPil, size={"height": 32, "width": 32}, resample=3)
hugging_face("vit-no-normalisation", transformers.ViTImageProcessor, size={"height": 32, "width": 32}, do_normalize=False)
hugging_face("vit-no-rescaling", transformers.ViTImageProcessor, size={"height": 32, "width": 32}, do_rescale=False,
             image_mean=[100, 110, 120], image_std=[50, 60, 70])
hugging_face("deit", transformers.DeiTImageProcessor, size={"height": 36, "width": 36}, crop_size={"height": 32, "width": 32})
hugging_face("deit-larger-crop", transformers.DeiTImageProcessor, size={"height": 20, "width": 25}, crop_size={"height": 32, "width": 28})
hugging_face("shortest-edge", transformers.CLIPImageProcessor, size={"shortest_edge": 33}, crop_size={"height": 32, "width": 32})

for name, options in {
    "torchvision-224": {"crop_size": 32, "resize_size": 37},
    "torchvision-swag": {"crop_size": 32, "resize_size": 32, "interpolation": InterpolationMode.BICUBIC},
    "torchvision-larger-crop": {"crop_size": 33, "resize_size": 20},
}.items():
    given[name] = ImageClassification(**options)(picture)
for name, config in {
    "timm": {"input_size": [3, 32, 32], "interpolation": "bicubic", "crop_pct": 0.9, "mean": [0.5] * 3, "std": [0.5] * 3},
    "timm-bilinear": {"input_size": [3, 32, 32], "interpolation": "bilinear", "crop_pct": 1.0,
                      "mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]},
    "timm-squash": {"input_size": [3, 32, 32], "interpolation": "bicubic", "crop_pct": 0.95, "crop_mode": "squash",
                    "mean": [0.5] * 3, "std": [0.5] * 3},
    "timm-defaults": {"input_size": [3, 32, 32]},
}.items():
    configs[name] = {"architecture": "vit_base_patch16_224", "pretrained_cfg": config}
    resolved = timm.data.resolve_data_config(pretrained_cfg=config)
    given[name] = timm.data.create_transform(**resolved)(picture)
save_file({k: v.contiguous() for k, v in given.items()}, out / "given.safetensors")
(out / "configs.json").write_text(json.dumps(configs, indent=1) + "\n")
