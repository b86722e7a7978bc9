# SPDX-License-Identifier: BSD-3-Clause
"""Whole models in GGUF files of a few thousand bytes, with tokenizer and chat template: to be damaged in every way.

    python gguf_small.py oracle/gguf/small

Needs gguf 0.19.0. Weights are random; each file has matrices of several types.
"""
import base64
import json
import string
import sys
from pathlib import Path

import gguf
import numpy as np
from gguf import GGMLQuantizationType as T

out = Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)
random = np.random.default_rng(7)
WIDTH, INNER = 32, 64
TEMPLATE = "{{ bos_token }}{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}"


def vocabulary(kind):
    """Tokens, types, and scores or merges."""
    letters = list(string.ascii_lowercase)
    if kind == "llama":
        tokens = ["<unk>", "<s>", "</s>", "<0x0A>", "<0x20>", "<|user|>", "<|im_end|>", "\u2581", *letters, "he", "ll", "hell", "\u2581w", "or"]
        types = [2, 3, 3, 6, 6, 4, 3] + [1] * (len(tokens) - 7)
        return tokens, types, [-float(i) for i in range(len(tokens))]
    if kind == "harmony":
        tokens = ["<|endoftext|>", "<|return|>", "<|call|>", "<|end|>", *letters, "\u0120", "he", "ll", "hell", "\u0120w", "or"]
        return tokens, [3, 3, 3, 3] + [1] * (len(tokens) - 4), ["h e", "l l", "he ll", "\u0120 w", "o r"]
    if kind == "gpt2":
        tokens = ["<|end|>", "<|begin|>", *letters, "\u0120", "he", "ll", "hell", "\u0120w", "or"]
        return tokens, [3, 3] + [1] * (len(tokens) - 2), ["h e", "l l", "he ll", "\u0120 w", "o r"]
    if kind == "t5":
        tokens = ["<s>", "<pad>", "</s>", "<unk>", "\u2581", *letters, "\u2581hell", "orld"]
        return tokens, [3, 3, 3, 2] + [1] * (len(tokens) - 4), [-float(i) for i in range(len(tokens))]
    tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *("\u2581" + c for c in letters), *letters, "\u2581hello", "orld"]
    return tokens, [3, 3, 3, 3, 3] + [1] * (len(tokens) - 5), None


def rules():
    """The character map of the tokenizer that is like DeBERTa's."""
    root = json.loads((out.parents[1] / "tokenizers" / "variant-like-deberta" / "tokenizer.json").read_text())
    return base64.b64decode(next(n["precompiled_charsmap"] for n in root["normalizer"]["normalizers"] if n["type"] == "Precompiled"))


def tokenizer(writer, kind):
    tokens, types, more = vocabulary(kind)
    writer.add_tokenizer_model("gpt2" if kind == "harmony" else kind)
    writer.add_token_list(tokens)
    writer.add_token_types(types)
    if kind == "llama":
        writer.add_token_scores(more)
        writer.add_bos_token_id(1)
        writer.add_eos_token_id(2)
        writer.add_unk_token_id(0)
    elif kind == "gpt2":
        writer.add_tokenizer_pre("llama-bpe")
        writer.add_token_merges(more)
        writer.add_bos_token_id(1)
        writer.add_eos_token_id(0)
        writer.add_eot_token_id(1)
    elif kind == "t5":
        writer.add_token_scores(more)
        writer.add_precompiled_charsmap(rules())
        writer.add_add_space_prefix(True)
        writer.add_bos_token_id(0)
        writer.add_eos_token_id(2)
        writer.add_sep_token_id(2)
        writer.add_pad_token_id(1)
        writer.add_unk_token_id(3)
        return len(tokens)
    elif kind == "harmony":
        writer.add_tokenizer_pre("gpt-4o")
        writer.add_token_merges(more)
        writer.add_bos_token_id(0)
        writer.add_eos_token_id(1)
    else:
        writer.add_bos_token_id(2)
        writer.add_sep_token_id(3)
        writer.add_unk_token_id(1)
    if kind != "bert":
        writer.add_chat_template([{"name": "default", "template": TEMPLATE}, {"name": "short", "template": "{{ messages[0]['content'] }}"}])
    return len(tokens)


