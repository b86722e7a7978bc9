# SPDX-License-Identifier: BSD-3-Clause
"""What the tokenizers and transformers libraries make of settings around a tokenizer.

usage: python tokenizer_settings.py ORACLE OUT

writes, for the tokenizers in ORACLE/tokenizers:
OUT/folders/<name>/  tokenizers without tokenizer.json, with the settings files next to them, and cases.jsonl
OUT/truncation.jsonl texts cut in many ways
OUT/characters.txt   the code points of each class of characters, as ranges
OUT/scores.txt       scores of a Unigram model as written, and as read
"""

import itertools
import json
import random
import shutil
import sys
from pathlib import Path

from tokenizers import Tokenizer, normalizers, pre_tokenizers
from transformers import BertTokenizerFast, GPT2TokenizerFast

from tokenizer_variants import PAIRS, TEXTS, row

NEW = {"content": "[NEW]", "lstrip": True, "rstrip": False, "normalized": False, "single_word": False, "special": True}
ONE = {"content": "<one>", "lstrip": False, "rstrip": True, "normalized": True, "single_word": False, "special": False}


def folders(sources):
    gpt2 = json.loads((sources / "gpt2/tokenizer.json").read_text())["model"]
    bert = json.loads((sources / "bert-uncased/tokenizer.json").read_text())["model"]["vocab"]
    merges = "#version: 0.2\n" + "".join(" ".join(m) + "\n" for m in gpt2["merges"])
    words = "".join(w + "\n" for w in sorted(bert, key=bert.get))
    old = {"vocab.json": json.dumps(gpt2["vocab"], ensure_ascii=False), "merges.txt": merges}
    size, count = len(gpt2["vocab"]), len(bert)
    return {
        "gpt2-plain": (GPT2TokenizerFast, old),
        "gpt2-added": (GPT2TokenizerFast, old | {
            "added_tokens.json": {"<two>": size + 1, "<one>": size, "[NEW]": size + 2},
            "special_tokens_map.json": {"bos_token": NEW, "eos_token": "[END]", "additional_special_tokens": ["<two>"]},
            "tokenizer_config.json": {"tokenizer_class": "GPT2Tokenizer", "add_bos_token": True, "add_prefix_space": True,
                                      "model_max_length": 64}}),
        "gpt2-listed": (GPT2TokenizerFast, old | {
            "tokenizer_config.json": {
                "added_tokens_decoder": {str(size + 1): ONE, str(size): NEW, str(size + 2): dict(NEW, content="<|endoftext|>",
                                                                                                lstrip=False)},
                "pad_token": "[PAD]", "add_eos_token": True, "bos_token": None}}),
        "bert-plain": (BertTokenizerFast, {"vocab.txt": words}),
        "bert-added": (BertTokenizerFast, {
            "vocab.txt": words,
            "added_tokens.json": {"[NEW]": count, "<one>": count + 1, "été": count + 2},
            "special_tokens_map.json": {"cls_token": "[CLS]", "mask_token": dict(NEW, content="[MASK]")},
            "tokenizer_config.json": {"do_lower_case": False, "strip_accents": True, "tokenize_chinese_chars": False},
            "config.json": {"model_type": "bert"}}),
        "bert-listed": (BertTokenizerFast, {
            "vocab.txt": words,
            "tokenizer_config.json": {
                "tokenizer_class": "BertTokenizer", "do_lower_case": True, "strip_accents": False,
                "sep_token": "[NEW]", "additional_special_tokens": ["<two>"],
                "added_tokens_decoder": {str(i): dict(NEW, content=t, lstrip=t == "[MASK]") for i, t in
                                         enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"])} | {
                    str(count): NEW, str(count + 1): ONE}}}),
    }


