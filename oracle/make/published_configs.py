# SPDX-License-Identifier: BSD-3-Clause
"""Shows that options which nothing in transformers knows change nothing: published configurations, made small.

Each entry that LXT accepts becomes a configuration of its class with a few layers of small width, and a model of random
weights with one seed; its outputs must be the same to the bit with the options that LXT passes over and without them. What
`architectures` names wrongly or not at all is loaded by model_type, as Auto classes do.

    python published_configs.py lxt-cli/src/test/resources/org/lxt/published/published-configs.jsonl
"""

import json
import os
import sys

os.environ["TRANSFORMERS_VERBOSITY"] = "critical"

import torch
import transformers
from transformers import AutoConfig

SMALL = {
    "hidden_size": 64, "n_embd": 64, "dim": 64, "embedding_size": 64, "intermediate_size": 96, "hidden_dim": 96,
    "moe_intermediate_size": 32, "num_hidden_layers": 2, "n_layer": 2, "n_layers": 2, "max_window_layers": 1,
    "num_attention_heads": 4, "n_head": 4, "n_heads": 4, "num_key_value_heads": 2, "head_dim": 16, "vocab_size": 128,
    "n_positions": 64, "n_ctx": 64, "pooler_hidden_size": 64, "attention_head_size": 16,
}
TOKENS = {"pad_token_id": 1, "bos_token_id": 2, "eos_token_id": 3}


def small(options):
    result = {k: SMALL.get(k, TOKENS.get(k, v)) if v is not None else v for k, v in options.items()}
    if "layer_types" in result:
        result["layer_types"] = result["layer_types"][:2]
    result.setdefault("pad_token_id", TOKENS["pad_token_id"])  # some classes have a default beyond a small vocabulary
    half = int(SMALL["head_dim"] * (options.get("partial_rotary_factor") or 1)) // 2
    for scaling in (result.get(k) for k in ("rope_scaling", "rope_parameters") if isinstance(result.get(k), dict)):
        scaling.update({k: scaling[k][:half] for k in ("short_factor", "long_factor") if k in scaling})
    for part in ("text_config", "vision_config"):
        if part in result:
            result[part] = small(result[part])
    return {k: v for k, v in result.items() if k not in ("auto_map", "torch_dtype", "dtype", "transformers_version")}


def without(options, name):
    first, _, rest = name.partition(".")
    return {k: without(v, rest) if k == first and rest else v for k, v in options.items() if k != first or rest}


def outputs(options, architecture):
    """The first output of a model of random weights."""
    config = AutoConfig.for_model(**options)
    torch.manual_seed(0)
    model = getattr(transformers, architecture)(config).eval()
    ids = torch.tensor([[5, 9, 4, 77, 30, 12]])
    with torch.no_grad():
        if options["model_type"] in ("vit", "deit"):
            return model(pixel_values=torch.rand(1, 3, 224, 224, generator=torch.Generator().manual_seed(1)))[0]
        return model(input_ids=ids)[0]


def main(file):
    tried = 0
    for line in open(file, encoding="utf-8"):
        entry = json.loads(line)
        if "refused" in entry or entry["family"] == "gemma3" or "model_type" not in entry["config"]:
            continue
        options = small(entry["config"])
        named = options.pop("architectures", [""])[0]
        architecture = named if hasattr(transformers, named) else entry["remark"].split("taken for ")[1].split(",")[0]
        less = options
        for name in entry.get("passed_over", []):
            less = without(less, name)
        if not torch.equal(outputs(options, architecture), outputs(less, architecture)):
            raise SystemExit(f"{entry['from']}: {entry['passed_over']} matter")
        tried += 1
        print(entry["from"], architecture, entry.get("passed_over", ""))
    print(tried, "configurations")


if __name__ == "__main__":
    main(sys.argv[1])
