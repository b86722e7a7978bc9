# SPDX-License-Identifier: BSD-3-Clause
"""Definitions of cases of Ministral and of a multimodal Mistral, as data for the reference's case generator; see README.md."""
import sys
import types
from functools import partial

from lxt.efficient.patches import (cp_gated_mlp_forward, gated_mlp_forward, patch_attention, patch_cp_attention, patch_method,
                                   rms_norm_forward)
from transformers.models.ministral import modeling_ministral as ministral
from transformers.models.mistral import modeling_mistral as mistral


def rules(mlp, attention):
    return {ministral.MinistralMLP: partial(patch_method, mlp),
            ministral.MinistralRMSNorm: partial(patch_method, rms_norm_forward),
            ministral: attention}


# lxt has no rules for Ministral. These are its rules for Qwen 2, whose layers Ministral's are but for the biases.
maps = types.ModuleType("lxt.efficient.models.ministral")
maps.attnLRP = rules(gated_mlp_forward, patch_attention)
maps.cp_LRP = rules(cp_gated_mlp_forward, patch_cp_attention)
sys.modules[maps.__name__] = maps

# A multimodal Mistral is put together of modules of Mistral; under this name the generator casts them to float64, too.
mistral.attnLRP = {mistral.MistralMLP: partial(patch_method, gated_mlp_forward),
                   mistral.MistralRMSNorm: partial(patch_method, rms_norm_forward),
                   mistral: patch_attention}
sys.modules["lxt.efficient.models.mistral3"] = mistral

FULL, SLIDING = "full_attention", "sliding_attention"


def sizes(**more):
    return dict(dict(hidden_size=32, num_attention_heads=4, num_key_value_heads=2, head_dim=12, num_hidden_layers=3,
                     intermediate_size=40, vocab_size=90, bos_token_id=1, eos_token_id=2, max_position_embeddings=64,
                     tie_word_embeddings=False, sliding_window=4, layer_types=[FULL, SLIDING, SLIDING],
                     rope_parameters=dict(rope_theta=10000.0, rope_type="default")), **more)


def case(name, config, description, rules="attnlrp", tokens=15, arch="MinistralForCausalLM", **more):
    if "lengths" not in more:
        more["tokens"] = tokens
    return dict(family="ministral", name=name, arch=arch, rules=rules, config=config, description=description, **more)


def multimodal(name, description, **more):
    text = sizes(model_type="mistral", num_hidden_layers=2, sliding_window=None)
    del text["layer_types"]
    vision = dict(model_type="pixtral", hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
                  patch_size=4, image_size=8)
    return dict(case(name, dict(text_config=text, vision_config=vision, image_token_index=3, tie_word_embeddings=False), description,
                     arch="Mistral3ForConditionalGeneration"), family="mistral3", vocab=90, lowest_id=4, **more)


KINDS = {"all full": {"layer_types": [FULL] * 3}, "all sliding": {"layer_types": [SLIDING] * 3},
         "window 5": {"sliding_window": 5}}

VARIANTS = {"further-mistral": {"cases": [
    case("alternating", sizes(), "a layer that sees everything and two with a window of 4", sensitive_to=KINDS,
         explain=[{"kind": "max-logit", "position": 14}, {"kind": "contrastive", "position": 6}]),
    case("as-mistral", sizes(num_hidden_layers=4, layer_types=[FULL, SLIDING, SLIDING, SLIDING], head_dim=8),
         "model_type and architectures of Mistral, with layer_types: a Ministral to Auto classes", tokens=13,
         store={"config_style": "v4", "config_extra": {"model_type": "mistral", "architectures": ["MistralForCausalLM"],
                                                       "layer_types": [FULL, SLIDING, SLIDING, SLIDING]}},
         sensitive_to={"all sliding": {"layer_types": [SLIDING] * 4}}),
    case("token-classification-batch", sizes(num_labels=4, pad_token_id=0), "labels of tokens, left-padded batch",
         arch="MinistralForTokenClassification", lengths=[6, 11], padding="left", position_ids="from-mask",
         sensitive_to={"all full": {"layer_types": [FULL] * 3}}),
    case("cp-lrp", sizes(layer_types=[SLIDING, FULL, SLIDING]), "CP-LRP rules", rules="cp-lrp",
         sensitive_to={"all full": {"layer_types": [FULL] * 3}}),
    multimodal("multimodal-text", "the text model of a checkpoint that can read images, too; no image is given"),
    case("gradient", sizes(num_hidden_layers=2, layer_types=[SLIDING, FULL]), "plain input times gradient", rules="gradient",
         tokens=12),
]}}
