# SPDX-License-Identifier: BSD-3-Clause
"""GGUF files with nothing but a tokenizer, and what SentencePiece makes of texts with the vocabularies that are its own.

    python gguf_tokenizers.py oracle          # writes oracle/gguf/tokenizers
    python gguf_tokenizers.py oracle --real MODEL.gguf OUT.jsonl

The tokenizers are those of oracle/tokenizers, converted as llama.cpp's convert_hf_to_gguf.py does; their own cases say what ids
texts have. Needs gguf 0.19, sentencepiece 0.2.3 and protobuf. With --real the reference is made for a file that somebody has; its
vocabulary must be of the kind 'llama'.
"""

import argparse
import json
import random
from pathlib import Path

import gguf
from sentencepiece import SentencePieceProcessor
from sentencepiece import sentencepiece_model_pb2 as proto

NORMAL, UNKNOWN, CONTROL, USER_DEFINED, BYTE = 1, 2, 3, 4, 6
SPACE = "\u2581"
PRE = {"gpt2": "gpt-2", "gpt2-prefix-space": "gpt-2", "llama3": "llama-bpe", "qwen2": "qwen2"}


def tokens_of(root):
    vocab = dict(root["model"]["vocab"])
    added = {a["content"]: a for a in root["added_tokens"]}
    vocab.update({a["content"]: a["id"] for a in root["added_tokens"]})
    tokens = [text for text, _ in sorted(vocab.items(), key=lambda item: item[1])]
    assert [vocab[t] for t in tokens] == list(range(len(tokens)))
    types = [NORMAL if t not in added else CONTROL if added[t]["special"] else USER_DEFINED for t in tokens]
    return tokens, types


def write(path, kind, pre, tokens, types, **more):
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_tokenizer_model(kind)
    writer.add_tokenizer_pre(pre)
    writer.add_token_list(tokens)
    writer.add_token_types(types)
    for name, value in more.items():
        getattr(writer, "add_" + name)(value)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.close()


def byte_level(name, root, path):
    tokens, types = tokens_of(root)
    merges = [m if isinstance(m, str) else " ".join(m) for m in root["model"]["merges"]]
    more = {"token_merges": merges}
    if name == "llama3":
        more["bos_token_id"] = tokens.index("<|begin_of_text|>")
    if name == "gpt2-prefix-space":
        more["add_space_prefix"] = True
    write(path, "gpt2", PRE[name], tokens, types, **more)


def word_piece(name, root, path):
    tokens, types = tokens_of(root)
    written = []
    for token, kind in zip(tokens, types):
        plain = token[2:] if token.startswith("##") else SPACE + token
        written.append(token if kind == CONTROL else plain)
    write(
        path,
        "bert",
        "default",
        written,
        types,
        bos_token_id=tokens.index("[CLS]"),
        sep_token_id=tokens.index("[SEP]"),
        unk_token_id=tokens.index("[UNK]"),
    )


def sentence_piece(name, root, path):
    tokens, types = tokens_of(root)
    first = {}
    for rank, (left, right) in enumerate(root["model"]["merges"]):
        first.setdefault(left + right, rank)
    scores = [-float(first.get(t, len(first) + i)) for i, t in enumerate(tokens)]
    for i, token in enumerate(tokens):
        if token.startswith("<0x") and len(token) == 6:
            types[i], scores[i] = BYTE, 0.0
        elif types[i] == USER_DEFINED:
            tokens[i] = token.replace(SPACE, " ")
        if types[i] in (CONTROL, USER_DEFINED):
            scores[i] = -1000.0
    write(
        path,
        "llama",
        "default",
        tokens,
        types,
        token_scores=scores,
        bos_token_id=tokens.index("<bos>"),
        eos_token_id=tokens.index("<eos>"),
        unk_token_id=tokens.index("<unk>"),
        add_bos_token=True,
        add_eos_token=False,
        add_space_prefix=name == "llama2",
    )


def field(reader, name, default=None):
    found = reader.fields.get("tokenizer.ggml." + name)
    return default if found is None else found.contents()


def processor(reader):
    """SentencePiece itself with the vocabulary of a file."""
    tokens, types, scores = (field(reader, n) for n in ("tokens", "token_type", "scores"))
    unknown = field(reader, "unknown_token_id")
    model = proto.ModelProto()
    model.trainer_spec.model_type = proto.TrainerSpec.BPE
    model.trainer_spec.byte_fallback = True
    model.normalizer_spec.name = "identity"
    model.normalizer_spec.add_dummy_prefix = field(reader, "add_space_prefix", True)
    model.normalizer_spec.remove_extra_whitespaces = False
    model.normalizer_spec.escape_whitespaces = True
    for i, (token, kind, score) in enumerate(zip(tokens, types, scores)):
        kind = UNKNOWN if i == unknown else kind
        piece = token.replace(" ", SPACE) if kind == USER_DEFINED else token
        model.pieces.add(piece=piece, score=score, type=kind)
    control = [t for t, kind in zip(tokens, types) if kind in (CONTROL, UNKNOWN)]
    return SentencePieceProcessor(model_proto=model.SerializeToString()), control


def texts(oracle, control):
    """Those of the tokenizers' cases, and runs of few characters, in which equal neighbours overlap."""
    lines = (oracle / "tokenizers" / "gemma" / "cases.jsonl").read_text().splitlines()
    all_texts = [row["text"] for row in map(json.loads, lines) if row["pair"] is None]
    rng = random.Random(7)
    for alphabet in (" a", "\n ab", "=- ", "the ", "0123 ,", "\t\n x", "éü漢字 "):
        for _ in range(25):
            all_texts.append("".join(rng.choice(alphabet) for _ in range(rng.randint(2, 30))))
    return [t for t in dict.fromkeys(all_texts) if not any(c in t for c in control) and "\0" not in t]


def reference(oracle, file, out):
    pieces, control = processor(gguf.GGUFReader(file))
    with open(out, "w", encoding="utf-8") as lines:
        for text in texts(oracle, control):
            ids = pieces.encode(text)
            lines.write(json.dumps({"text": text, "ids": ids}) + "\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("oracle", type=Path)
    parser.add_argument("--real", nargs=2, type=Path)
    args = parser.parse_args()
    if args.real:
        reference(args.oracle, *args.real)
        return
    out = args.oracle / "gguf" / "tokenizers"
    out.mkdir(parents=True, exist_ok=True)
    for name in ("gpt2", "gpt2-prefix-space", "llama3", "qwen2", "bert-cased", "bert-uncased", "llama2", "gemma"):
        root = json.loads((args.oracle / "tokenizers" / name / "tokenizer.json").read_text())
        make = byte_level if name in PRE else word_piece if name.startswith("bert") else sentence_piece
        make(name, root, out / f"{name}.gguf")
        if make is sentence_piece:
            reference(args.oracle, out / f"{name}.gguf", out / f"{name}.jsonl")


if __name__ == "__main__":
    main()