def matrix(writer, name, rows, columns, kind):
    values = (random.standard_normal((rows, columns)) * 0.1).astype(np.float32)
    writer.add_tensor(name + ".weight", gguf.quantize(values, T[kind]), raw_dtype=T[kind])


def vector(writer, name, value, size=WIDTH):
    writer.add_tensor(name, np.full(size, value, dtype=np.float32))


def gpt_oss(writer):
    writer.add_head_count_kv(1)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_key_length(16)
    writer.add_value_length(16)
    writer.add_rope_scaling_type(gguf.RopeScalingType.YARN)
    writer.add_rope_scaling_factor(4)
    writer.add_rope_scaling_orig_ctx_len(16)
    writer.add_sliding_window(3)
    writer.add_sliding_window_pattern([True])
    writer.add_expert_count(2)
    writer.add_expert_used_count(1)
    writer.add_expert_feed_forward_length(WIDTH)
    vector(writer, "output_norm.weight", 1)
    vector(writer, "blk.0.attn_norm.weight", 1)
    vector(writer, "blk.0.post_attention_norm.weight", 1)
    vector(writer, "blk.0.attn_sinks.weight", 0, 2)
    for name, rows, columns, stored in [
        ("attn_q", WIDTH, WIDTH, "Q8_0"), ("attn_k", 16, WIDTH, "Q8_0"), ("attn_v", 16, WIDTH, "Q8_0"), ("attn_output", WIDTH, WIDTH, "Q8_0"),
        ("ffn_gate_inp", 2, WIDTH, "F32"),
    ]:
        matrix(writer, "blk.0." + name, rows, columns, stored)
        vector(writer, f"blk.0.{name}.bias", 0, rows)
    for name in ("ffn_gate_exps", "ffn_up_exps", "ffn_down_exps"):
        blocks = random.integers(0, 256, (2, WIDTH, 17), dtype=np.uint8)
        blocks[:, :, 0] = 122
        writer.add_tensor(f"blk.0.{name}.weight", blocks, raw_dtype=T.MXFP4)
        vector(writer, f"blk.0.{name}.bias", 0, (2, WIDTH))


def qwen3(writer):
    """As the converter writes a reranker whose head is not the embedding."""
    writer.add_head_count_kv(1)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_key_length(16)
    writer.add_value_length(16)
    writer.add_pooling_type(gguf.PoolingType.RANK)
    writer.add_classifier_output_labels(["yes", "no"])
    vector(writer, "output_norm.weight", 1)
    for name, size in [("attn_norm", WIDTH), ("ffn_norm", WIDTH), ("attn_q_norm", 16), ("attn_k_norm", 16)]:
        vector(writer, f"blk.0.{name}.weight", 1, size)
    for name, rows, columns in [("attn_q", WIDTH, WIDTH), ("attn_k", 16, WIDTH), ("attn_v", 16, WIDTH), ("attn_output", WIDTH, WIDTH),
                                ("ffn_gate", INNER, WIDTH), ("ffn_up", INNER, WIDTH), ("ffn_down", WIDTH, INNER)]:
        matrix(writer, "blk.0." + name, rows, columns, "Q4_0")
    matrix(writer, "cls.output", 2, WIDTH, "F16")


