# SPDX-License-Identifier: BSD-3-Clause
"""Writes a checkpoint of a real model's sizes with random weights: time and memory do not depend on their values.

    python bench/random_checkpoint.py SHAPE DIR [--layers N] [--dtype float32]

Needs PyTorch and transformers.
"""
import argparse

import torch
import transformers as hf

LLAMA_1B = {
    "vocab_size": 128256, "hidden_size": 2048, "intermediate_size": 8192, "num_hidden_layers": 16,
    "num_attention_heads": 32, "num_key_value_heads": 8, "head_dim": 64, "rope_theta": 5e5, "rms_norm_eps": 1e-5,
    "tie_word_embeddings": True, "max_position_embeddings": 131072,
}
LLAMA_8B = {
    **LLAMA_1B, "hidden_size": 4096, "intermediate_size": 14336, "num_hidden_layers": 32, "head_dim": 128,
    "tie_word_embeddings": False,
}
SHAPES = {
    "llama-3.2-1b": (hf.LlamaForCausalLM, hf.LlamaConfig, LLAMA_1B),
    "llama-3.1-8b": (hf.LlamaForCausalLM, hf.LlamaConfig, LLAMA_8B),
    "gpt2": (hf.GPT2LMHeadModel, hf.GPT2Config, {}),
    "bert-base": (hf.BertForSequenceClassification, hf.BertConfig, {}),
    "vit-base": (hf.ViTForImageClassification, hf.ViTConfig, {"num_labels": 1000}),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shape", choices=SHAPES)
    parser.add_argument("folder")
    parser.add_argument("--layers", type=int, help="instead of the real model's number")
    parser.add_argument("--dtype", choices=["bfloat16", "float32"], default="bfloat16")
    options = parser.parse_args()
    torch.manual_seed(0)
    torch.set_default_dtype(getattr(torch, options.dtype))
    model, config, sizes = SHAPES[options.shape]
    if options.layers:
        sizes = {**sizes, "num_hidden_layers": options.layers}
    model(config(**sizes)).save_pretrained(options.folder)


if __name__ == "__main__":
    main()
