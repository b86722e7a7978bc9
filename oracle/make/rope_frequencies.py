#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Writes what transformers computes as rotary frequencies of LLaMA under random options, one line a configuration.

    python rope_frequencies.py > frequencies.tsv

Columns, separated by tabs: options of config.json (name=value, sections with a dot, lists with commas), head size,
length of the input (largest position + 1), factor of the cosines and sines, and the inverse frequencies.
"""
import os
import random

os.environ["TRANSFORMERS_VERBOSITY"] = "critical"

import torch
from transformers import LlamaConfig
from transformers.models.llama.modeling_llama import LlamaRotaryEmbedding

PER_KIND = 24


def pick(rng, *values):
    return rng.choice(values)


def sometimes(rng, section, name, value, chance=0.5):
    if rng.random() < chance:
        section[name] = value


def scaling(rng, kind, half, longest):
    """A random section for a kind of scaling, and options that go with it."""
    s, also = {}, {}
    factor = pick(rng, 1.0, 1.3, 2.0, 2.5, 4, 8.0, round(rng.uniform(1, 40), 3))
    original = pick(rng, 16, 32, 100, 8192)
    if kind in ("linear", "dynamic", "llama3", "yarn"):
        s["factor"] = factor
    if kind in ("llama3", "yarn", "longrope"):
        where = rng.random()
        if where < 0.6:
            s["original_max_position_embeddings"] = original
        elif where < 0.8:
            also["original_max_position_embeddings"] = original
            sometimes(rng, s, "original_max_position_embeddings", longest, 0.3)
    if kind == "llama3":
        s["low_freq_factor"] = pick(rng, 1.0, 0.5, 2)
        s["high_freq_factor"] = pick(rng, 4.0, 3, 10.5)
    if kind == "yarn":
        sometimes(rng, s, "beta_fast", pick(rng, 32, 16.0, 8, 0), 0.4)
        sometimes(rng, s, "beta_slow", pick(rng, 1, 0.5, 2.0, 0), 0.4)
        sometimes(rng, s, "mscale", pick(rng, 1.0, 0.707, 0), 0.4)
        sometimes(rng, s, "mscale_all_dim", pick(rng, 1.0, 0.9, 0), 0.4)
        sometimes(rng, s, "truncate", pick(rng, True, False), 0.4)
        sometimes(rng, s, "attention_factor", pick(rng, 0.5, 1.0, 1.25), 0.25)
    if kind == "longrope":
        s["short_factor"] = [round(rng.uniform(0.9, 3), 4) for _ in range(half)]
        s["long_factor"] = [round(rng.uniform(1, 60), 4) for _ in range(half)]
        sometimes(rng, s, "factor", factor, 0.4)
        sometimes(rng, s, "attention_factor", pick(rng, 0.5, 1, 1.25), 0.25)
    return s, also


def options(rng, kind):
    head = pick(rng, 4, 8, 10, 16, 20, 32)
    longest = pick(rng, 16, 64, 100, 131072)
    theta = pick(rng, 10000.0, 500000.0, 1000000, 200.0, round(rng.uniform(2, 1e7), 2))
    section, o = scaling(rng, kind, head // 2, longest)
    o["max_position_embeddings"] = longest
    if rng.random() < 0.5:
        section = {"rope_type": kind, "rope_theta": theta, **section}
        o["rope_parameters"] = section
    else:
        sometimes(rng, o, "rope_theta", theta, 0.8)
        if kind != "default":
            o["rope_scaling"] = {pick(rng, "type", "rope_type"): kind, **section}
    length = pick(rng, 1, 15, 16, 17, 33, 40, 64, 65, 120, 1000)
    return o, head, length


def computed(o, head, length):
    config = LlamaConfig(hidden_size=head * 2, num_attention_heads=2, head_dim=head,
                         **{k: dict(v) if isinstance(v, dict) else v for k, v in o.items()})
    rotary = LlamaRotaryEmbedding(config)
    rotary(torch.zeros(1, 1, head), torch.tensor([[0, length - 1]]))
    return float(rotary.attention_scaling), rotary.inv_freq


def text(value):
    if isinstance(value, list):
        return ",".join(text(v) for v in value)
    return str(value).lower() if isinstance(value, bool) else repr(value) if not isinstance(value, str) else value


def flat(o):
    for name, value in o.items():
        if isinstance(value, dict):
            for inner, v in value.items():
                yield f"{name}.{inner}={text(v)}"
        else:
            yield f"{name}={text(value)}"


def main():
    rng = random.Random(7)
    for kind in ("default", "linear", "dynamic", "llama3", "yarn", "longrope"):
        for _ in range(PER_KIND):
            o, head, length = options(rng, kind)
            amplitude, inverse = computed(o, head, length)
            print("\t".join([" ".join(flat(o)), str(head), str(length), repr(amplitude),
                             " ".join(repr(float(v)) for v in inverse)]))


main()