def write(architecture, kind, name=None):
    writer = gguf.GGUFWriter(out / f"{name or architecture}.gguf", architecture)
    writer.add_block_count(1)
    writer.add_context_length(64)
    writer.add_embedding_length(WIDTH)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(2)
    size = tokenizer(writer, kind)
    matrix(writer, "token_embd", size, WIDTH, "Q8_0")
    if architecture == "gpt-oss":
        gpt_oss(writer)
        matrix(writer, "output", size, WIDTH, "Q8_0")
    elif architecture == "qwen3":
        qwen3(writer)
    elif architecture == "llama":
        writer.add_head_count_kv(1)
        writer.add_layer_norm_rms_eps(1e-5)
        writer.add_rope_dimension_count(16)
        vector(writer, "output_norm.weight", 1)
        for name, rows, columns, stored in [
            ("attn_q", WIDTH, WIDTH, "Q4_0"), ("attn_k", 16, WIDTH, "Q4_1"), ("attn_v", 16, WIDTH, "Q5_0"), ("attn_output", WIDTH, WIDTH, "Q5_1"),
            ("ffn_gate", INNER, WIDTH, "Q4_0"), ("ffn_up", INNER, WIDTH, "Q4_0"), ("ffn_down", WIDTH, INNER, "Q4_0"),
        ]:
            matrix(writer, "blk.0." + name, rows, columns, stored)
        vector(writer, "blk.0.attn_norm.weight", 1)
        vector(writer, "blk.0.ffn_norm.weight", 1)
    elif architecture == "modern-bert":
        writer.add_layer_norm_eps(1e-5)
        writer.add_causal_attention(False)
        writer.add_sliding_window(6)
        writer.add_sliding_window_pattern(3)
        writer.add_rope_freq_base(160000.0)
        writer.add_rope_freq_base_swa(10000.0)
        writer.add_string("modern-bert.hidden_activation", "gelu")
        writer.add_pooling_type(gguf.PoolingType.CLS)
        for name in ["token_embd_norm", "output_norm", "blk.0.ffn_norm"]:
            vector(writer, name + ".weight", 1)
        for name, rows, columns in [("attn_qkv", 3 * WIDTH, WIDTH), ("attn_output", WIDTH, WIDTH), ("ffn_up", 2 * INNER, WIDTH),
                                    ("ffn_down", WIDTH, INNER)]:
            matrix(writer, "blk.0." + name, rows, columns, "Q4_0")
    else:
        writer.add_layer_norm_eps(1e-5)
        matrix(writer, "position_embd", 64, WIDTH, "F16" if name is None else "Q8_0")
        if architecture == "gpt2":
            norms, layers = ["output_norm", "blk.0.attn_norm", "blk.0.ffn_norm"], [("attn_qkv", 3 * WIDTH, WIDTH)]
        else:
            writer.add_causal_attention(False)
            writer.add_pooling_type(gguf.PoolingType.MEAN if name is None else gguf.PoolingType.RANK)
            if name is None:
                matrix(writer, "token_types", 2, WIDTH, "F16")
            else:
                # llama.cpp's quantiser leaves out what is 1 on the outside
                vector(writer, "token_types.weight", 0.1)
            norms = ["token_embd_norm", "blk.0.attn_output_norm", "blk.0.layer_output_norm"]
            layers = [(f"attn_{part}", WIDTH, WIDTH) for part in "qkv"]
        if name is not None:
            writer.add_classifier_output_labels(["score"])
            matrix(writer, "cls", WIDTH, WIDTH, "F16")
            vector(writer, "cls.bias", 0)
            vector(writer, "cls.output.weight", 0.1)
            vector(writer, "cls.output.bias", 0, 1)
        for norm in norms:
            vector(writer, norm + ".weight", 1)
            vector(writer, norm + ".bias", 0)
        for part, rows, columns in [*layers, ("attn_output", WIDTH, WIDTH), ("ffn_up", INNER, WIDTH), ("ffn_down", WIDTH, INNER)]:
            matrix(writer, "blk.0." + part, rows, columns, "Q4_0")
            vector(writer, f"blk.0.{part}.bias", 0, rows)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


# a new one comes last: the numbers that are drawn go on
for architecture, kind in [("llama", "llama"), ("gpt2", "gpt2"), ("bert", "bert"), ("gpt-oss", "harmony")]:
    write(architecture, kind)
write("modern-bert", "gpt2")
write("bert", "t5", "reranker")
write("qwen3", "gpt2")