def write_folders(sources, out):
    for name, (kind, files) in folders(sources).items():
        folder = out / "folders" / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for file, content in files.items():
            (folder / file).write_text(content if isinstance(content, str) else json.dumps(content, indent=1))
        tok = kind.from_pretrained(str(folder)).backend_tokenizer
        rows = [row(tok, t, None, True) for t in TEXTS] + [row(tok, t, p, s) for t, p in PAIRS for s in (True, False)]
        (folder / "cases.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows))
        print(name, tok.get_vocab_size(), len(rows))


def write_truncation(sources, out):
    rows = []
    texts = [("one two three four five six seven", None), ("one two three four five six seven", "a b c"),
             ("a b c", "one two three four five six seven"), ("a b c d e f", "g h i j k l"), ("", "one two three"),
             ("😀 dog cat", "日本 b c d")]
    for kind in ("bert-uncased", "llama3", "gpt2", "variant-roberta"):
        tok = Tokenizer.from_file(str(sources / kind / "tokenizer.json"))
        for (text, pair), length, strategy, direction, special in itertools.product(
                texts, (0, 1, 2, 3, 5, 8, 9, 40), ("longest_first", "only_first", "only_second"), ("right", "left"),
                (True, False)):
            if length < tok.num_special_tokens_to_add(pair is not None):
                continue
            tok.enable_truncation(length, stride=0, strategy=strategy, direction=direction)
            call = {"kind": kind, "text": text, "pair": pair, "add_special_tokens": special, "max_length": length,
                    "strategy": strategy, "direction": direction}
            try:
                e = tok.encode(text, pair, add_special_tokens=special)
                call |= {"ids": e.ids, "offsets": [list(o) for o in e.offsets], "type_ids": e.type_ids,
                         "sequence_ids": e.sequence_ids}
            except Exception as error:
                call |= {"error": str(error)}
            rows.append(call)
    # every third keeps all combinations of two settings
    rows = rows[::3]
    (out / "truncation.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows))
    print("truncation", len(rows))


def write_characters(out):
    clean = normalizers.BertNormalizer(True, False, False, False)
    accents = normalizers.BertNormalizer(False, False, True, False)
    marks, nfd, lower = normalizers.StripAccents(), normalizers.NFD(), normalizers.Lowercase()
    classes = {
        "control": lambda c: c not in "\0\ufffd" and clean.normalize_str(c) == "",
        "space": lambda c: pieces(pre_tokenizers.WhitespaceSplit(), c) == 2,
        "punctuation": lambda c: pieces(pre_tokenizers.Punctuation(), c) == 3,
        "number": lambda c: pieces(pre_tokenizers.Digits(True), c) == 3,
        "word": lambda c: pieces(pre_tokenizers.Whitespace(), c) == 1,
        "mark": lambda c: marks.normalize_str(c) == "",
        "nonspacing": lambda c: nfd.normalize_str(c) == c and accents.normalize_str("a" + c) == "a",
    }
    everything = [chr(c) for c in range(0x110000) if not 0xD800 <= c < 0xE000]
    lines = [f"{name} {ranges(c for c in everything if test(c))}" for name, test in classes.items()]
    lines += [f"lower {ord(c):X} {ord(lower.normalize_str(c)):X}" for c in everything
              if lower.normalize_str(c) != c and len(lower.normalize_str(c)) == 1]
    (out / "characters.txt").write_text("\n".join(lines) + "\n")


def write_scores(out):
    rng = random.Random(3)
    written = [f"-{rng.uniform(0, 16)!r}" for _ in range(300)]
    written += ["0", "-1", "-0.0", "1e-5", "-2.5E+3", "-12345678901234567890123.5", "-0.1000000000000000055511151231257827"]
    vocab = ",".join(f'["{i}",{score}]' for i, score in enumerate(written))
    tok = Tokenizer.from_str('{"version":"1.0","truncation":null,"padding":null,"added_tokens":[],"normalizer":null,'
                             '"pre_tokenizer":null,"post_processor":null,"decoder":null,'
                             f'"model":{{"type":"Unigram","unk_id":null,"vocab":[{vocab}],"byte_fallback":false}}}}')
    read = [score for _, score in json.loads(tok.to_str())["model"]["vocab"]]
    (out / "scores.txt").write_text("".join(f"{w} {r!r}\n" for w, r in zip(written, read)))
    print("scores", sum(float(w) != r for w, r in zip(written, read)), "not the nearest")


def pieces(splitter, c):
    return len(splitter.pre_tokenize_str("a" + c + "a"))


def ranges(characters):
    found = []
    for c in map(ord, characters):
        if found and found[-1][1] == c - 1:
            found[-1][1] = c
        else:
            found.append([c, c])
    return " ".join(f"{a:X}-{b:X}" for a, b in found)


if __name__ == "__main__":
    target = Path(sys.argv[2])
    target.mkdir(parents=True, exist_ok=True)
    source = Path(sys.argv[1]) / "tokenizers"
    write_folders(source, target)
    write_truncation(source, target)
    write_characters(target)
    write_scores(target)
